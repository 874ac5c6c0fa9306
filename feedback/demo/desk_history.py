"""What citizens touched on the tablets in the last months (đánh giá tại quầy, giả định), stored in bulk."""

from __future__ import annotations

import datetime as dt
from random import Random

from dossiers.models import Dossier
from dossiers.models.dossier import new_reference
from feedback.models import DeskVote
from feedback.vote_reasons import REASONS, written
from feedback.vote_rules import ASKS_WHY_UP_TO
from procedures.models import Desk

DAYS = 120
#: Of ten who are asked six answer; of a hundred answers four are too fast to be a person's.
ANSWERS, TOO_FAST, GIVES_REASON = 0.6, 0.04, 0.5
_WINDOW = dt.timedelta(seconds=30)


def tell_votes(rng: Random, *, now: dt.datetime) -> int:
    """One question for each dossier handed in at a counter with a desk; returns how many were answered."""
    desks: dict[int, Desk] = {}
    for desk in Desk.objects.order_by("-number"):
        desks[desk.unit_id] = desk
    received = Dossier.objects.filter(
        receiving_unit__in=desks,
        channel=Dossier.Channel.COUNTER,
        received_by__isnull=False,
        received_at__gte=now - dt.timedelta(days=DAYS),
        received_at__lt=now - dt.timedelta(hours=2),
    )
    votes = [
        _asked(rng, desks[dossier.receiving_unit_id], dossier)
        for dossier in received.order_by("received_at", "pk").only("receiving_unit", "received_by", "received_at")
    ]
    DeskVote.objects.bulk_create(votes)
    return sum(vote.level is not None for vote in votes)


def _asked(rng: Random, desk: Desk, dossier: Dossier) -> DeskVote:
    if dossier.received_at is None or dossier.received_by_id is None:
        raise ValueError("a received dossier was received by somebody at some moment")
    asked_at = dossier.received_at + dt.timedelta(seconds=rng.randint(40, 400))
    vote = DeskVote(
        token=new_reference(rng.choice),
        desk=desk,
        official_id=dossier.received_by_id,
        dossier=dossier,
        offered_at=asked_at,
        closes_at=asked_at + _WINDOW,
    )
    if rng.random() >= ANSWERS:
        return vote
    is_fast = rng.random() < TOO_FAST
    vote.level = 5 if is_fast else min(max(round(rng.gauss(4.4, 0.8)), 1), 5)
    vote.voted_at = asked_at + dt.timedelta(seconds=1 if is_fast else rng.randint(4, 25))
    vote.set_aside = DeskVote.SetAside.TOO_FAST if is_fast else ""
    if vote.level <= ASKS_WHY_UP_TO and rng.random() < GIVES_REASON:
        vote.reason = written([rng.choice(list(REASONS))], "")
    return vote
