"""Absences and delegations (vắng mặt, phân công làm thay): who may stand in for whom, and what they hand over.

Questions only; `services/absence.py` announces and ends them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from staff.models import Assignment, Delegation, Official, Unit
from staff.roles import Role

from .models import Dossier, DossierEvent, Leg
from .querysets import DossierQuerySet
from .workflow import OPEN_STATES, Action


@dataclass(frozen=True)
class Place:
    """An official at one unit: one line of the choice who is absent, or who stands in."""

    official: Official
    unit: Unit

    @property
    def key(self) -> str:
        return f"{self.official.pk}-{self.unit.pk}"


def places(unit_ids: Iterable[int], on: dt.date) -> list[Place]:
    """Every official at one of these units on day `on`, by unit and name; the IT officer is not stood in for."""
    held = (
        Assignment.objects.in_force(on)
        .filter(unit__in=list(unit_ids))
        .exclude(role=Role.ADMIN.value)
        .select_related("unit", "official__user")
        .order_by("unit__code", "official__user__full_name")
    )
    found = {(each.official_id, each.unit_id): Place(each.official, each.unit) for each in held}
    return list(found.values())


def units_above(unit: Unit) -> list[int]:
    """The unit itself and every unit above it; one statement a level."""
    chain, current = [unit.pk], unit.parent_id
    while current is not None and current not in chain:
        chain.append(current)
        current = Unit.objects.values_list("parent", flat=True).get(pk=current)
    return chain


def absences_of(unit_ids: Iterable[int]) -> Any:
    """Delegations of these units, the latest first."""
    related = ("official__user", "deputy__user", "unit")
    return Delegation.objects.filter(unit__in=list(unit_ids)).select_related(*related)


def tabs_of(today: dt.date) -> dict[str, Q]:
    """Which absences stand under which tab on this day."""
    begun = Q(valid_from__lte=today, called_off_at__isnull=True)
    over = Q(valid_to__lt=today)
    return {
        "now": begun & ~over,
        "planned": Q(valid_from__gt=today, called_off_at__isnull=True),
        "ended": (begun & over) | Q(called_off_at__isnull=False),
    }


def counts(absences: Any, today: dt.date) -> dict[str, int]:
    """How many absences stand under each tab; one statement."""
    wanted = {name: Count("pk", filter=where) for name, where in tabs_of(today).items()}
    found: dict[str, int] = absences.order_by().aggregate(**wanted)
    return found


def work_of(official: Official, unit: Unit) -> DossierQuerySet:
    """Open dossiers an official works on at this unit, the most urgent first."""
    on_leg = Leg.objects.filter(ended_at__isnull=True, holder=official, unit=unit, role=Role.SPECIALIST.value)
    mine = Q(specialist=official, handling_unit=unit) | Q(pk__in=on_leg.values("dossier"))
    return Dossier.objects.in_states(OPEN_STATES).filter(mine).order_by("due_at", "pk")


def moved_by(absence: Delegation) -> DossierQuerySet:
    """Open dossiers that went to the deputy with this absence and are still there."""
    still = work_of(absence.deputy, absence.unit)
    moves = DossierEvent.objects.filter(
        dossier__in=still.order_by().values("pk"), action=Action.REASSIGN.value, detail__absence=absence.pk
    )
    return still.filter(pk__in=moves.values("dossier"))
