"""The leader's page in one object (bảng số liệu): promises kept, and what citizens said, by unit and by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dossiers.statistics.on_time import Counts, on_time
from dossiers.statistics.period import Period
from staff.models import Unit

from .statistics import Satisfaction, satisfaction


@dataclass(frozen=True)
class Line:
    """One row of a table: a unit or a month, with the period and the unit its numbers open."""

    label: str
    counts: Counts
    voices: Satisfaction
    period: Period
    unit: Unit | None = None


@dataclass(frozen=True)
class Scoreboard:
    """Everything the page shows."""

    total: Line
    units: tuple[Line, ...]
    months: tuple[Line, ...]


def scoreboard(units: Sequence[Unit], period: Period, *, now: dt.datetime) -> Scoreboard:
    """The figures of these receiving units; six statements, however many units and months there are."""
    ids = [unit.pk for unit in units]
    kept = on_time(ids, period, now=now)
    said = satisfaction(ids, period, now=now)
    return Scoreboard(
        total=Line("", kept.total, said.total, period),
        units=tuple(
            Line(
                _short(unit),
                kept.by_unit.get(unit.pk, Counts()),
                said.by_unit.get(unit.pk, Satisfaction()),
                period,
                unit,
            )
            for unit in units
        ),
        months=tuple(
            Line(
                f"{month.first:%m/%Y}",
                kept.by_month.get(f"{month.first:%Y-%m}", Counts()),
                said.by_month.get(f"{month.first:%Y-%m}", Satisfaction()),
                month,
            )
            for month in period.months()
            if month.first <= now.date()
        ),
    )


def _short(unit: Unit) -> str:
    """``UBND xã Tràng An`` as a row is headed: ``Xã Tràng An``."""
    name = unit.name.removeprefix("UBND ")
    return name[:1].upper() + name[1:]
