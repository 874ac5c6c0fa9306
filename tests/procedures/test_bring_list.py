"""The citizen's own list: which papers stay on it, and how answers travel in an address."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from procedures.bring.bring_card import BringCard, read_card, write_card
from procedures.bring.bring_list import Answer, answered, bring_list, carried, case_of, questions


@dataclass
class Paper:
    position: int
    name: str
    mandatory: bool = True
    condition: str = ""
    note: str = ""


FORM = Paper(1, "Tờ khai")
MANDATE = Paper(2, "Văn bản ủy quyền", False, "Chỉ khi ủy quyền cho người khác đi nộp.")
KINSHIP = Paper(3, "Giấy tờ chứng minh quan hệ", False, "Chỉ khi ủy quyền cho người khác đi nộp")
ABANDONED = Paper(4, "Biên bản về việc trẻ bị bỏ rơi", False)
CARD = Paper(5, "Thẻ căn cước")
PAPERS = [FORM, MANDATE, KINSHIP, ABANDONED, CARD]
NOTHING_SAID = BringCard("1.001193", ())


def names(papers: tuple[Paper, ...]) -> list[str]:
    return [paper.name for paper in papers]


@pytest.mark.parametrize(
    ("condition", "note", "case"),
    [
        ("Chỉ khi ủy quyền cho người khác đi nộp.", "", "Ủy quyền cho người khác đi nộp"),
        ("Trường hợp trẻ bị bỏ rơi", "", "Trẻ bị bỏ rơi"),
        ("nếu xin cấp lại?", "", "Xin cấp lại"),
        ("Con nuôi có yếu tố nước ngoài", "", "Con nuôi có yếu tố nước ngoài"),
        ("", "khi cư trú nơi khác", "Cư trú nơi khác"),
        ("", "chứng thực, trừ khi là ông, bà", ""),
        ("", "", ""),
    ],
)
def test_a_condition_is_asked_as_a_case(condition: str, note: str, case: str) -> None:
    assert case_of(Paper(1, "Giấy", False, condition, note)) == case


def test_papers_of_the_same_case_share_a_question() -> None:
    asked = questions(PAPERS, NOTHING_SAID)

    assert [(each.number, names(each.papers)) for each in asked] == [
        (2, ["Văn bản ủy quyền", "Giấy tờ chứng minh quan hệ"]),
        (4, ["Biên bản về việc trẻ bị bỏ rơi"]),
    ]


def test_what_is_always_asked_for_is_on_every_list() -> None:
    assert names(bring_list(PAPERS, NOTHING_SAID).bring) == ["Tờ khai", "Thẻ căn cước"]


def test_a_yes_puts_its_papers_on_the_list_and_a_no_leaves_them_out() -> None:
    card = answered(PAPERS, {2: "co", 4: "khong"}, NOTHING_SAID)

    found = bring_list(PAPERS, card)

    assert names(found.bring) == ["Tờ khai", "Văn bản ủy quyền", "Giấy tờ chứng minh quan hệ", "Thẻ căn cước"]
    assert names(found.left_out) == ["Biên bản về việc trẻ bị bỏ rơi"]
    assert found.perhaps == ()


@pytest.mark.parametrize("said", [{}, {2: "chua-ro"}, {2: "gì đó"}])
def test_a_question_not_answered_leaves_its_papers_open(said: dict[int, str]) -> None:
    found = bring_list(PAPERS, answered(PAPERS, {4: "khong", **said}, NOTHING_SAID))

    assert names(found.perhaps) == ["Văn bản ủy quyền", "Giấy tờ chứng minh quan hệ"]


def test_the_answers_are_read_from_the_address_as_they_were_given() -> None:
    card = answered(PAPERS, {2: "co", 4: "khong"}, BringCard("1.001193", (), version=7))

    written = write_card("1.001193", card.positions, denied=card.denied, version=card.version, counter="13504")

    assert written == "/thu-tuc/1.001193/chuan-bi/?co=1-2-3-5&khong=4&pb=7&don-vi=13504"
    assert read_card(f"https://motcua.example.vn{written}") == card


@pytest.mark.parametrize("version", ["", "x", "-1", "1234567", "٣"])
def test_a_version_that_is_none_is_not_said(version: str) -> None:
    card = read_card(f"/thu-tuc/1.001193/chuan-bi/?co=1&pb={version}")
    assert card is not None
    assert card.version == 0


def test_a_paper_both_brought_and_denied_is_brought() -> None:
    assert read_card("/thu-tuc/1.001193/chuan-bi/?co=1-2&khong=2-3") == BringCard("1.001193", (1, 2), (3,))


def test_answers_follow_the_papers_into_a_later_version() -> None:
    later = [Paper(1, "Thẻ căn cước"), Paper(2, "tờ  khai"), Paper(3, "Biên bản về việc trẻ bị bỏ rơi", False)]

    moved = carried(BringCard("1.001193", (1, 2, 5), (4,), 1), PAPERS, later, 2)

    assert moved == BringCard("1.001193", (1, 2), (3,), 2)


def test_the_same_answers_are_shown_when_they_are_to_be_changed() -> None:
    card = answered(PAPERS, {2: "co", 4: "khong"}, NOTHING_SAID)

    assert [each.answer for each in questions(PAPERS, card)] == [Answer.YES, Answer.NO]
