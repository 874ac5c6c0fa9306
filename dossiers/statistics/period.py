"""The days a figure is about (kỳ báo cáo)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Period:
    """Kỳ báo cáo: from `first` to `last`, both days included, in Vietnamese time.

    Raises ValueError when it ends before it starts.
    """

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period must not end before it starts")

    @property
    def starts_at(self) -> dt.datetime:
        """The midnight with which the first day begins."""
        return midnight(self.first)

    @property
    def ends_at(self) -> dt.datetime:
        """The midnight with which the last day is over; itself no longer in the period."""
        return midnight(self.last + dt.timedelta(days=1))

    def seen_at(self, now: dt.datetime) -> dt.datetime:
        """The moment at which what is still open is counted: the end of the period, at the latest now."""
        return min(self.ends_at, now)

    def months(self) -> list[Period]:
        """The calendar months of the period; the first and the last one cut to it."""
        months = []
        first = self.first
        while first <= self.last:
            following = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
            months.append(Period(first, min(following - dt.timedelta(days=1), self.last)))
            first = following
        return months


def midnight(day: dt.date) -> dt.datetime:
    """The moment in Vietnam at which `day` begins."""
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())
