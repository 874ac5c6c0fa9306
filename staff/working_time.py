"""Working time (giờ làm việc, ngày làm việc): when an office is open, day by day.

Pure: no Django, no clock, no database. A `WorkingCalendar` holds the office hours of one unit (any number
of intervals a day, each with its dates of validity) and the public calendar (days off with names, Saturdays
worked). Law: BLLĐ 2019 Đ111, Đ112 (days off, days in lieu); the hours themselves are set by the province.
All moments are Vietnamese time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


class CalendarError(Exception):
    """The calendar cannot answer: something an office manager has to enter is missing."""


class CalendarNotEstablished(CalendarError):
    """No calendar rows exist for a year, so no date in it may be promised."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"The working calendar of {year} is not established: no days off are entered for that year. "
            f"A manager must add the calendar of {year} first."
        )
        self.year = year


class NoOfficeHours(CalendarError):
    """No office hours are in force on a day, neither of the unit nor of any unit above it."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"No office hours are in force on {day:%d/%m/%Y}. "
            "A manager must enter the office hours of the unit, or of a unit above it, for that day."
        )
        self.day = day


class DayKind(StrEnum):
    """Kind of a row of the public calendar (ngày lễ, nghỉ bù, hoán đổi nghỉ, làm bù)."""

    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    SWAP_OFF = "swap_off"
    WORKED = "worked"


class DayOff(StrEnum):
    """Why an office is closed for a whole day."""

    WEEKEND = "weekend"
    CLOSED = "closed"  # a weekday on which this unit keeps no hours
    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    SWAP_OFF = "swap_off"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Opening interval (khung giờ làm việc), from `opens` up to but not including `closes`."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"closes: an office that opens at {self.opens:%H:%M} must close after it")


@dataclass(frozen=True, slots=True)
class Opening:
    """Office hours (giờ làm việc) on one weekday (0 is Monday); both validity dates are inclusive, None is
    open."""

    weekday: int
    interval: Interval
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """Row of the public calendar (ngày nghỉ, ngày làm bù): a date that differs from its weekday."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """One date as the office lives it.

    `intervals` are aware moments in order, without overlap; empty on a day off. `off` tells why it is off.
    `is_made_up` marks a Saturday or Sunday worked in exchange for a weekday. `ends_at` is the close of
    business, or midnight at the end of the date when the office is closed.
    """

    date: date
    intervals: tuple[tuple[datetime, datetime], ...]
    off: DayOff | None
    name: str
    is_made_up: bool
    ends_at: datetime
    worked: timedelta

    @property
    def is_working(self) -> bool:
        return self.off is None

    @property
    def opens_at(self) -> datetime:
        return self.intervals[0][0]


@dataclass(frozen=True)
class WorkingCalendar:
    """Working calendar (lịch làm việc) of one unit.

    `layers` are the office hours of the unit and then of each unit above it: on a given date the first
    layer with any row in force decides the whole week. `established_years` are the years whose days off
    have been entered; asking about any other year raises `CalendarNotEstablished`.
    """

    layers: tuple[tuple[Opening, ...], ...]
    special_days: tuple[SpecialDay, ...]
    established_years: frozenset[int]
    _special: dict[date, SpecialDay] = field(init=False, repr=False, compare=False, hash=False)
    _days: dict[date, OfficeDay] = field(init=False, repr=False, compare=False, hash=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_special", {special.day: special for special in self.special_days})

    def day(self, day: date) -> OfficeDay:
        """What the office does on this date. Raises `CalendarNotEstablished` or `NoOfficeHours`."""
        found = self._days.get(day)
        if found is None:
            # Safe between threads: two of them would store equal values.
            found = self._days[day] = self._resolve(day)
        return found

    def is_working_day(self, day: date) -> bool:
        return self.day(day).off is None

    def next_working_day(self, day: date) -> OfficeDay:
        """First working day strictly after this date."""
        while True:
            day += ONE_DAY
            found = self.day(day)
            if found.off is None:
                return found

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself when the office is open then, else the next moment it opens."""
        for opens, closes in self.day(moment.date()).intervals:
            if moment < opens:
                return opens
            if moment < closes:
                return moment
        return self.next_working_day(moment.date()).opens_at

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        count = 0
        while start < end:
            start += ONE_DAY
            count += self.day(start).off is None
        return count

    def _resolve(self, day: date) -> OfficeDay:
        if day.year not in self.established_years:
            raise CalendarNotEstablished(day.year)
        week = self._week_of(day)
        special = self._special.get(day)
        if special is not None and special.kind is not DayKind.WORKED:
            return self._closed(day, DayOff(special.kind.value), special.name)
        spans = _joined(opening.interval for opening in week if opening.weekday == day.weekday())
        if special is not None:
            # A day made up is worked in full like the weekday it replaces, also where Saturday is a half day.
            spans = _ordinary_weekday(week) or spans
        if not spans:
            return self._closed(day, DayOff.WEEKEND if day.weekday() >= 5 else DayOff.CLOSED, "")
        intervals = tuple(
            (
                datetime.combine(day, span.opens, tzinfo=VIETNAM),
                datetime.combine(day, span.closes, tzinfo=VIETNAM),
            )
            for span in spans
        )
        worked = sum((closes - opens for opens, closes in intervals), timedelta())
        name = special.name if special is not None else ""
        return OfficeDay(day, intervals, None, name, special is not None, intervals[-1][1], worked)

    def _week_of(self, day: date) -> tuple[Opening, ...]:
        for layer in self.layers:
            week = tuple(opening for opening in layer if opening.in_force(day))
            if week:
                return week
        raise NoOfficeHours(day)

    @staticmethod
    def _closed(day: date, off: DayOff, name: str) -> OfficeDay:
        midnight = datetime.combine(day + ONE_DAY, time(), tzinfo=VIETNAM)
        return OfficeDay(day, (), off, name, False, midnight, timedelta())


def _ordinary_weekday(week: tuple[Opening, ...]) -> tuple[Interval, ...]:
    """Hours of the first day from Monday to Friday on which the unit is open."""
    for weekday in range(5):
        spans = _joined(opening.interval for opening in week if opening.weekday == weekday)
        if spans:
            return spans
    return ()


def _joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Intervals in order, with overlapping or touching ones made one, so that no minute counts twice."""
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.opens <= joined[-1].closes:
            joined[-1] = Interval(joined[-1].opens, max(joined[-1].closes, interval.closes))
        else:
            joined.append(interval)
    return tuple(joined)
