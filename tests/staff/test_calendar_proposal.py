"""A year is proposed and never taken for granted: what the package cannot know is marked or left out."""

from __future__ import annotations

from datetime import date

import pytest

from staff.calendar_proposal import NOT_LAW, SWAP, WEEKEND, YEARLY, ProposedDay, propose
from staff.working_time import DayKind


def on(day: date) -> ProposedDay:
    return next(each for each in propose(day.year) if each.day == day)


def test_fixed_holidays_are_ticked_and_need_no_check() -> None:
    found = on(date(2028, 5, 1))

    assert (found.kind, found.is_ticked, found.check) == (DayKind.HOLIDAY, True, "")


@pytest.mark.parametrize("day", [date(2028, 1, 25), date(2028, 9, 1), date(2027, 2, 10)])
def test_tet_and_national_day_are_to_be_checked(day: date) -> None:
    found = on(day)

    assert found.is_ticked
    assert found.check == YEARLY


def test_a_day_in_lieu_bears_the_name_of_its_holiday() -> None:
    found = on(date(2028, 1, 3))

    assert (found.kind, found.name) == (DayKind.IN_LIEU, "Tết Dương lịch")


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_day_of_culture_is_not_law_and_stays_unticked(year: int) -> None:
    found = on(date(year, 11, 24))

    assert not found.is_ticked
    assert found.check == NOT_LAW


def test_an_exchange_comes_with_its_saturday_and_is_never_ticked() -> None:
    off, worked = on(date(2026, 8, 31)), on(date(2026, 8, 22))

    assert (off.kind, worked.kind) == (DayKind.SWAP_OFF, DayKind.WORKED)
    assert not off.is_ticked
    assert not worked.is_ticked
    assert off.check == worked.check == SWAP


def test_a_holiday_on_a_rest_day_is_left_to_units_that_work_then() -> None:
    found = on(date(2028, 1, 29))

    assert (found.is_ticked, found.check) == (False, WEEKEND)


def test_the_lines_come_in_order_and_once() -> None:
    days = [each.day for each in propose(2026)]

    assert days == sorted(set(days))
