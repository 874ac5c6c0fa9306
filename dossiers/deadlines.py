"""The promise (hẹn trả kết quả): when a dossier must be ready, and day by day why.

Pure: no Django, no clock, no database. `compute` is the one function behind the preview, the receipt, the
lists and the figures. Law: BLDS 2015 Đ147 (the first day is not counted), Đ148 (a last day off moves to the
next working day); NĐ 23/2015 Đ7 (cut-off hour); NĐ 61/2018 Đ19 (the limit begins again once the dossier is
completed).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dossiers.deadline_count import Count, Standstill, is_paused
from dossiers.deadline_facts import (
    AfterPause,
    Extension,
    Facts,
    FactsError,
    Mode,
    Override,
    Pause,
    Rule,
    in_vietnam,
)
from dossiers.deadline_grants import decided, extended
from dossiers.deadline_trace import Day, Reason
from staff.working_time import ONE_DAY, VIETNAM, WorkingCalendar

__all__ = [
    "AfterPause",
    "Day",
    "Extension",
    "Facts",
    "FactsError",
    "Mode",
    "Override",
    "Pause",
    "Promise",
    "Reason",
    "Rule",
    "compute",
    "in_vietnam",
]

FOREVER = datetime.max.replace(tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, and why (hẹn trả kết quả).

    `effective_start` is when the clock first started, `counted_from` when the running count began (later
    than `effective_start` after a restart). `due_at` is None while a pause lasts; `paused_since` then tells
    since when. `limit_due_at` is what the limit alone gives; `extension` and `override` are those of the facts
    that are in force, None when they lapsed or there are none. `trace` holds every date from the effective day
    to the due date once, in order.
    """

    facts: Facts
    effective_start: datetime
    counted_from: datetime
    due_at: datetime | None
    limit_due_at: datetime | None
    paused_since: datetime | None
    extension: Extension | None
    override: Override | None
    trace: tuple[Day, ...]


def compute(facts: Facts, calendar: WorkingCalendar, *, as_of: datetime | None = None) -> Promise:
    """The promise for these facts on this calendar.

    Modes: `same_day` is due at the close of the effective day, `working_hours` after so many office hours,
    `working_days` and `calendar_days` at the close of the last day counted, `fixed_date` at the close of
    its date. A pause that restarts is treated as a new reception at its end. One that resumes costs, in
    days, each day at whose close the clock stood still, in hours, the office minutes it covers. While a
    pause is open no due date runs and the trace ends on the day of `as_of` (or of the start of the pause).
    An override sets the moment, later by the office time of pauses after it; an extension adds working days to
    what the limit (or an override before it) gives. Both lapse when a pause that ends after them restarts the
    count. Raises `CalendarError` when the calendar does not reach far enough.
    """
    pauses = _merged(facts.pauses)
    open_pause = pauses[-1] if pauses and pauses[-1].end is FOREVER else None
    effective, reason = _start(facts.received_at, facts, calendar)
    begun, moment = effective, facts.received_at
    lapsed: list[Day] = []
    remaining = pauses
    for position, pause in enumerate(pauses, start=1):
        if pause.restarts and pause is not open_pause:
            moment, remaining = pause.end, pauses[position:]
            begun, _ = _start(moment, facts, calendar)
    if remaining is not pauses:
        lapsed = _lapsed(Day(effective.date(), False, reason, moment=facts.received_at), begun, calendar, pauses)
        reason = Reason.RESTARTED
    horizon = None
    if open_pause is not None:
        horizon = max(open_pause.start.date(), begun.date())
        if as_of is not None:
            horizon = max(horizon, in_vietnam("as_of", as_of).date())
    count = Count(facts, calendar, remaining, begun, reason, moment, horizon)
    limit_due_at = due_at = count.run()
    extension, override = _in_force(facts, None if remaining is pauses else moment)
    if override is not None:
        due_at = decided(count, override)
    if extension is not None and due_at is not None:
        due_at = extended(count, due_at, extension)
    return Promise(
        facts=facts,
        effective_start=effective,
        counted_from=begun,
        due_at=None if open_pause is not None else due_at,
        limit_due_at=None if open_pause is not None else limit_due_at,
        paused_since=None if open_pause is None else open_pause.start,
        extension=extension,
        override=override,
        trace=(*lapsed, *count.days),
    )


def _in_force(facts: Facts, restarted_at: datetime | None) -> tuple[Extension | None, Override | None]:
    """What still holds of the grants: a new count undoes those before it, a decision the extension before it."""
    extension, override = facts.extension, facts.override
    if override is not None and restarted_at is not None and override.at < restarted_at:
        override = None
    if extension is not None and restarted_at is not None and extension.at < restarted_at:
        extension = None
    if extension is not None and override is not None and extension.at < override.at:
        extension = None
    return extension, override


def _start(moment: datetime, facts: Facts, calendar: WorkingCalendar) -> tuple[datetime, Reason]:
    """When the clock starts for something received at `moment`, and why that day is the first."""
    if facts.cutoff is not None and moment.time() > facts.cutoff:
        office = calendar.day(moment.date())
        still_open = office.is_working and moment < office.ends_at
        start = calendar.next_working_day(moment.date()).opens_at
        return start, Reason.AFTER_CUTOFF if still_open else Reason.OUTSIDE_HOURS
    opening = calendar.next_opening(moment)
    return opening, Reason.FIRST_DAY if opening == moment else Reason.OUTSIDE_HOURS


def _merged(pauses: Iterable[Pause]) -> tuple[Standstill, ...]:
    """Pauses in order; those that overlap or touch become one, which restarts the clock if any of them
    does."""
    merged: list[Standstill] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        end = FOREVER if pause.end is None else pause.end
        found = Standstill(pause.start, end, pause.after is AfterPause.RESTART)
        if merged and found.start <= merged[-1].end:
            last = merged.pop()
            end = last.end if last.end >= found.end else found.end
            found = Standstill(last.start, end, last.restarts or found.restarts)
        merged.append(found)
    return tuple(merged)


def _lapsed(first: Day, begun: datetime, calendar: WorkingCalendar, pauses: tuple[Standstill, ...]) -> list[Day]:
    """The dates before a new beginning, none of which counts any more."""
    days: list[Day] = []
    current = first.date
    while current < begun.date():
        office = calendar.day(current)
        if not days:
            days.append(first)
        elif office.off is not None:
            days.append(Day(current, False, Reason(office.off.value), name=office.name))
        else:
            paused = is_paused(office.ends_at, pauses)
            days.append(Day(current, False, Reason.PAUSED if paused else Reason.LAPSED))
        current += ONE_DAY
    return days
