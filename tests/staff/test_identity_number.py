"""The twelve digits against the person: doubts, never refusals."""

import pytest

from staff.identity_number import Doubt, Sex, doubts, read_number


@pytest.mark.parametrize(
    ("number", "sex", "year"),
    [
        ("035085001234", Sex.MALE, 1985),
        ("035185001234", Sex.FEMALE, 1985),
        ("035210001234", Sex.MALE, 2010),
        ("035310001234", Sex.FEMALE, 2010),
    ],
)
def test_sex_and_year_stand_in_the_number(number: str, sex: Sex, year: int) -> None:
    facts = read_number(number)

    assert facts is not None
    assert (facts.sex, facts.birth_year, facts.is_place_known) == (sex, year, True)


def test_a_number_that_fits_raises_no_doubt() -> None:
    assert doubts("035185001234", birth_year=1985, sex=Sex.FEMALE) == []


def test_a_person_of_whom_nothing_is_known_raises_no_doubt() -> None:
    assert doubts("035185001234") == []


def test_an_old_number_of_nine_digits_raises_no_doubt() -> None:
    assert doubts("168123456", birth_year=1985) == []


def test_each_thing_that_does_not_fit_is_named() -> None:
    assert doubts("035185001234", birth_year=1986, sex=Sex.MALE) == [Doubt.YEAR, Doubt.SEX]


def test_a_province_that_never_was_is_doubtful() -> None:
    assert doubts("003185001234") == [Doubt.PROVINCE]


def test_birth_registered_abroad_is_not_doubtful() -> None:
    assert doubts("127185001234") == []


@pytest.mark.parametrize("number", ["", "03518500123", "0351850012345", "03518500123x", "٠٣٥١٨٥٠٠١٢٣٤"])
def test_a_number_of_another_length_is_doubtful(number: str) -> None:
    assert doubts(number) == [Doubt.LENGTH]
