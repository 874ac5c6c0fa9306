"""The law read once more, slowly (mô hình đối chiếu): a walk over days and minutes that shares no code with
`dossiers.deadlines`, for the office of eight hours from Monday to Friday.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossiers.deadlines import AfterPause, Facts, Mode, Rule

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SPANS = ((time(7), time(11, 30)), (time(13, 30), time(17)))
CLOSE = time(17)


@dataclass(frozen=True)
class SlowOffice:
    """Days off and Saturdays worked, as two plain sets."""

    off: Collection[date]
    worked: Collection[date]

    def works(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def is_open(self, moment: datetime) -> bool:
        return self.works(moment.date()) and any(opens <= moment.time() < closes for opens, closes in SPANS)

    def due(self, facts: Facts) -> datetime | None:
        """The promised moment; every moment of `facts` must be a whole minute, pauses must not overlap."""
        if any(pause.end is None for pause in facts.pauses):
            return None
        start, waits = facts.received_at, []
        for pause in sorted(facts.pauses, key=lambda each: each.start):
            if pause.after is AfterPause.RESTART:
                start, waits = pause.end, []
            else:
                waits.append((pause.start, pause.end))
        restarted = start != facts.received_at
        override = None if restarted and facts.override and facts.override.at < start else facts.override
        extension = None if restarted and facts.extension and facts.extension.at < start else facts.extension
        if override is not None:
            due = self._decided(override.at, override.due_at, waits)
            if extension is not None and extension.at < override.at:
                extension = None
        else:
            due = self._by_limit(facts, start, waits)
        if extension is None:
            return due
        hour = due.time() if facts.rule is Rule.HOUR else CLOSE
        day, left = due.date(), extension.days
        while left:
            day += DAY
            left -= self._counts(day, waits)
        return datetime.combine(day, hour, tzinfo=due.tzinfo)

    def _by_limit(self, facts: Facts, start: datetime, waits: list[tuple[datetime, datetime]]) -> datetime:
        while not self.is_open(start):
            start += MINUTE
        if facts.mode is Mode.WORKING_HOURS:
            return self._minutes(start, (facts.limit or 0) * 60, waits)
        day, left = start.date(), facts.limit or 0
        if facts.mode is Mode.SAME_DAY:
            left = 0
        if facts.mode is Mode.FIXED_DATE:
            day, left = facts.fixed_on or day, 0
        while left:
            day += DAY
            left -= not self._waits(day, waits) if facts.mode is Mode.CALENDAR_DAYS else self._counts(day, waits)
        while not self._counts(day, waits):
            day += DAY
        by_day = datetime.combine(day, CLOSE, tzinfo=start.tzinfo)
        if facts.mode is Mode.WORKING_DAYS and facts.rule is Rule.HOUR:
            return min(by_day, self._minutes(start, (facts.limit or 0) * 480, waits))
        return by_day

    def _minutes(self, start: datetime, left: int, waits: list[tuple[datetime, datetime]]) -> datetime:
        while left:
            if self.is_open(start) and not any(begins <= start < ends for begins, ends in waits):
                left -= 1
            start += MINUTE
        return start

    def _decided(self, at: datetime, due: datetime, waits: list[tuple[datetime, datetime]]) -> datetime:
        while not self.works(due.date()):
            due = datetime.combine(due.date() + DAY, CLOSE, tzinfo=due.tzinfo)
        for begins, ends in waits:
            begins = max(begins, at)
            if ends <= begins or begins >= due:
                continue
            lost = 0
            while begins < ends:
                lost += self.is_open(begins)
                begins += MINUTE
            due = self._minutes(due, lost, [])
        return due

    def _counts(self, day: date, waits: list[tuple[datetime, datetime]]) -> bool:
        return self.works(day) and not self._waits(day, waits)

    def _waits(self, day: date, waits: list[tuple[datetime, datetime]]) -> bool:
        """Whether the clock stood still at the close of the day (midnight, where the office is closed)."""
        tz = waits[0][0].tzinfo if waits else None
        close = datetime.combine(day, CLOSE, tzinfo=tz) if self.works(day) else None
        close = close or datetime.combine(day + DAY, time(), tzinfo=tz)
        return any(begins < close <= ends for begins, ends in waits)
