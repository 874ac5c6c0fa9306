"""When a rule about reminders is true, and when somebody may be told: vectors on the real calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.models import Reminder
from dossiers.reminder_rules import (
    Collecting,
    Quiet,
    Rule,
    Stuck,
    collecting,
    next_telling,
    promise_rule,
    stuck,
    told_until,
)
from staff.working_time import CalendarNotEstablished
from tests.dossiers.calendars import PLAIN, vn

TEN_DAYS = {"since": vn("2023-08-14 08:00"), "due_at": vn("2023-08-28 17:00")}
THREE_DAYS = {"since": vn("2023-08-28 09:30"), "due_at": vn("2023-08-31 17:00")}


def test_the_rows_know_the_same_rules() -> None:
    assert {rule.value for rule in Rule} == set(Reminder.Rule.values)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-14 08:00", None),
        ("2023-08-23 16:00", None),
        ("2023-08-24 09:00", None),  # 22 of 87 hours
        ("2023-08-24 09:30", Rule.QUARTER_LEFT),
        ("2023-08-24 23:00", Rule.QUARTER_LEFT),
        ("2023-08-25 00:05", Rule.ONE_DAY_LEFT),  # Friday, the day before the due Monday
        ("2023-08-28 17:00", Rule.ONE_DAY_LEFT),
        ("2023-08-28 17:01", Rule.LATE),
        ("2024-02-01 08:00", Rule.LATE),
    ],
)
def test_the_most_pressing_rule_about_ten_days(now: str, expected: Rule | None) -> None:
    assert promise_rule(**TEN_DAYS, now=vn(now), calendar=PLAIN) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-28 16:00", None),
        ("2023-08-29 23:55", None),
        ("2023-08-30 00:05", Rule.ONE_DAY_LEFT),
        ("2023-08-31 17:01", Rule.LATE),
    ],
)
def test_of_three_days_the_last_but_one_is_the_first_to_be_reminded(now: str, expected: Rule | None) -> None:
    assert promise_rule(**THREE_DAYS, now=vn(now), calendar=PLAIN) == expected


def test_days_off_are_not_counted() -> None:
    """The Thursday before the four days of the national day is one working day before the Tuesday."""
    given = {"since": vn("2023-08-21 08:00"), "due_at": vn("2023-09-05 17:00"), "calendar": PLAIN}

    assert promise_rule(**given, now=vn("2023-08-30 16:00")) is Rule.QUARTER_LEFT
    assert promise_rule(**given, now=vn("2023-08-31 08:00")) is Rule.ONE_DAY_LEFT
    assert promise_rule(**given, now=vn("2023-09-02 08:00")) is Rule.ONE_DAY_LEFT


@pytest.mark.parametrize(
    ("now", "expected"), [("2023-08-28 08:30", None), ("2023-08-28 16:55", None), ("2023-08-28 17:01", Rule.LATE)]
)
def test_a_same_day_dossier_is_only_ever_late(now: str, expected: Rule | None) -> None:
    given = {"since": vn("2023-08-28 08:00"), "due_at": vn("2023-08-28 17:00"), "calendar": PLAIN}

    assert promise_rule(**given, now=vn(now)) == expected


def test_a_clock_that_starts_again_has_its_whole_time_before_it() -> None:
    """Restarted on the 24th: on that day nobody is told that a quarter is left."""
    due_at = vn("2023-09-11 17:00")

    assert (
        promise_rule(since=vn("2023-08-24 08:00"), due_at=due_at, now=vn("2023-08-24 09:00"), calendar=PLAIN)
        is None
    )


def test_time_in_which_the_clock_stood_was_not_given() -> None:
    """Five working days of ten were a pause: of the other five a quarter is left later."""
    given = {"since": vn("2023-08-14 08:00"), "due_at": vn("2023-09-06 17:00"), "calendar": PLAIN}
    pause = [(vn("2023-08-15 08:00"), vn("2023-08-29 08:00"))]

    assert promise_rule(**given, now=vn("2023-08-30 16:00")) is Rule.QUARTER_LEFT
    assert promise_rule(**given, now=vn("2023-08-30 16:00"), paused=pause) is None


def test_a_year_nobody_established_is_named() -> None:
    with pytest.raises(CalendarNotEstablished):
        promise_rule(
            since=vn("2049-12-20 08:00"), due_at=vn("2050-01-05 17:00"), now=vn("2049-12-21 08:00"), calendar=PLAIN
        )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-28 17:00", Stuck.NO),  # 6 hours and a half
        ("2023-08-29 08:29", Stuck.NO),
        ("2023-08-29 08:30", Stuck.OFFICER),  # 8 office hours
        ("2023-08-30 08:29", Stuck.OFFICER),
        ("2023-08-30 08:30", Stuck.HEAD),
        ("2023-09-30 08:30", Stuck.HEAD),
    ],
)
def test_untouched_is_counted_in_office_hours(now: str, expected: Stuck) -> None:
    assert stuck(since=vn("2023-08-28 08:30"), now=vn(now), hours=8, calendar=PLAIN) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2023, 8, 29), Collecting.WAIT),
        (dt.date(2023, 8, 30), Collecting.MESSAGE),
        (dt.date(2023, 9, 7), Collecting.MESSAGE),
        (dt.date(2023, 9, 8), Collecting.CALL),  # the four days of the national day are not counted
        (dt.date(2023, 9, 19), Collecting.CALL),
        (dt.date(2023, 9, 20), Collecting.COMMUNE),
    ],
)
def test_the_ladder_goes_up_by_working_days(today: dt.date, expected: Collecting) -> None:
    given = {"message": 3, "call": 8, "commune": 16, "calendar": PLAIN}

    assert collecting(ready_on=dt.date(2023, 8, 25), today=today, **given) is expected


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2023-08-29 06:59", None),
        ("2023-08-29 07:00", "2023-08-29 07:00"),
        ("2023-08-29 07:40", "2023-08-29 07:40"),
        ("2023-08-29 10:00", "2023-08-29 08:00"),  # later only what was there in the morning
        ("2023-09-02 08:00", None),
        ("2023-09-04 08:00", None),  # Monday, in lieu of the national day
        ("2023-09-05 07:00", "2023-09-05 07:00"),
    ],
)
def test_a_digest_goes_out_when_the_office_opens(now: str, until: str | None) -> None:
    found = told_until(now=vn(now), at_once=False, quiet=None, calendar=PLAIN)

    assert found == (vn(until) if until else None)


@pytest.mark.parametrize(
    ("now", "is_told"), [("06:50", False), ("07:00", True), ("12:10", True), ("16:59", True), ("17:00", False)]
)
def test_at_once_means_on_office_days_between_opening_and_closing(now: str, is_told: bool) -> None:
    moment = vn(f"2023-08-29 {now}")

    assert told_until(now=moment, at_once=True, quiet=None, calendar=PLAIN) == (moment if is_told else None)


def test_quiet_hours_over_the_opening_put_the_digest_off() -> None:
    quiet = Quiet(dt.time(21), dt.time(8))

    assert told_until(now=vn("2023-08-29 07:30"), at_once=False, quiet=quiet, calendar=PLAIN) is None
    assert told_until(now=vn("2023-08-29 08:00"), at_once=False, quiet=quiet, calendar=PLAIN) == vn(
        "2023-08-29 08:00"
    )


def test_quiet_hours_at_noon_hold_back_what_comes_at_once() -> None:
    quiet = Quiet(dt.time(11, 30), dt.time(13, 30))

    assert told_until(now=vn("2023-08-29 12:00"), at_once=True, quiet=quiet, calendar=PLAIN) is None
    assert told_until(now=vn("2023-08-29 13:30"), at_once=True, quiet=quiet, calendar=PLAIN)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-29 06:00", "2023-08-29 07:30"),
        ("2023-08-29 07:30", "2023-08-30 07:30"),
        ("2023-08-31 12:00", "2023-09-05 07:30"),
    ],
)
def test_the_next_digest_is_on_a_working_day_after_quiet_hours(now: str, expected: str) -> None:
    quiet = Quiet(dt.time(6), dt.time(7, 30))

    assert next_telling(now=vn(now), quiet=quiet, calendar=PLAIN) == vn(expected)
