"""What the test card shows of a scanner and its PC."""

import unicodedata

import pytest

from dossiers.scan_doctor import Ailment
from dossiers.scan_test import judge
from dossiers.scanning import TEST_TEXT
from tests.dossiers.scanned import in_code_page, under_layout, with_caps_lock, without_accented_letters


def test_a_healthy_scanner() -> None:
    assert judge(TEST_TEXT, pace=10).is_healthy


@pytest.mark.parametrize(
    ("arrived", "ailment"),
    [
        (in_code_page(TEST_TEXT, "cp1252"), Ailment.CODE_PAGE),
        (unicodedata.normalize("NFD", TEST_TEXT), Ailment.DECOMPOSED),
        (under_layout(TEST_TEXT, "vietnamese"), Ailment.LAYOUT),
        (under_layout(TEST_TEXT, "french"), Ailment.LAYOUT),
        (TEST_TEXT.replace("|", "^"), Ailment.SEPARATOR),
        (with_caps_lock(TEST_TEXT), Ailment.CAPS_LOCK),
        (TEST_TEXT.replace("as aa dd ow ej", "á â đ ơ ẹ"), Ailment.INPUT_METHOD),
        (TEST_TEXT.replace("a1 d9", "á đ"), Ailment.INPUT_METHOD),
        (without_accented_letters(TEST_TEXT, "?"), Ailment.LETTERS_LOST),
    ],
)
def test_each_fault_is_named(arrived: str, ailment: Ailment) -> None:
    verdict = judge(arrived)

    assert verdict.ailments == (ailment,)
    assert verdict.is_test_card


def test_a_scanner_too_slow_to_be_told_from_a_person() -> None:
    verdict = judge(TEST_TEXT, pace=46)

    assert (verdict.is_too_slow, verdict.is_healthy, verdict.ailments) == (True, False, ())


def test_something_else_is_not_taken_for_the_test_card() -> None:
    assert not judge("H25.12.02-230828-0001").is_test_card
