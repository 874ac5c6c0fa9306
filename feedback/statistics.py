"""How satisfied people are (mức độ hài lòng), from the ratings given in a period.

Index = share of the two upper levels (Decision 1001/QĐ-BNV); shown with the number of ratings beside it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from dossiers.models import Dossier
from dossiers.querysets import DossierQuerySet
from dossiers.statistics.months import MomentMonth
from dossiers.statistics.period import Period

from .models import Rating
from .models.rating import QUESTIONS

SATISFIED_FROM = 4


class Voice(StrEnum):
    """One number about ratings, by its name in addresses."""

    RATED = "rated"
    ATTITUDE = "satisfied_attitude"
    TIME = "satisfied_time"
    RESULT = "satisfied_result"
    DISSATISFIED = "dissatisfied"


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings of one unit, one month or all; `attitude`, `time`, `result` count answers of level 4 or 5."""

    n: int = 0
    attitude: int = 0
    time: int = 0
    result: int = 0
    dissatisfied: int = 0

    @property
    def answers(self) -> int:
        """Answers of level 4 or 5 to all three questions."""
        return self.attitude + self.time + self.result

    @property
    def asked(self) -> int:
        """All answers: three to each rating."""
        return self.n * len(QUESTIONS)

    @property
    def index(self) -> float | None:
        """Chỉ số hài lòng, 0 to 1: the share of level 4 and 5 among all answers; None without any rating."""
        return self.answers / self.asked if self.n else None

    def __add__(self, other: Satisfaction) -> Satisfaction:
        return Satisfaction(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(Satisfaction))
        )


@dataclass(frozen=True)
class Voices:
    """Satisfaction of a period: all units together, each unit by its key, each month by its name (``2026-11``)."""

    total: Satisfaction
    by_unit: Mapping[int, Satisfaction]
    by_month: Mapping[str, Satisfaction]


def satisfaction(unit_ids: Collection[int], period: Period, *, now: dt.datetime) -> Voices:
    """What citizens said about these receiving units in this period; one statement."""
    by_unit: dict[int, Satisfaction] = defaultdict(Satisfaction)
    by_month: dict[str, Satisfaction] = defaultdict(Satisfaction)
    for row in (
        Rating.objects.filter(_given(period, now), dossier__receiving_unit__in=unit_ids)
        .order_by()
        .values("dossier__receiving_unit", month=MomentMonth("rated_at"))
        .annotate(
            n=Count("pk"),
            unhappy=Count("pk", filter=_dissatisfied()),
            attitude_n=Count("pk", filter=_satisfied("attitude")),
            time_n=Count("pk", filter=_satisfied("time")),
            result_n=Count("pk", filter=_satisfied("result")),
        )
    ):
        part = Satisfaction(row["n"], row["attitude_n"], row["time_n"], row["result_n"], row["unhappy"])
        by_unit[row["dossier__receiving_unit"]] += part
        by_month[row["month"]] += part
    return Voices(sum(by_unit.values(), Satisfaction()), dict(by_unit), dict(sorted(by_month.items())))


def rated(voice: Voice, unit_ids: Collection[int], period: Period, *, now: dt.datetime) -> DossierQuerySet:
    """The dossiers whose ratings a number counts."""
    conditions = {
        Voice.RATED: Q(),
        Voice.ATTITUDE: _satisfied("attitude"),
        Voice.TIME: _satisfied("time"),
        Voice.RESULT: _satisfied("result"),
        Voice.DISSATISFIED: _dissatisfied(),
    }
    ratings = Rating.objects.filter(_given(period, now), conditions[voice])
    return Dossier.objects.filter(receiving_unit__in=unit_ids, pk__in=ratings.values("dossier"))


def _given(period: Period, now: dt.datetime) -> Q:
    return Q(rated_at__gte=period.starts_at, rated_at__lt=period.seen_at(now))


def _satisfied(question: str) -> Q:
    return Q(**{f"{question}__gte": SATISFIED_FROM})


def _dissatisfied() -> Q:
    """At least one answer of level 1 or 2."""
    conditions: Any = Q()
    for name in QUESTIONS:
        conditions |= Q(**{f"{name}__lt": SATISFIED_FROM - 1})
    return conditions
