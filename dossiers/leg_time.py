"""The clock of one leg (thời gian của một chặng): when it must be done, how much it has used, how late it ended.

Pure: no Django, no clock. A leg counts office minutes on the calendar of its unit. What does not count for the
dossier does not count for the leg: a pause that resumes is left out, after one that restarts the leg begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dossiers.deadline_facts import AfterPause, Pause
from staff.working_time import ONE_DAY, VIETNAM, CalendarError, WorkingCalendar

_MINUTE = timedelta(minutes=1)
#: What comes back to a step keeps at least this much, or the whole step if that is less: half a working day.
LEAST_AFTER_RETURN = 240


@dataclass(frozen=True, slots=True)
class Ended:
    """How a leg ended: compared with its due moment, in office minutes."""

    is_late: bool
    is_early: bool
    minutes_late: int


def running_from(given_at: datetime, pauses: Iterable[Pause]) -> datetime:
    """When the count of the leg began: at the hand-over, or after the last pause that restarted it."""
    ends = [
        pause.end
        for pause in pauses
        if pause.after is AfterPause.RESTART and pause.end is not None and pause.end > given_at
    ]
    return max([given_at, *ends]).astimezone(VIETNAM)


def due_after(given_at: datetime, minutes: int, pauses: Sequence[Pause], calendar: WorkingCalendar) -> datetime:
    """When so many office minutes have passed since the hand-over, without the pauses (which have ended).

    Raises `CalendarError` where the calendar does not reach.
    """
    start = running_from(given_at, pauses)
    left = minutes * _MINUTE
    day = start.date()
    while True:
        for opens, closes in _running(calendar.day(day).intervals, start, pauses):
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
        day += ONE_DAY


def minutes_used(given_at: datetime, until: datetime, pauses: Sequence[Pause], calendar: WorkingCalendar) -> int:
    """Office minutes a leg has used by `until`, without the pauses. Raises `CalendarError`."""
    start, until = running_from(given_at, pauses), until.astimezone(VIETNAM)
    used, day = timedelta(), start.date()
    while day <= until.date():
        for opens, closes in _running(calendar.day(day).intervals, start, pauses):
            used += max(timedelta(), min(closes, until) - opens)
        day += ONE_DAY
    return used // _MINUTE


def fitted(minutes: int, *, allotted: int, available: int) -> int:
    """The share of a step when the days of this dossier hold less than the route allots: all steps give way."""
    return minutes if allotted <= available else max(minutes * max(available, 0) // allotted, 1)


def left_after_return(minutes: int, used: int) -> int:
    """What a step still has when a dossier comes back to it: the rest of its time, at least half a day of it."""
    return max(minutes - used, min(minutes, LEAST_AFTER_RETURN))


def ended(due_at: datetime, ended_at: datetime, pauses: Sequence[Pause], calendar: WorkingCalendar) -> Ended:
    """Trước hạn, đúng hạn hay quá hạn of one leg; early is on an earlier day than due.

    Where the calendar does not reach, lateness is known and its minutes are not: they stay 0.
    """
    due_at, ended_at = due_at.astimezone(VIETNAM), ended_at.astimezone(VIETNAM)
    if ended_at <= due_at:
        return Ended(is_late=False, is_early=ended_at.date() < due_at.date(), minutes_late=0)
    try:
        late = minutes_used(due_at, ended_at, pauses, calendar)
    except CalendarError:
        late = 0
    # outside office hours, or by seconds: not a minute of office time was lost
    return Ended(is_late=True, is_early=False, minutes_late=late)


def _running(
    intervals: Iterable[tuple[datetime, datetime]], start: datetime, pauses: Sequence[Pause]
) -> Iterable[tuple[datetime, datetime]]:
    """The parts of the intervals after `start` in which no pause lies."""
    for opens, closes in intervals:
        begin = max(opens, start)
        for pause in sorted(pauses, key=lambda each: each.start):
            if pause.end is None or pause.end <= begin or pause.start >= closes:
                continue
            if pause.start > begin:
                yield begin, pause.start
            begin = max(begin, min(pause.end, closes))
        if begin < closes:
            yield begin, closes
