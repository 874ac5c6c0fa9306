"""Opening intervals as people type them."""

from datetime import time

import pytest

from staff.hours_text import HoursTextError, intervals_text, parse_intervals
from staff.working_time import Interval

MORNING, AFTERNOON = Interval(time(7), time(11, 30)), Interval(time(13, 30), time(17))


@pytest.mark.parametrize(
    "text",
    [
        "07:00-11:30, 13:30-17:00",
        "7h-11h30; 13h30–17h",
        " 13.30 - 17 ,7 — 11.30",
        "07:00–11:30,13:30–17:00,",
    ],
)
def test_usual_ways_of_writing_are_read(text: str) -> None:
    assert parse_intervals(text) == (MORNING, AFTERNOON)


def test_nothing_means_closed() -> None:
    assert parse_intervals("  ") == ()


def test_what_is_shown_can_be_typed_again() -> None:
    assert parse_intervals(intervals_text((AFTERNOON, MORNING))) == (MORNING, AFTERNOON)


@pytest.mark.parametrize("text", ["7", "7-25", "11:30-7:00", "07:60-08:00", "sáng", "7-8-9", "07:00-07:00"])
def test_what_is_no_interval_is_named(text: str) -> None:
    with pytest.raises(HoursTextError) as refused:
        parse_intervals(f"13:30-17:00, {text}")

    assert (refused.value.part, refused.value.is_overlap) == (text, False)


def test_crossing_intervals_are_named() -> None:
    with pytest.raises(HoursTextError) as refused:
        parse_intervals("07:00-12:00, 11:00-17:00")

    assert refused.value.is_overlap
