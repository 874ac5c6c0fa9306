"""Light markup of posted texts: what becomes HTML, what becomes blocks for a sheet, what never gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.board.marked_text import blocks_of, html_of, parts_of


def test_paragraphs_lists_and_stress_become_html() -> None:
    html = html_of("Ông/Bà **lấy số**.\n\n1. Ngồi chờ\n2. Đến quầy")
    assert "<strong>lấy số</strong>" in html
    assert "<ol>\n<li>Ngồi chờ</li>\n<li>Đến quầy</li>\n</ol>" in html


def test_a_new_line_is_a_new_line() -> None:
    assert html_of("Sáng\nChiều") == "<p>Sáng<br />\nChiều</p>\n"


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '<b onclick="x()">đậm</b>', "<img src=x onerror=y>"]
)
def test_html_is_shown_as_it_was_typed(typed: str) -> None:
    html = html_of(typed)
    assert "<script" not in html
    assert "<b" not in html
    assert "<img" not in html
    assert "&lt;" in html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://vi-du.vn", "data:text/html,x", "/thu-tuc/"])
def test_links_lead_nowhere_but_to_https_telephone_and_mail(target: str) -> None:
    assert "<a " not in html_of(f"[xem]({target})")


@pytest.mark.parametrize("target", ["https://binhluc.example", "tel:02263860000", "mailto:ubnd@binhluc.example"])
def test_these_links_are_kept(target: str) -> None:
    assert f'<a href="{target}">xem</a>' in html_of(f"[xem]({target})")


def test_pictures_are_not_shown() -> None:
    assert "<img" not in html_of("![ảnh](https://binhluc.example/a.png)")


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0226 3860 104", "02263860104"),
        ("0226.3860.104", "02263860104"),
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("1900 1234", "19001234"),
        ("1800 599 920", "1800599920"),
    ],
)
def test_a_phone_number_can_be_called(written: str, dialled: str) -> None:
    assert f'<a href="tel:{dialled}">{written}</a>' in html_of(f"Gọi {written} trong giờ làm việc.")


@pytest.mark.parametrize(
    "text", ["Quyết định 1234/QĐ-UBND", "Ngày 01/07/2025", "Nghị định 61/2018/NĐ-CP", "Số 035185001234"]
)
def test_other_numbers_cannot(text: str) -> None:
    assert "tel:" not in html_of(text)


def test_a_number_that_is_a_link_already_stays_one() -> None:
    assert html_of("[0226 3860 104](tel:02263860104)").count("<a ") == 1


def test_headings_stand_below_that_of_the_document() -> None:
    assert html_of("# Sáng\n\n## Trưa\n\n### Chiều") == "<h3>Sáng</h3>\n<h4>Trưa</h4>\n<h4>Chiều</h4>\n"


def test_a_poster_is_cut_at_its_headings() -> None:
    parts = parts_of("Cán bộ cam kết:\n\n## 6 biết\n\n- Biết nghe\n\n## 5 không\n\n- Không né tránh")
    assert [(part.figure, part.rest) for part in parts] == [("", ""), ("6", "biết"), ("5", "không")]
    assert "<li>Biết nghe</li>" in parts[1].html


def test_a_poster_heading_without_a_number_has_no_figure() -> None:
    (part,) = parts_of("## Thể hiện\n\nTôn trọng")
    assert (part.figure, part.rest) == ("", "Thể hiện")


def test_blocks_hold_headings_paragraphs_and_their_stress() -> None:
    assert blocks_of("# Nội quy\n\nGiữ **trật tự**") == [
        {"kind": "heading", "level": 1, "runs": [{"text": "Nội quy", "bold": False, "italic": False}]},
        {
            "kind": "paragraph",
            "runs": [
                {"text": "Giữ ", "bold": False, "italic": False},
                {"text": "trật tự", "bold": True, "italic": False},
            ],
        },
    ]


def test_blocks_hold_lists_within_lists() -> None:
    (outer,) = blocks_of("3. Sáng\n   - 7 giờ\n4. Chiều")
    assert (outer["ordered"], outer["start"], len(outer["items"])) == (True, 3, 2)
    first = outer["items"][0]
    assert [block["kind"] for block in first] == ["paragraph", "list"]
    assert first[1]["items"][0][0]["runs"][0]["text"] == "7 giờ"


def test_blocks_hold_tables() -> None:
    (table,) = blocks_of("| Thứ | Người tiếp |\n|---|---|\n| Ba | Chủ tịch |")
    assert [cell[0]["text"] for cell in table["head"]] == ["Thứ", "Người tiếp"]
    assert [[cell[0]["text"] for cell in row] for row in table["rows"]] == [["Ba", "Chủ tịch"]]


def test_blocks_keep_quotes_rules_and_phone_numbers_as_words() -> None:
    quote, rule, paragraph = blocks_of("> Xin lỗi\n\n---\n\nGọi 0226 3860 104")
    assert quote["blocks"][0]["runs"][0]["text"] == "Xin lỗi"
    assert rule == {"kind": "rule"}
    assert "".join(run["text"] for run in paragraph["runs"]) == "Gọi 0226 3860 104"


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    blocks_of(text)
    parts_of(text)
    assert "<script" not in html_of(text)
