"""Time left until a promise, in working days and office minutes."""

from __future__ import annotations

import pytest

from dossiers.remaining import TimeLeft, Urgency, answer_time_left, office_minutes, time_left
from tests.dossiers.calendars import PLAIN, vn


def left(due: str, now: str, since: str = "2023-08-21 08:00") -> TimeLeft:
    return time_left(vn(due), since=vn(since), now=vn(now), calendar=PLAIN)


def test_days_off_are_not_counted_as_days_left() -> None:
    # 2 and 3 September are a weekend, the 1st and 4th holidays
    assert left("2023-09-05 17:00", "2023-08-31 10:00").days == 1


def test_last_day_is_told_in_office_minutes() -> None:
    # 10:00–11:30 and 13:30–17:00
    assert left("2023-08-31 17:00", "2023-08-31 10:00") == TimeLeft(Urgency.SOON, 0, 300)


def test_last_working_day_is_soon_and_the_day_before_is_not() -> None:
    assert left("2023-08-25 17:00", "2023-08-24 08:00").urgency is Urgency.SOON
    assert left("2023-08-25 17:00", "2023-08-23 08:00").urgency is Urgency.FINE


def test_last_quarter_of_a_long_limit_is_soon() -> None:
    # 12 working days from 17 August
    assert left("2023-09-06 17:00", "2023-08-30 08:00", "2023-08-17 08:00").urgency is Urgency.SOON
    assert left("2023-09-06 17:00", "2023-08-29 08:00", "2023-08-17 08:00").urgency is Urgency.FINE


def test_late_counts_the_working_days_since() -> None:
    assert left("2023-08-25 17:00", "2023-08-29 08:00") == TimeLeft(Urgency.LATE, 2, None)


def test_the_promised_moment_itself_is_in_time() -> None:
    assert left("2023-08-25 17:00", "2023-08-25 17:00").urgency is not Urgency.LATE
    assert left("2023-08-25 17:00", "2023-08-25 17:01").urgency is Urgency.LATE


def test_beyond_the_calendar_only_the_urgency_is_known() -> None:
    assert left("2031-01-06 17:00", "2031-01-03 08:00", "2031-01-02 08:00") == TimeLeft(Urgency.FINE, None, None)
    assert left("2031-01-06 17:00", "2031-01-07 08:00", "2031-01-02 08:00").urgency is Urgency.LATE


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-08-28 07:00", TimeLeft(Urgency.FINE, 0, 480)),  # submitted on Saturday: nothing has run yet
        ("2023-08-28 15:30", TimeLeft(Urgency.SOON, 0, 90)),
        ("2023-08-29 08:15", TimeLeft(Urgency.LATE, 0, 75)),
    ],
)
def test_online_answer_is_due_after_eight_working_hours(now: str, expected: TimeLeft) -> None:
    assert answer_time_left(vn("2023-08-26 20:00"), now=vn(now), calendar=PLAIN) == expected


def test_lunch_and_night_are_no_office_time() -> None:
    assert office_minutes(vn("2023-08-28 11:00"), vn("2023-08-29 07:30"), PLAIN) == 30 + 210 + 30
