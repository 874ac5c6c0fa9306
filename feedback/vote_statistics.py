"""Figures of the votes at the desk (số liệu đánh giá tại quầy): asked, answered, counted, set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from django.db.models import Count, Q

from dossiers.statistics.period import Period
from staff.models import Official

from .models import DeskVote
from .statistics import SATISFIED_FROM

#: With fewer answers one person more or less changes everything; only the counts are shown.
LEAST_FOR_SHARE = 10


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """Questions of one official or of all; `satisfied` and `low` are among the `counted` answers."""

    asked: int = 0
    counted: int = 0
    satisfied: int = 0
    low: int = 0
    too_fast: int = 0
    before_call: int = 0

    @property
    def set_aside(self) -> int:
        return self.too_fast + self.before_call

    @property
    def answered(self) -> int:
        """Answers given, counted or set aside."""
        return self.counted + self.set_aside

    @property
    def share(self) -> float | None:
        """Tỷ lệ hài lòng among the counted answers, 0 to 1; None while there are too few of them."""
        return self.satisfied / self.counted if self.counted >= LEAST_FOR_SHARE else None

    @property
    def response_rate(self) -> float | None:
        """Tỷ lệ trả lời, 0 to 1: answers that count among the questions asked."""
        return self.counted / self.asked if self.asked else None

    def __add__(self, other: VoteCounts) -> VoteCounts:
        return VoteCounts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(VoteCounts)))


@dataclass(frozen=True)
class VoteFigures:
    """All together, and each official by key."""

    total: VoteCounts
    by_official: Mapping[int, VoteCounts]


def asked_in(unit_ids: Collection[int], period: Period, *, now: dt.datetime) -> Q:
    """Questions of a period at these counters whose time is over or which were answered."""
    over = Q(voted_at__isnull=False) | Q(closes_at__lte=now)
    return over & Q(desk__unit__in=unit_ids, offered_at__gte=period.starts_at, offered_at__lt=period.seen_at(now))


def vote_figures(
    unit_ids: Collection[int], period: Period, *, now: dt.datetime, official: Official | None = None
) -> VoteFigures:
    """The figures of these counters in this period, of one official if asked for; one statement."""
    counted = Q(level__isnull=False, set_aside="")
    rows = DeskVote.objects.filter(asked_in(unit_ids, period, now=now))
    if official is not None:
        rows = rows.filter(official=official)
    by_official = {
        row["official"]: VoteCounts(
            row["asked"], row["counted"], row["satisfied"], row["low"], row["too_fast"], row["before_call"]
        )
        for row in rows.order_by()
        .values("official")
        .annotate(
            asked=Count("pk"),
            counted=Count("pk", filter=counted),
            satisfied=Count("pk", filter=counted & Q(level__gte=SATISFIED_FROM)),
            low=Count("pk", filter=counted & Q(level__lt=SATISFIED_FROM - 1)),
            too_fast=Count("pk", filter=Q(set_aside=DeskVote.SetAside.TOO_FAST)),
            before_call=Count("pk", filter=Q(set_aside=DeskVote.SetAside.BEFORE_CALL)),
        )
    }
    return VoteFigures(sum(by_official.values(), VoteCounts()), by_official)
