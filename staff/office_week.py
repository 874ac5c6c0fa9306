"""The week of an office (tuần làm việc) and its periods of validity, for whoever sets the hours."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .working_time import Interval, Opening, WorkingCalendar


@dataclass(frozen=True)
class Week:
    """Hours by weekday (0 is Monday) while one set of rows is in force; `layer` 0 is the unit's own."""

    days: dict[int, list[Interval]]
    layer: int


@dataclass(frozen=True)
class Period:
    """Giai đoạn: the dates during which the same rows of a unit are in force."""

    starts: dt.date | None
    ends: dt.date | None
    days: dict[int, list[Interval]]

    def state(self, today: dt.date) -> str:
        """``over``, ``now`` or ``ahead``."""
        if self.ends is not None and self.ends < today:
            return "over"
        return "ahead" if self.starts is not None and self.starts > today else "now"


def week_in_force(calendar: WorkingCalendar, on: dt.date) -> Week:
    """The week that holds on a date, and how far up in the tree it comes from."""
    for position, layer in enumerate(calendar.layers):
        found = [opening for opening in layer if opening.in_force(on)]
        if found:
            return Week(_by_day(found), position)
    return Week({}, len(calendar.layers))


def periods_of(openings: Iterable[Opening]) -> list[Period]:
    """A unit's own rows by their dates of validity, the latest first."""
    found: dict[tuple[dt.date | None, dt.date | None], list[Opening]] = defaultdict(list)
    for opening in openings:
        found[opening.valid_from, opening.valid_to].append(opening)
    periods = [Period(starts, ends, _by_day(rows)) for (starts, ends), rows in found.items()]
    return sorted(periods, key=lambda period: period.starts or dt.date.min, reverse=True)


def _by_day(openings: Iterable[Opening]) -> dict[int, list[Interval]]:
    days: dict[int, list[Interval]] = defaultdict(list)
    for opening in openings:
        days[opening.weekday].append(opening.interval)
    return {day: sorted(intervals) for day, intervals in sorted(days.items())}
