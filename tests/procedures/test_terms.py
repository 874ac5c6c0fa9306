"""Terms are found where they are used, once each."""

from __future__ import annotations

import pytest

from procedures.references.terms import Piece, pieces


@pytest.mark.parametrize(
    ("text", "terms", "cut"),
    [
        ("Nộp lệ phí.", ["lệ phí"], [Piece("Nộp "), Piece("lệ phí", "lệ phí"), Piece(".")]),
        ("Lệ phí", ["lệ phí"], [Piece("Lệ phí", "lệ phí")]),
        ("sổ hộ tịch", ["hộ tịch", "Sổ hộ tịch"], [Piece("sổ hộ tịch", "Sổ hộ tịch")]),
        ("lệ phí, lệ phí", ["lệ phí"], [Piece("lệ phí", "lệ phí"), Piece(", lệ phí")]),
        ("phích nước", ["phí"], [Piece("phích nước")]),
        ("mẫu (A.1)", ["(A"], [Piece("mẫu "), Piece("(A", "(A"), Piece(".1)")]),
        ("không có gì", [], [Piece("không có gì")]),
        ("", ["phí"], []),
    ],
)
def test_a_text_is_cut_at_its_terms(text: str, terms: list[str], cut: list[Piece]) -> None:
    assert pieces(text, tuple(terms)) == cut


def test_what_was_explained_stays_as_it_is() -> None:
    assert pieces("sổ hộ tịch", ("hộ tịch", "sổ hộ tịch"), ["sổ hộ tịch"]) == [Piece("sổ hộ tịch")]
