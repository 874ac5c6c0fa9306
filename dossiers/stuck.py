"""Dossiers that lie untouched (hồ sơ tồn đọng chưa xử lý): what the citizen is told, once, and the head sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from staff import post
from staff.message_kinds import Kind
from staff.message_texts import Wordings
from staff.models import Message
from staff.roles import Role

from .models import Apology, Dossier, Leg, Reminder
from .notifications import letter_to_applicant
from .reminder_rules import Rule
from .workflow import State

_LYING = (State.RECEIVED.value, State.PROCESSING.value)


@dataclass(frozen=True)
class Notice:
    """Where a dossier lies, since when; `about_to_move` when the head has a new appointment before them."""

    unit: str
    since: dt.datetime
    was_handed_over: bool
    about_to_move: bool


def lying_still() -> Q:
    """Reminders of a dossier that still lies where it lay when they were written."""
    unopened_leg = Leg.objects.filter(
        dossier=OuterRef("dossier"), ended_at__isnull=True, accepted_at__isnull=True, given_at=OuterRef("about")
    )
    any_leg = Leg.objects.filter(dossier=OuterRef("dossier"))
    untouched = Q(rule=Rule.UNTOUCHED.value, dossier__state=State.RECEIVED.value)
    unopened = Q(rule=Rule.UNOPENED.value, dossier__state=State.PROCESSING.value) & (
        Exists(unopened_leg) | Q(~Exists(any_leg), dossier__specialist__isnull=True)
    )
    return untouched | unopened


def is_stuck() -> Exists:
    """Whether a dossier (of the outer query) lies untouched, the officer knowing of it."""
    return Exists(Reminder.objects.filter(lying_still(), dossier=OuterRef("pk")))


def notice(dossier: Dossier) -> Notice | None:
    """What the applicant may know of a dossier that lies untouched, once its head has been told; one statement."""
    if State(dossier.state) not in (State.RECEIVED, State.PROCESSING):
        return None
    row = _known_to_the_head().filter(dossier=dossier).first()
    return _notice(row) if row is not None else None


def tell_stuck(*, now: dt.datetime) -> int:
    """Tell each applicant concerned the truth, once for each dossier; returns how many were told.

    They hear of it when the head does: after twice the hours the unit allows itself.
    """
    told = Message.objects.filter(event=Kind.STUCK.value, reference=OuterRef("dossier__code"))
    silent = {row.dossier_id: row for row in _known_to_the_head().filter(~Exists(told))}
    if not silent:
        return 0
    wordings = Wordings(Kind.STUCK.value)
    letters = [
        letter_to_applicant(
            row.dossier,
            Kind.STUCK,
            at=now,
            wordings=wordings,
            stuck=_notice(row),
            is_late=_is_late(row.dossier, now),
        )
        for row in silent.values()
    ]
    return post.enqueue_all([letter for letter in letters if letter is not None])


def _is_late(dossier: Dossier, now: dt.datetime) -> bool:
    return dossier.due_at is not None and dossier.due_at < now


def _known_to_the_head() -> QuerySet[Any]:
    drafted = Apology.objects.filter(dossier=OuterRef("dossier"), status=Apology.Status.DRAFTED)
    lies_with = Leg.objects.filter(dossier=OuterRef("dossier"), ended_at__isnull=True).values("unit__name")
    return (
        Reminder.objects.filter(lying_still(), role=Role.LEADER.value, withdrawn_at__isnull=True)
        # said once more outside the OR, so that reminders of the past are not all looked through
        .filter(dossier__state__in=_LYING, rule__in=[Rule.UNTOUCHED.value, Rule.UNOPENED.value])
        .annotate(about_to_move=Exists(drafted), lies_with=Subquery(lies_with[:1]))
        .select_related(
            "dossier__version", "dossier__applicant", "dossier__receiving_unit__parent", "dossier__handling_unit"
        )
        .order_by("dossier", "pk")
    )


def _notice(row: Any) -> Notice:
    was_handed_over = row.rule == Rule.UNOPENED
    usual = row.dossier.handling_unit if was_handed_over else row.dossier.receiving_unit
    return Notice(row.lies_with or usual.name, row.about, was_handed_over, row.about_to_move)
