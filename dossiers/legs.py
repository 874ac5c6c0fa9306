"""Where a dossier lies and lay (chặng giải quyết): its route, the leg it is on, and what may follow.

Questions only; the services move it (`services/_legs.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from procedures.routing import Step, default_name, office_minutes_of, steps_of
from staff.roles import Role

from .deadline_facts import AfterPause
from .deadline_facts import Pause as PauseFact
from .models import Dossier, Leg


def route_of(dossier: Dossier) -> tuple[Step, ...]:
    """The steps of the version the dossier was received under, first to last."""
    return steps_of(dossier.version, dossier.version.limit_for(dossier.channel))


def allotted(dossier: Dossier, route: Sequence[Step]) -> int:
    """Office minutes the route may allot: what its steps take, or the whole limit on the default route."""
    return sum(step.minutes for step in route) or office_minutes_of(dossier.version.limit_for(dossier.channel))


def step_of(leg: Leg, route: Sequence[Step]) -> Step:
    """The step a leg carries out; one of a version without steps is known by its role."""
    own = next((step for step in route if step.pk is not None and step.pk == leg.step_id), None)
    return own or next(step for step in route if step.role == leg.role)


def step_after(leg: Leg | None, route: Sequence[Step]) -> Step:
    """The step that follows a leg; without a leg (received before there were any) the first one that works."""
    if leg is None:
        return route[1]
    return route[min(route.index(step_of(leg, route)) + 1, len(route) - 1)]


def step_before(leg: Leg, route: Sequence[Step]) -> Step:
    """The step a dossier is given back to."""
    return route[max(route.index(step_of(leg, route)) - 1, 0)]


def has_further_specialist(dossier: Dossier, leg: Leg | None) -> bool:
    """Whether specialists work on the dossier after this leg, so that nothing can be proposed yet.

    Only a version with steps of its own has more than one such step; the others are not asked.
    """
    if leg is None or leg.step_id is None or leg.role != Role.SPECIALIST:
        return False
    return step_after(leg, route_of(dossier)).role is Role.SPECIALIST


def shown_name(leg: Leg) -> str:
    """What is done on a leg, in the reader's language where the office has not named it itself."""
    return leg.name if leg.step_id is not None else default_name(Role(leg.role))


def pause_facts(dossier: Dossier) -> list[PauseFact]:
    """The pauses of a dossier as the clocks take them."""
    return [PauseFact(row.started_at, row.ended_at, AfterPause(row.after)) for row in dossier.pauses.all()]


def is_accepted(dossier: Dossier) -> bool:
    """Whether a specialist has the dossier in hand, not only on the way to them."""
    leg = dossier.open_leg
    if leg is None or leg.role != Role.SPECIALIST:
        return dossier.specialist_id is not None
    return leg.accepted_at is not None
