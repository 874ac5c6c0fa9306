"""Whole sentences: which words say what is wanted, and what befell a paper."""

from __future__ import annotations

import pytest

from procedures.search.sentences import losses, lost_papers, telling_words


@pytest.mark.parametrize(
    ("typed", "telling"),
    [
        ("tôi muốn làm giấy khai sinh cho cháu thì cần những giấy tờ gì", "giấy khai sinh"),
        ("chứng thực giấy tờ", "chứng thực giấy tờ"),
        ("tôi muốn làm giấy khai sinh cho con", "giấy khai sinh con"),
        ("toi muon lam giay khai sinh", "giay khai sinh"),
        ("mẹ tôi mới mất thì làm thế nào", "mẹ mất"),
        ("chứng minh thư", "chứng minh thư"),
        ("can cuoc", "can cuoc"),
        ("cần làm thẻ căn cước", "thẻ căn cước"),
        ("bản vẽ, lá đơn, khí đốt", "bản vẽ lá đơn khí đốt"),
        ("tôi bị mất sổ đỏ", "sổ đỏ"),
        ("giấy khai sinh bị rách", "giấy khai sinh"),
        ("bố tôi mất", "bố mất"),
        ("giải phóng mặt bằng", "giải phóng mặt bằng"),
    ],
)
def test_only_the_words_that_tell_are_kept(typed: str, telling: str) -> None:
    assert " ".join(telling_words(typed.replace(",", "").split())) == telling


@pytest.mark.parametrize(
    ("typed", "as_typed", "lost"),
    [
        ("mất giấy khai sinh", ["mat giay"], ["mat giay"]),
        ("thất lạc sổ hộ khẩu", ["that lac so"], ["mat so"]),
        ("mất căn cước", ["mat can"], ["mat can"]),
        ("giấy khai sinh của tôi bị rách", [], ["mat giay"]),
        ("bố mất", [], []),
        ("bố mất cần giấy tờ gì", [], []),
        ("bố mất giấy tờ gì", [], []),
        ("mẹ mất thế nào", [], []),
        ("mặt bằng", [], []),
        ("bạn bị mất bằng", ["mat bang"], ["mat bang"]),
    ],
)
def test_a_lost_paper_is_told_from_somebody_who_died(typed: str, as_typed: list[str], lost: list[str]) -> None:
    assert (losses(typed.split()), lost_papers(typed.split())) == (as_typed, lost)
