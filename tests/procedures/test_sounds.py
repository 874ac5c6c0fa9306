"""Words by their sound, keys of input methods, slips: pure rules of the search."""

from __future__ import annotations

import pytest

from procedures.search.findable import as_heard, as_written
from procedures.search.nearest import alternatives, vocabulary_of
from procedures.search.sounds import keys_undone, sound_of, typed_words, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sinh", "xinh"),
        ("so", "xo"),
        ("cho", "tro"),
        ("chung", "trung"),
        ("gia", "da"),
        ("ra", "da"),
        ("giay", "ray"),
        ("lam", "nam"),
        ("ly", "li"),
        ("ky", "ki"),
        ("ca", "ka"),
        ("quan", "qan"),
        ("nghi", "ngi"),
        ("ghe", "ge"),
        ("khan", "khang"),
        ("mat", "mac"),
        ("phep", "fep"),
        ("huu", "hiu"),
        ("ruou", "rieu"),
        ("gi", "di"),
    ],
)
def test_what_is_heard_alike_is_one_sound(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sinh", "sanh"),
        ("rach", "dat"),
        ("thanh", "than"),
        ("ho", "kho"),
        ("ta", "tha"),
        ("nha", "la"),
        ("ba", "pha"),
        ("co", "cho"),
    ],
)
def test_what_is_heard_differently_stays_apart(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


@pytest.mark.parametrize("word", ["1.001193", "01/7/2004", "4"])
def test_codes_and_numbers_are_left_alone(word: str) -> None:
    assert sound_of(word) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaays", "giấy"),
        ("gia61y", "giấy"),
        ("ddawng", "đăng"),
        ("kys", "ký"),
        ("dda6t", "dda6t"),
        ("sinh", "sinh"),
    ],
)
def test_keys_left_in_by_an_input_method_are_undone(typed: str, meant: str) -> None:
    assert keys_undone(typed) == meant


def test_words_are_taken_without_signs_and_codes_stay_whole() -> None:
    assert words_of("Cấp lại (trước ngày 01/7/2004), mã 1.001193") == [
        *("cap", "lai", "truoc", "ngay", "01/7/2004"),
        *("ma", "1.001193"),
    ]
    assert typed_words("Giaays KHAI sinh") == ["giấy", "khai", "sinh"]


def test_a_search_can_tell_name_from_everyday_words_from_the_rest() -> None:
    said = {"name": "Đăng ký khai sinh", "everyday": ["giấy khai sinh", "sinh con"], "full_name": ""}
    written = as_written(**said, codes=["1.001193"], field="Hộ tịch")  # type: ignore[arg-type]
    heard = as_heard(**said, codes=["1.001193"], field="Hộ tịch")  # type: ignore[arg-type]
    assert written == " dang ky khai sinh \n | giay khai sinh | sinh con | \t 1.001193 ho tich "
    assert heard == " dan ci khai sin \n | dai khai sin | sin con | \t 1.001193 ho tit "


VOCABULARY = vocabulary_of(["khai sin", "khai tu", "cet hon", "cinh doan", "ho dan"])


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("sihn", "sin"), ("doahn", "doan"), ("khia", "khai"), ("kkhai", "khai"), ("kha", "khai"), ("hoon", "hon")],
)
def test_one_slip_of_a_finger_is_understood(slip: str, meant: str) -> None:
    assert meant in alternatives(slip, VOCABULARY, is_last=False)[0]


def test_words_run_together_are_parted() -> None:
    assert alternatives("khaisinh", VOCABULARY, is_last=True) == [["khai"], ["sin"]]


def test_a_beginning_is_a_word_only_at_the_end() -> None:
    assert alternatives("do", VOCABULARY, is_last=True) == [["do"]]
    assert alternatives("qu", VOCABULARY, is_last=False) == []


def test_what_is_near_nothing_has_no_alternatives() -> None:
    assert alternatives("xyzxyz", VOCABULARY, is_last=True) == []


def test_what_is_meant_as_it_is_typed_is_no_slip() -> None:
    assert alternatives("sihn", VOCABULARY, is_last=False, is_meant=True) == []
