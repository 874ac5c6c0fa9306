"""Calendars and moments for tests of the promise."""

from datetime import date, datetime, time
from typing import Any

from staff.calendar_file import read_calendar
from staff.models import OfficeHours, Unit
from staff.working_time import VIETNAM, Interval, Opening, SpecialDay, WorkingCalendar


def vn(text: str) -> datetime:
    """A moment on a Vietnamese clock."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def span(opens: str, closes: str) -> Interval:
    return Interval(time.fromisoformat(opens), time.fromisoformat(closes))


def week(*intervals: Interval, days: range = range(5), **validity: date) -> tuple[Opening, ...]:
    return tuple(Opening(day, interval, **validity) for day in days for interval in intervals)


OFFICE = week(span("07:00", "11:30"), span("13:30", "17:00"))
ROWS = read_calendar().rows
SPECIAL = tuple(SpecialDay(row.day, row.kind, row.name) for row in ROWS)
YEARS = frozenset(row.day.year for row in ROWS)

# The eight-hour office of the fact book.
PLAIN = WorkingCalendar((OFFICE,), SPECIAL, YEARS)

# Days of 7 h 30 in winter and 8 h 15 in summer, a half day on Saturday, Wednesday afternoons closed.
UNEVEN = WorkingCalendar(
    (
        (
            *week(span("07:30", "11:30"), valid_to=date(2023, 4, 15)),
            *week(span("13:00", "16:30"), days=range(2), valid_to=date(2023, 4, 15)),
            *week(span("13:00", "16:30"), days=range(3, 5), valid_to=date(2023, 4, 15)),
            *week(span("07:00", "11:30"), span("13:30", "17:15"), valid_from=date(2023, 4, 16)),
            *week(span("07:30", "11:00"), days=range(5, 6)),
        ),
    ),
    SPECIAL,
    YEARS,
)


def keep_hours(unit: Unit, *spans: tuple[str, str], days: range = range(5), **validity: Any) -> None:
    """The unit opens at these hours."""
    for weekday in days:
        for opens, closes in spans:
            OfficeHours.objects.create(
                unit=unit,
                weekday=weekday,
                opens=time.fromisoformat(opens),
                closes=time.fromisoformat(closes),
                **({"valid_from": date(2016, 1, 1)} | validity),
            )
