"""What citizens of the demo say afterwards (đánh giá giả định): about one in four answers."""

from __future__ import annotations

import datetime as dt
from random import Random

from dossiers.models import Dossier
from dossiers.workflow import State
from feedback.models import Rating

from . import wording
from .life import Life
from .people import Desk

SHARE = 0.25


class Voices:
    """Draws ratings: each counter has its own manner, and who waited longer than promised says so."""

    def __init__(self, rng: Random, desks: list[Desk]) -> None:
        self._rng = rng
        self._kindness = {desk.unit.pk: rng.uniform(3.9, 4.75) for desk in desks}

    def rate(self, life: Life) -> Rating | None:
        """A rating of a returned dossier, or None; the dossier is set when it is stored."""
        rng = self._rng
        if life.current is not State.RETURNED or rng.random() >= SHARE:
            return None
        rated_at = life.columns["closed_at"] + dt.timedelta(minutes=rng.randint(2, 4 * 24 * 60))
        if rated_at > life.now:
            return None
        mood = self._kindness[life.unit.pk]
        late = life.columns["verdict"] == Dossier.Verdict.LATE
        attitude, time, result = (
            min(max(round(rng.gauss(mood - (1.9 if late else 0) * weight, 0.7)), 1), 5)
            for weight in (0.6, 1.0, 0.7)
        )
        return Rating(
            attitude=attitude,
            time=time,
            result=result,
            comment=self._comment(min(attitude, time, result)),
            rated_at=rated_at,
        )

    def _comment(self, lowest: int) -> str:
        if self._rng.random() > 0.3:
            return ""
        choices = (
            wording.GOOD_COMMENTS
            if lowest >= 4
            else wording.FAIR_COMMENTS
            if lowest == 3
            else wording.POOR_COMMENTS
        )
        return self._rng.choice(choices)
