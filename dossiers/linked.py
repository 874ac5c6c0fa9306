"""Linked dossiers (hồ sơ liên thông): a parent and the children opened for it at other units or procedures.

Each has its own code, clock and counter. Questions only; `services/linking.py` opens them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from procedures.counters import open_counters
from procedures.models import ProcedureVersion
from staff.models import Unit

from .models import Attachment, Dossier, DossierEvent
from .permissions import openable_by, visible_to
from .workflow import Action


@dataclass(frozen=True)
class Relative:
    """One member of the family as the others see it; `url` only for who may open it."""

    code: str
    procedure: str
    unit: str
    state: int
    due_at: dt.datetime | None
    url: str


def family_of(dossier: Dossier) -> tuple[Dossier | None, list[Dossier]]:
    """The parent, and the children in the order they were opened; brothers and sisters are not shown."""
    related = Dossier.objects.select_related("version", "receiving_unit")
    if dossier.parent_id is not None:
        return related.get(pk=dossier.parent_id), []
    return None, list(related.filter(parent=dossier).order_by("pk"))


def relatives_for_office(user: Any, dossiers: Iterable[Dossier], *, door: str) -> list[Relative]:
    """What an official sees of them: code, unit, state and promise; a way in only where the official may go."""
    found = list(dossiers)
    openable = set(openable_by(user).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
    return [
        _relative(each, reverse(f"dossiers:{door}_dossier", args=[each.shown_code]) if each.pk in openable else "")
        for each in found
    ]


def relatives_for_citizen(user: Any, dossiers: Iterable[Dossier]) -> list[Relative]:
    """What the applicant sees of them; own ones can be opened."""
    return [
        _relative(each, reverse("dossiers:status", args=[each.reference]) if each.applicant_id == user.pk else "")
        for each in dossiers
    ]


def _relative(dossier: Dossier, url: str) -> Relative:
    return Relative(
        code=dossier.shown_code,
        procedure=dossier.version.name,
        unit=dossier.receiving_unit.name,
        state=dossier.state,
        due_at=dossier.due_at,
        url=url,
    )


def versions_to_link(dossier: Dossier, on: dt.date) -> list[ProcedureVersion]:
    """Procedures that can be received on this day, by name."""
    found = ProcedureVersion.objects.in_force(on).receivable().select_related("procedure")
    return [each for each in found.order_by("name") if each.procedure_id != dossier.version.procedure_id]


def procedures_to_link(dossier: Dossier, on: dt.date) -> list[tuple[str, str]]:
    """Codes and names of the same, for a choice."""
    found = ProcedureVersion.objects.in_force(on).receivable().exclude(procedure=dossier.version.procedure_id)
    return list(found.order_by("name").values_list("procedure__code", "name"))


def files_to_show(dossier: Dossier) -> QuerySet[Attachment]:
    """Files of the dossier that may be shown at a linked one: papers, never a result or an opinion."""
    inner = (Attachment.Kind.RESULT, Attachment.Kind.OPINION)
    found: QuerySet[Attachment] = dossier.attachments.current().exclude(kind__in=inner)
    return found


def counters_to_link(on: dt.date) -> list[Unit]:
    """Every counter open on this day."""
    return open_counters(on)


def shown_files(child: Dossier) -> list[Attachment]:
    """Files of the parent that were chosen to be read at the child; they stay where they are."""
    if child.parent_id is None:
        return []
    event = DossierEvent.objects.filter(dossier=child, action=Action.LINK.value).first()
    chosen = event.detail.get("files", []) if event is not None else []
    return list(Attachment.objects.current().filter(pk__in=chosen, dossier=child.parent_id))


def is_shown_at_a_child(user: Any, attachment: Attachment) -> bool:
    """Whether a child this official may see was given this file of its parent to read."""
    children = visible_to(user).filter(parent=attachment.dossier_id)
    return any(attachment.pk in {file.pk for file in shown_files(child)} for child in children)
