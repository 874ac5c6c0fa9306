"""Did we keep our promises (tình hình giải quyết hồ sơ), by the columns of Biểu II.06a/VPCP/KSTT.

Legal source: Circular 01/2020/TT-VPCP. A dossier counts where it was received. What a number counts and which
dossiers stand behind it are said once, in `behind`; the aggregates and the lists both come from there.
Two identities hold: resolved = early + on time + late, and
received + carried over = resolved + stopped or refused + open at the end.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from dossiers.apologies import was_apologised_for
from dossiers.models import Dossier, Pause
from dossiers.querysets import DossierQuerySet
from dossiers.workflow import State

from .months import DayMonth, MomentMonth
from .period import Period

#: How a received dossier may end without a result: stopped, or refused because a supplement could not be brought.
_ENDED_WITHOUT_RESULT = (State.STOPPED, State.REFUSED)

ONE_DAY = dt.timedelta(days=1)


class Figure(StrEnum):
    """One number of the page, by its name in addresses."""

    RECEIVED = "received"
    CARRIED_OVER = "carried_over"
    RESOLVED = "resolved"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    STOPPED = "stopped"
    OPEN = "open"
    OPEN_IN_TIME = "open_in_time"
    OPEN_LATE = "open_late"
    NO_APOLOGY = "no_apology"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of dossiers (số hồ sơ) of one unit, one month or all of them."""

    received: int = 0
    carried_over: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    stopped: int = 0
    open_in_time: int = 0
    open_late: int = 0
    #: Of those open and late, promises that broke without an apology.
    no_apology: int = 0

    @property
    def resolved(self) -> int:
        """Đã giải quyết."""
        return self.early + self.on_time + self.late

    @property
    def kept(self) -> int:
        """Trước hạn và đúng hạn."""
        return self.early + self.on_time

    @property
    def open(self) -> int:
        """Đang giải quyết at the end of the period."""
        return self.open_in_time + self.open_late

    @property
    def on_time_rate(self) -> float | None:
        """Tỷ lệ đúng hạn, 0 to 1: early and on time among all resolved; None when nothing was resolved."""
        return self.kept / self.resolved if self.resolved else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Counts)))


@dataclass(frozen=True)
class OnTime:
    """The figures of a period: all units together, each unit by its key, each month by its name (``2026-11``).

    Months carry what happened in them; what is carried over or open belongs to the period as a whole.
    """

    total: Counts
    by_unit: Mapping[int, Counts]
    by_month: Mapping[str, Counts]


def on_time(unit_ids: Collection[int], period: Period, *, now: dt.datetime) -> OnTime:
    """Everything about these receiving units in this period; five statements, however many units and months."""
    units: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    months: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def enter(name: str, unit: int, count: int, month: str | None = None) -> None:
        units[unit][name] += count
        if month is not None:
            months[month][name] += count

    for row in _grouped(Figure.RESOLVED, unit_ids, period, now, DayMonth("resolved_on"), "verdict"):
        enter(row["verdict"], row["receiving_unit"], row["n"], row["month"])
    for row in _grouped(Figure.RECEIVED, unit_ids, period, now, MomentMonth("received_at")):
        enter("received", row["receiving_unit"], row["n"], row["month"])
    for row in _grouped(Figure.STOPPED, unit_ids, period, now, MomentMonth("closed_at")):
        enter("stopped", row["receiving_unit"], row["n"], row["month"])
    for row in _by_unit(Figure.CARRIED_OVER, unit_ids, period, now):
        enter("carried_over", row["receiving_unit"], row["n"])
    for row in _by_unit(
        Figure.OPEN,
        unit_ids,
        period,
        now,
        late=Count("pk", filter=_is_late(period.seen_at(now))),
        unsaid=Count("pk", filter=_is_unsaid(period.seen_at(now))),
    ):
        enter("open_late", row["receiving_unit"], row["late"])
        enter("open_in_time", row["receiving_unit"], row["n"] - row["late"])
        enter("no_apology", row["receiving_unit"], row["unsaid"])
    by_unit = {unit: Counts(**numbers) for unit, numbers in units.items()}
    by_month = {month: Counts(**numbers) for month, numbers in sorted(months.items())}
    return OnTime(sum(by_unit.values(), Counts()), by_unit, by_month)


def behind(figure: Figure, unit_ids: Collection[int], period: Period, *, now: dt.datetime) -> DossierQuerySet:
    """The dossiers that a number counts."""
    dossiers = Dossier.objects.filter(receiving_unit__in=unit_ids)
    at = period.seen_at(now)
    received = Q(received_at__gte=period.starts_at, received_at__lt=at)
    resolved = Q(resolved_on__range=(period.first, period.last))
    # A promise was made, so it was received; asked like this, the index by state is chosen.
    stopped = Q(
        state__in=_ENDED_WITHOUT_RESULT,
        promised_at__isnull=False,
        closed_at__gte=period.starts_at,
        closed_at__lt=at,
    )
    has_begun = at > period.starts_at
    open_at_end = _is_open(at, period.last + ONE_DAY) if has_begun else Q(pk__in=())
    conditions = {
        Figure.RECEIVED: received,
        Figure.CARRIED_OVER: _is_open(period.starts_at, period.first) if has_begun else Q(pk__in=()),
        Figure.RESOLVED: resolved & ~Q(verdict=""),
        Figure.EARLY: resolved & Q(verdict=Dossier.Verdict.EARLY),
        Figure.ON_TIME: resolved & Q(verdict=Dossier.Verdict.ON_TIME),
        Figure.LATE: resolved & Q(verdict=Dossier.Verdict.LATE),
        Figure.STOPPED: stopped,
        Figure.OPEN: open_at_end,
        Figure.OPEN_IN_TIME: open_at_end & ~_is_late(at),
        Figure.OPEN_LATE: open_at_end & _is_late(at),
        Figure.NO_APOLOGY: open_at_end & _is_unsaid(at),
    }
    return dossiers.filter(conditions[figure])


def _is_open(at: dt.datetime, since: dt.date) -> Q:
    """Received before `at`, not stopped or refused by then, and resolved on day `since` at the earliest."""
    return (
        Q(received_at__lt=at)
        & (Q(resolved_on__isnull=True) | Q(resolved_on__gte=since))
        & ~Q(state__in=_ENDED_WITHOUT_RESULT, closed_at__lt=at)
    )


def _is_late(at: dt.datetime) -> Q:
    """Judged late at `at`, and the clock was running then: who waits for the citizen is in time (Biểu II.06a)."""
    waiting = Pause.objects.filter(dossier=OuterRef("pk"), started_at__lte=at).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    )
    return Q(~Exists(waiting), judged_due_at__lt=at)


def _is_unsaid(at: dt.datetime) -> Q:
    """Late at `at`, past the appointment that stands, and nobody had apologised (quá hạn chưa xin lỗi)."""
    return _is_late(at) & Q(~was_apologised_for(at), due_at__lt=at)


def _grouped(
    figure: Figure, unit_ids: Collection[int], period: Period, now: dt.datetime, month: Any, *by: str
) -> Any:
    dossiers = behind(figure, unit_ids, period, now=now).order_by()
    return dossiers.values("receiving_unit", *by, month=month).annotate(n=Count("*"))


def _by_unit(figure: Figure, unit_ids: Collection[int], period: Period, now: dt.datetime, **further: Count) -> Any:
    dossiers = behind(figure, unit_ids, period, now=now).order_by()
    return dossiers.values("receiving_unit").annotate(n=Count("*"), **further)
