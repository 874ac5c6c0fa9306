"""Time left until a promise (thời gian còn lại), in working days and office minutes. Pure: no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from staff.working_time import ONE_DAY, CalendarError, WorkingCalendar

from .deadlines import Facts, Mode, compute, in_vietnam

#: The counter answers an online submission within this many working hours (NĐ 45/2020/NĐ-CP Đ11).
ANSWER_HOURS = 8

#: A dossier is due soon on its last working day, or when a quarter of its working days is left.
LAST_DAYS = 1
LAST_SHARE = 4


class Urgency(StrEnum):
    """How a list marks a row."""

    LATE = "late"
    SOON = "soon"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Working days to the due day (or since it, when late); `minutes` of office time where the days are 0.

    Both are None where the calendar does not reach: then only the urgency is known.
    """

    urgency: Urgency
    days: int | None
    minutes: int | None


def time_left(due_at: datetime, *, since: datetime, now: datetime, calendar: WorkingCalendar) -> TimeLeft:
    """What is left at `now` of a limit that ran from `since` to `due_at`."""
    since, now, due_at = (in_vietnam("now", moment) for moment in (since, now, due_at))
    is_late = now > due_at
    try:
        if is_late:
            days = calendar.working_days_between(due_at.date(), now.date())
            return TimeLeft(Urgency.LATE, days, office_minutes(due_at, now, calendar) if not days else None)
        days = calendar.working_days_between(now.date(), due_at.date())
        total = calendar.working_days_between(since.date(), due_at.date())
        is_soon = days <= LAST_DAYS or days * LAST_SHARE <= total
        minutes = office_minutes(now, due_at, calendar) if not days else None
    except CalendarError:
        return TimeLeft(Urgency.LATE if is_late else Urgency.FINE, None, None)
    return TimeLeft(Urgency.SOON if is_soon else Urgency.FINE, days, minutes)


def answer_time_left(submitted_at: datetime, *, now: datetime, calendar: WorkingCalendar) -> TimeLeft:
    """What is left of the eight working hours in which an online submission must be answered, in minutes."""
    submitted_at, now = in_vietnam("submitted_at", submitted_at), in_vietnam("now", now)
    try:
        facts = Facts(received_at=submitted_at, mode=Mode.WORKING_HOURS, limit=ANSWER_HOURS)
        due_at = compute(facts, calendar).due_at
        if due_at is None:
            raise ValueError("a limit without a pause always has an end")
        if now > due_at:
            return TimeLeft(Urgency.LATE, 0, office_minutes(due_at, now, calendar))
        left = office_minutes(now, due_at, calendar)
    except CalendarError:
        return TimeLeft(Urgency.FINE, None, None)
    is_soon = left * LAST_SHARE <= ANSWER_HOURS * 60
    return TimeLeft(Urgency.SOON if is_soon else Urgency.FINE, 0, left)


def office_minutes(start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    """Whole minutes the office is open between two moments in Vietnamese time."""
    seconds = 0.0
    day = start.date()
    while day <= end.date():
        for opens, closes in calendar.day(day).intervals:
            seconds += max(0.0, (min(closes, end) - max(opens, start)).total_seconds())
        day += ONE_DAY
    return int(seconds // 60)
