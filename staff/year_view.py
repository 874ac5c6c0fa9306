"""A year at a glance (lịch năm): twelve months in weeks, Monday first, each date with what it is.

Pure: no Django.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .working_time import DayKind, SpecialDay


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of a month; `kind` is None on ordinary days."""

    day: date
    kind: DayKind | None
    name: str
    is_today: bool

    @property
    def is_rest_day(self) -> bool:
        """Thứ Bảy, Chủ nhật, as long as nothing else is decided."""
        return self.day.weekday() >= 5 and self.kind is None


@dataclass(frozen=True, slots=True)
class Month:
    """One month: weeks of seven squares, None outside the month."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def months_of(year: int, days: Iterable[SpecialDay], *, today: date) -> list[Month]:
    """The twelve months of a year."""
    special = {each.day: each for each in days}
    weeks_of = calendar.Calendar().monthdatescalendar

    def cell(day: date, month: int) -> Cell | None:
        if day.month != month:
            return None
        found = special.get(day)
        return Cell(day, found.kind if found else None, found.name if found else "", day == today)

    return [
        Month(
            date(year, month, 1),
            tuple(tuple(cell(day, month) for day in week) for week in weeks_of(year, month)),
        )
        for month in range(1, 13)
    ]
