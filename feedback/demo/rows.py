"""Stores told lives in bulk (ghi hàng loạt): what the services write one act at a time, thousands at once.

This is the one place beside `dossiers/services` that makes dossiers past their draft; each life was told along the
same transition table, and the database checks every row.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from dossiers.models import (
    Dossier,
    DossierEvent,
    DossierPaper,
    Leg,
    Pause,
    PromiseMove,
    Proposal,
    SupplementRequest,
)
from dossiers.services.writing import search_text_of
from feedback.models import Rating

from .life import Life

CHUNK = 2000


def store(told: list[tuple[Life, Rating | None]]) -> list[Dossier]:
    """Write the dossiers of one chunk with everything that hangs on them; returns them in order."""
    lives = [life for life, _rating in told]
    dossiers = [_dossier(life) for life in lives]
    Dossier.objects.bulk_create(dossiers)
    for dossier, (life, rating) in zip(dossiers, told, strict=True):
        rated = [rating] if rating else []
        hanging: Iterable[Any] = chain(
            life.events, life.legs, life.pauses, life.moves, life.supplements, life.proposals, life.papers, rated
        )
        for row in hanging:
            row.dossier_id = dossier.pk
    DossierEvent.objects.bulk_create([row for life in lives for row in life.events])
    Leg.objects.bulk_create([row for life in lives for row in life.legs])
    PromiseMove.objects.bulk_create([row for life in lives for row in life.moves])
    Pause.objects.bulk_create([row for life in lives for row in life.pauses])
    SupplementRequest.objects.bulk_create([row for life in lives for row in life.supplements])
    Proposal.objects.bulk_create([row for life in lives for row in life.proposals])
    DossierPaper.objects.bulk_create([row for life in lives for row in life.papers])
    Rating.objects.bulk_create([rating for _life, rating in told if rating])
    return dossiers


def _dossier(life: Life) -> Dossier:
    standing = {"state": life.current.value, "lock_version": len(life.events)}
    dossier = Dossier(**life.columns, **standing)
    dossier.search_text = search_text_of(dossier)
    return dossier
