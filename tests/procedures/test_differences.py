"""What differs between two entries, in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from procedures.comparing.differences import Difference, differences
from tests.procedures.conftest import entry

COPY = {"name": "Bản sao trích lục", "kind": "phi", "amount": 8000, "per": "bản"}
PAPER = {"name": "Tờ khai theo mẫu", "kind": "nop", "original": 1, "copy": 0, "mandatory": True}


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def said(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [str(each) for each in differences(entry(fee=None) | before, entry(fee=None) | after)]


def test_an_entry_does_not_differ_from_itself() -> None:
    assert differences(entry(), entry()) == []


def test_those_it_is_for_differ_not_by_their_order() -> None:
    assert said({"target": ["cá nhân", "tổ chức"]}, {"target": ["tổ chức", "cá nhân"]}) == []
    assert said({"target": ["cá nhân", "tổ chức"]}, {"target": ["tổ chức"]}) != []


def test_a_changed_amount_is_said_with_both_amounts() -> None:
    words = said({"fees": [COPY]}, {"fees": [COPY | {"amount": 10000}]})
    assert words == ["Fee bản sao trích lục: 8,000 đồng/bản → 10,000 đồng/bản"]


def test_the_older_way_of_writing_a_fee_makes_no_difference() -> None:
    old = entry(fee={"amount": 8000, "per": "bản", "kind": "phi"})
    new = entry(fee=None, fees=[{"kind": "phi", "amount": 8000, "per": "bản"}])
    assert differences(old, new) == []


def test_a_single_fee_is_the_same_one_whatever_was_changed() -> None:
    changed = {"fees": [{"kind": "le_phi", "amount": 5000, "name": "Cấp mới"}]}
    words = said({"fees": [{"kind": "phi", "amount": 8000}]}, changed)
    assert words[0] == "Charge cấp mới: 8,000 đồng → 5,000 đồng"


def test_a_new_fee_row_is_told_whole() -> None:
    late = {"kind": "le_phi", "name": "Đăng ký quá hạn", "amount": 5000, "exemption": "Hộ nghèo"}
    words = said({"fees": [COPY]}, {"fees": [COPY, late]})
    assert words == ["Fee and charge, new: Charge đăng ký quá hạn: 5,000 đồng; Hộ nghèo"]


def test_a_paper_taken_away_is_named() -> None:
    book = PAPER | {"name": "Sổ hộ khẩu", "copy": 1, "original": 0}
    words = said({"papers": [PAPER, book]}, {"papers": [PAPER]})
    assert words == ["Papers, no longer: Sổ hộ khẩu (1 copy; always)"]


def test_each_property_of_a_paper_is_said_by_its_name() -> None:
    change = {"mandatory": False, "condition": "Con ngoài giá thú", "copy": 2}
    words = said({"papers": [PAPER]}, {"papers": [PAPER | change]})
    assert words == [
        "Paper “Tờ khai theo mẫu”, copies: 0 → 2",
        "Paper “Tờ khai theo mẫu”, when it is needed: always → only if: Con ngoài giá thú",
    ]


def test_a_renamed_paper_is_the_same_paper() -> None:
    words = said({"papers": [PAPER]}, {"papers": [PAPER | {"name": "Tờ khai theo mẫu mới"}]})
    assert words == ["Paper “Tờ khai theo mẫu mới”, name: Tờ khai theo mẫu → Tờ khai theo mẫu mới"]


def test_papers_in_another_order_are_said_once() -> None:
    other = PAPER | {"name": "Giấy chứng sinh"}
    found = differences(
        entry() | {"papers": [PAPER, other]},
        entry() | {"papers": [other, PAPER]},
    )
    assert [(each.title, each.after) for each in found] == [
        ("Papers, order", "Giấy chứng sinh; Tờ khai theo mẫu"),
    ]


def test_the_unit_of_a_limit_is_part_of_it() -> None:
    words = said({}, {"time_limit": {"mode": "calendar_days", "value": 3}})
    assert words == ["Time limit: 3 working days → 3 calendar days"]


def test_a_channel_with_a_limit_of_its_own_is_named() -> None:
    limit = {"mode": "working_days", "value": 3, "by_channel": {"truc_tuyen": 1}}
    assert said({}, {"time_limit": limit}) == ["Time limit, online, new: 1 working day"]


def test_a_law_that_was_replaced_is_one_change() -> None:
    words = said(
        {"legal_basis": ["Luật Hộ tịch 60/2014/QH13", "Nghị định 123/2015/NĐ-CP"]},
        {"legal_basis": ["Luật Hộ tịch 60/2014/QH13", "Nghị định 18/2026/NĐ-CP"]},
    )
    assert words == ["Legal basis: Nghị định 123/2015/NĐ-CP → Nghị định 18/2026/NĐ-CP"]


@pytest.mark.parametrize("part", ["route", "everyday_words", "life_events"])
def test_what_the_new_entry_does_not_mention_is_kept(part: str) -> None:
    assert said({part: ["sinh-con"]}, {}) == []


def test_life_events_are_named() -> None:
    found = differences(entry(), entry() | {"life_events": ["sinh-con"]}, {"sinh-con": "Sinh con"})
    assert [each.after for each in found] == ["Sinh con"]


def test_a_new_procedure_is_nothing_but_new() -> None:
    assert {each.change for each in differences(None, entry())} == {"added"}


@pytest.mark.parametrize(
    "broken", [{"fees": "x"}, {"papers": [1]}, {"time_limit": 3}, {"fees": [{"amount": "x"}]}]
)
def test_a_draft_that_is_not_whole_is_compared_all_the_same(broken: dict[str, Any]) -> None:
    assert isinstance(differences(entry(), entry() | broken), list)


def test_a_long_text_is_cut_in_the_line_but_kept_beside() -> None:
    each = Difference("notes", "Remarks", "a " * 200, "b")
    assert "…" in str(each)
    assert len(each.before) == 400
