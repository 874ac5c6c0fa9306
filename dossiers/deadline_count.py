"""One uninterrupted count of a time limit (đếm thời hạn), date by date, with the reason for each.

Pure part of `deadlines`, which is the module to use.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dossiers.deadline_facts import Facts, Mode, Rule
from dossiers.deadline_trace import OFF, Day, Reason
from staff.working_time import ONE_DAY, OfficeDay, WorkingCalendar

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Standstill(NamedTuple):
    """Pauses that overlap or touch, made one; `restarts` if any of them does."""

    start: datetime
    end: datetime
    restarts: bool


def is_paused(moment: datetime, pauses: Iterable[Standstill]) -> bool:
    """Whether the clock stood still just before `moment`, the end of a day."""
    return any(pause.start < moment <= pause.end for pause in pauses)


@dataclass(slots=True)
class Count:
    """A count from the moment it began (`begun`) with nothing to restart it.

    `reason` and `moment` tell why it began there. `run` fills `days` and returns the due moment; it gives
    up with None after `horizon`, which is set while a pause is open and no due moment can be reached.
    """

    facts: Facts
    calendar: WorkingCalendar
    pauses: tuple[Standstill, ...]
    begun: datetime
    reason: Reason
    moment: datetime
    horizon: date | None
    days: list[Day] = field(default_factory=list)

    def run(self) -> datetime | None:
        mode = self.facts.mode
        if mode is Mode.WORKING_DAYS and self.facts.rule is Rule.DAY:
            return self._working_days(self.days)
        if mode is Mode.WORKING_DAYS:
            return self._hours(self._budget(), self._working_days([]))
        if mode is Mode.WORKING_HOURS:
            return self._hours(HOUR * self._limit, None)
        if mode is Mode.CALENDAR_DAYS:
            return self._calendar_days()
        return self._close_of(self.begun.date() if self.facts.fixed_on is None else self.facts.fixed_on)

    @property
    def _limit(self) -> int:
        return self.facts.limit or 0

    def dates(self, start: date) -> Iterator[OfficeDay]:
        """Dates from `start` on, up to the horizon; the calendar raises where it is not established."""
        day = self.calendar.day
        horizon = self.horizon
        while horizon is None or start <= horizon:
            yield day(start)
            start += ONE_DAY

    def skipped(self, office: OfficeDay) -> Day | None:
        """The entry of a working date's opposite: the office is closed, or the clock stands still at its
        close."""
        if office.off is not None:
            return Day(office.date, False, OFF[office.off], 0, None, office.name)
        if self.pauses and is_paused(office.ends_at, self.pauses):
            return Day(office.date, False, Reason.PAUSED)
        return None

    def first(self, *, counted: bool = False, minutes: int | None = None) -> Day:
        return Day(
            self.begun.date(),
            counted,
            self.reason,
            int(counted and minutes is None),
            minutes,
            "",
            self.moment,
        )

    def _working_days(self, days: list[Day]) -> datetime | None:
        """First day not counted, then the limit in working days; due at the close of business of the last
        one."""
        days.append(self.first())
        number, limit = 0, self._limit
        for office in self.dates(self.begun.date() + ONE_DAY):
            skipped = self.skipped(office)
            if skipped is not None:
                days.append(skipped)
                continue
            number += 1
            reason = Reason.WORKED_SATURDAY if office.is_made_up else Reason.COUNTED
            days.append(Day(office.date, True, reason, number, None, office.name))
            if number == limit:
                return office.ends_at
        return None

    def _calendar_days(self) -> datetime | None:
        """First day not counted, then every day; a last day off moves on to the next working day."""
        self.days.append(self.first())
        number, limit = 0, self._limit
        for office in self.dates(self.begun.date() + ONE_DAY):
            skipped = self.skipped(office)
            if number == limit and skipped is None:
                self.days.append(Day(office.date, False, Reason.ROLLED_FORWARD))
                return office.ends_at
            if number == limit or (self.pauses and is_paused(office.ends_at, self.pauses)):
                self.days.append(skipped or Day(office.date, False, Reason.PAUSED))
                continue
            number += 1
            self.days.append(Day(office.date, True, Reason.COUNTED, number, None, office.name))
            if number == limit and skipped is None:
                return office.ends_at
        return None

    def _close_of(self, target: date) -> datetime | None:
        """Close of business of `target`, or of the first working day after it at whose close the clock
        runs."""
        same_day = self.facts.mode is Mode.SAME_DAY
        first = self.begun.date()
        for office in self.dates(first):
            skipped = self.skipped(office)
            if office.date < target or (skipped is not None and office.date == first):
                self.days.append(self._before(target, skipped, office))
            elif skipped is not None:
                self.days.append(skipped)
            elif same_day and office.date == first:
                self.days.append(self.first(counted=True))
                return office.ends_at
            else:
                moved = office.date > target
                reason = Reason.ROLLED_FORWARD if moved else Reason.FIXED_DATE
                self.days.append(Day(office.date, True, reason, 1))
                return office.ends_at
        return None

    def _before(self, target: date, skipped: Day | None, office: OfficeDay) -> Day:
        if skipped is not None:
            return skipped
        if office.date == self.begun.date():
            return self.first()
        return Day(office.date, False, Reason.BEFORE_FIXED_DATE)

    def _budget(self) -> timedelta:
        """Office time in the limit's working days, taken from the days themselves, not from eight hours a
        day.

        It begins with the rest of the first day, and stops at the close of the legal last day, so that on
        days of unequal length a later reception is never promised earlier than an earlier one.
        """
        office = self.calendar.day(self.begun.date())
        gone = sum(
            (min(closes, self.begun) - opens for opens, closes in office.intervals if opens < self.begun),
            timedelta(),
        )
        whole = timedelta()
        for _ in range(self._limit):
            whole += office.worked
            office = self.calendar.next_working_day(office.date)
        return min(whole, whole + office.worked - gone)

    def _hours(self, budget: timedelta, legal_due: datetime | None) -> datetime | None:
        """Uses up `budget` in office time while the clock runs; never later than `legal_due`."""
        used, told = timedelta(), 0
        for office in self.dates(self.begun.date()):
            before, due = used, None
            for opens, closes in self.running(office):
                if used + (closes - opens) >= budget:
                    due = opens + (budget - used)
                    used = budget
                    break
                used += closes - opens
            if due is None and legal_due is not None and office.ends_at >= legal_due:
                due = legal_due
            minutes = used // MINUTE - told
            told += minutes
            self.days.append(
                self._worked(office, used - before, minutes, capped=due is not None and due == legal_due)
            )
            if due is not None:
                return due
        return None

    def _worked(self, office: OfficeDay, time: timedelta, minutes: int, *, capped: bool) -> Day:
        if office.off is not None:
            return Day(office.date, False, OFF[office.off], 0, 0, office.name)
        if not time:
            return Day(office.date, False, Reason.PAUSED, 0, 0)
        if office.date == self.begun.date():
            return self.first(counted=True, minutes=minutes)
        reason = Reason.WORKED_SATURDAY if office.is_made_up else Reason.COUNTED
        return Day(office.date, True, Reason.CAPPED if capped else reason, 0, minutes, office.name)

    def running(self, office: OfficeDay) -> Iterator[tuple[datetime, datetime]]:
        """The parts of the office's intervals in which the clock runs."""
        for opens, closes in office.intervals:
            start = max(opens, self.begun)
            for pause in self.pauses:
                if pause.end <= start or pause.start >= closes:
                    continue
                if pause.start > start:
                    yield start, pause.start
                start = min(pause.end, closes)
            if start < closes:
                yield start, closes
