"""Marking what matched, and saying what was understood."""

from __future__ import annotations

import pytest

from procedures.search.matched import matches_in, pieces, understood


def marked(text: str, *words: str, by_sound: bool = False) -> list[str]:
    found = pieces(text, [(word,) for word in words], by_sound=by_sound)
    assert "".join(piece for piece, _is_match in found) == text
    return [piece for piece, is_match in found if is_match]


def test_words_side_by_side_are_one_mark() -> None:
    assert marked("Đăng ký khai sinh lưu động", "khai", "sinh") == ["khai sinh"]


def test_the_last_word_may_be_only_begun() -> None:
    assert marked("Đăng ký khai sinh", "khai", "si") == ["khai sinh"]
    assert marked("Đăng ký khai sinh", "kha", "sinh") == ["sinh"]


def test_a_word_that_stands_there_whole_is_not_taken_for_a_beginning() -> None:
    assert marked("đỏ, đối với cộng đồng", "do") == ["đỏ"]


def test_what_sounds_alike_is_marked_in_a_search_by_sound() -> None:
    assert marked("Cấp sổ đỏ", "so", "do", by_sound=True) == ["sổ đỏ"]
    assert marked("Khai sinh", "khai", "xinh") == ["Khai"]


def test_a_part_of_a_code_marks_the_code() -> None:
    assert marked("mã 1.001193", "001193") == ["1.001193"]


def test_decomposed_letters_are_marked_too() -> None:
    assert pieces("sô\u0309 do\u0309", [("so",)], by_sound=False) == [("sổ", True), (" dỏ", False)]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Đăng ký đất đai đối với hộ", "sổ đỏ"], "sổ đỏ"),
        (["Số đo", "sổ đỏ"], "số đo"),
        (["Cấp sổ", "màu đỏ"], "sổ đỏ"),
        (["Cấp sổ"], "sổ"),
    ],
)
def test_what_was_understood_is_written_as_in_the_text_that_holds_most_of_it(texts: list[str], said: str) -> None:
    assert understood(texts, [("so",), ("do",)], by_sound=True) == said


def test_places_in_the_search_are_kept() -> None:
    assert matches_in("đỏ sổ", [("so",), ("do",)], by_sound=False) == {0: "sổ", 1: "đỏ"}
