"""Opening hours of a counter in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.utils.text import capfirst

from staff.calendar_forms import WEEKDAY_NAMES
from staff.models import Unit
from staff.office_calendar import calendar_for
from staff.working_time import Interval, Opening, WorkingCalendar


def opening_lines(unit: Unit, on: date, calendar: WorkingCalendar | None = None) -> list[str]:
    """Return the ordinary office hours (giờ làm việc) of ``unit``, weekdays with equal hours in one line.

    ``calendar`` spares reading it again.
    """
    week = _week_of((calendar or calendar_for(unit)).layers, on)
    hours = [(day, _in_words(opening.interval for opening in week if opening.weekday == day)) for day in range(7)]
    lines = []
    for words, group in groupby(hours, key=lambda pair: pair[1]):
        days = [day for day, _words in group]
        if words:
            first, last = str(WEEKDAY_NAMES[days[0]]), str(WEEKDAY_NAMES[days[-1]])
            lines.append(capfirst(f"{first} – {last}: {words}" if len(days) > 1 else f"{first}: {words}"))
    return lines


def _week_of(layers: Iterable[Iterable[Opening]], on: date) -> list[Opening]:
    for layer in layers:
        week = [opening for opening in layer if opening.in_force(on)]
        if week:
            return week
    return []


def _in_words(intervals: Iterable[Interval]) -> str:
    return ", ".join(f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in sorted(intervals))
