"""When somebody is reminded, and when they may be told (quy tắc nhắc việc). Pure: no Django, no clock.

Every rule is a question about moments on a working calendar; who is told, and whether it was said already, is
decided elsewhere. Moments are aware; each function may raise `CalendarError` where the calendar does not reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from staff.working_time import ONE_DAY, VIETNAM, WorkingCalendar

from .deadlines import in_vietnam
from .remaining import LAST_DAYS, LAST_SHARE, office_minutes

#: What is noticed within this time after opening still belongs to this morning's digest.
DIGEST_WINDOW = timedelta(hours=1)


class Rule(StrEnum):
    """Quy tắc nhắc: what an official is told of a dossier, most pressing first."""

    LATE = "late"
    APOLOGY_DRAFTED = "apology_drafted"
    ONE_DAY_LEFT = "one_day_left"
    STEP_LATE = "step_late"
    UNTOUCHED = "untouched"
    UNOPENED = "unopened"
    OPINION_DUE = "opinion_due"
    OPINION_ASKED = "opinion_asked"
    QUARTER_LEFT = "quarter_left"
    UNCOLLECTED = "uncollected"


#: Rules that say how pressing one piece of work is: of these a person is told the first only.
PRESSING = (
    Rule.LATE,
    Rule.ONE_DAY_LEFT,
    Rule.STEP_LATE,
    Rule.UNTOUCHED,
    Rule.UNOPENED,
    Rule.QUARTER_LEFT,
)


class Stuck(IntEnum):
    """How long a dossier has lain untouched: the officer hears of it, then the head and the citizen."""

    NO = 0
    OFFICER = 1
    HEAD = 2


class Collecting(IntEnum):
    """Steps about a result nobody comes for, each one also meaning those before it."""

    WAIT = 0
    MESSAGE = 1
    CALL = 2
    COMMUNE = 3


@dataclass(frozen=True, slots=True)
class Quiet:
    """Giờ yên tĩnh: hours in which a person is told nothing; they may pass midnight."""

    start: time
    end: time

    def covers(self, moment: datetime) -> bool:
        """Whether a moment of Vietnamese time lies in these hours, the end not included."""
        now = moment.time()
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def end_after(self, moment: datetime) -> datetime:
        """When the hours around this moment are over."""
        day = moment.date() if moment.time() < self.end else moment.date() + ONE_DAY
        return datetime.combine(day, self.end, tzinfo=VIETNAM)


def promise_rule(
    *,
    since: datetime,
    due_at: datetime,
    now: datetime,
    calendar: WorkingCalendar,
    paused: Iterable[tuple[datetime, datetime]] = (),
) -> Rule | None:
    """The most pressing rule about a promise whose clock started at `since`, if any.

    On the day the clock starts nobody is reminded: a same-day dossier is thus only ever late. Time in which the
    clock stood counts neither as given nor as left.
    """
    since, due_at, now = (in_vietnam("moment", moment) for moment in (since, due_at, now))
    if now > due_at:
        return Rule.LATE
    if now.date() <= since.date():
        return None
    if calendar.working_days_between(now.date(), due_at.date()) <= LAST_DAYS:
        return Rule.ONE_DAY_LEFT
    given = office_minutes(since, due_at, calendar) - sum(
        office_minutes(in_vietnam("pause", start), in_vietnam("pause", end), calendar) for start, end in paused
    )
    is_last_share = office_minutes(now, due_at, calendar) * LAST_SHARE <= given
    return Rule.QUARTER_LEFT if is_last_share else None


def stuck(*, since: datetime, now: datetime, hours: int, calendar: WorkingCalendar) -> Stuck:
    """Whether nobody touched a dossier for `hours` of office time, or for twice as many."""
    since, now = in_vietnam("since", since), in_vietnam("now", now)
    if now - since < timedelta(hours=hours):
        return Stuck.NO  # office time is never longer than time itself
    return Stuck(min(office_minutes(since, now, calendar) // (hours * 60), Stuck.HEAD))


def collecting(
    *, ready_on: date, today: date, message: int, call: int, commune: int, calendar: WorkingCalendar
) -> Collecting:
    """The step about a result that waits since `ready_on`; each limit is a number of working days."""
    waited = calendar.working_days_between(ready_on, today)
    if waited >= commune:
        return Collecting.COMMUNE
    if waited >= call:
        return Collecting.CALL
    return Collecting.MESSAGE if waited >= message else Collecting.WAIT


def told_until(
    *,
    now: datetime,
    at_once: bool,
    quiet: Quiet | None,
    calendar: WorkingCalendar,
    looked_at: datetime | None = None,
) -> datetime | None:
    """What was noticed up to which moment may be told now; None when nothing may be.

    A digest goes out when the office opens, after the person's quiet hours, and holds what was noticed by then; at
    once means during office days, outside quiet hours. `looked_at` is when somebody last looked before now: not
    since the opening, because the machine slept, and what is noticed now is what would have been noticed then.
    """
    now = in_vietnam("now", now)
    day = calendar.day(now.date())
    if not day.is_working:
        return None
    opens = day.opens_at
    if quiet is not None and quiet.covers(opens):
        opens = quiet.end_after(opens)
    if now < opens:
        return None
    if not at_once:
        slept = looked_at is not None and looked_at < opens
        return now if slept and now < day.ends_at else min(now, opens + DIGEST_WINDOW)
    is_disturbing = now >= day.ends_at or (quiet is not None and quiet.covers(now))
    return None if is_disturbing else now


def next_telling(*, now: datetime, quiet: Quiet | None, calendar: WorkingCalendar) -> datetime:
    """When the digest after this moment goes out."""
    now = in_vietnam("now", now)
    day = calendar.day(now.date())
    while True:
        if day.is_working:
            opens = day.opens_at
            if quiet is not None and quiet.covers(opens):
                opens = quiet.end_after(opens)
            if opens > now:
                return opens
        day = calendar.next_working_day(day.date)
