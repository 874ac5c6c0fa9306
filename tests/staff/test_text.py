"""Text as people type it, read as a number."""

from __future__ import annotations

import pytest

from staff.text import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.5", "1²", "١", "một", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


def test_more_than_the_most_is_none() -> None:
    assert (whole_number("40", most=40), whole_number("41", most=40)) == (40, None)
