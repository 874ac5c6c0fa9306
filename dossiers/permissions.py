"""Two questions: which dossiers (`visible_to`), and what may be done with one (`acting_role`)."""

from __future__ import annotations

from typing import Any

from staff.access import holds, units_of, with_units_below
from staff.roles import Role

from .models import Dossier
from .querysets import DossierQuerySet
from .workflow import Action, State, Transition, actions_from, find


def unit_ids_seen_by(user: Any) -> list[int]:
    """Units whose dossiers the user may open: own units; a leader or manager also those below."""
    cached: list[int] | None = getattr(user, "_unit_ids_seen", None)
    if cached is None:
        own = {unit.pk for unit in units_of(user, Role.CLERK, Role.SPECIALIST)}
        heads = [unit.pk for unit in units_of(user, Role.LEADER, Role.MANAGER)]
        cached = sorted(own | with_units_below(heads))
        if getattr(user, "is_authenticated", False):
            user._unit_ids_seen = cached
    return cached


def visible_to(user: Any) -> DossierQuerySet:
    """Dossiers this official may open; a stranger gets none (→ 404)."""
    ids = unit_ids_seen_by(user)
    return Dossier.objects.at_office().of_units(ids) if ids else Dossier.objects.none()


def role_for(user: Any, dossier: Dossier, role: Role) -> bool:
    """Whether the user holds `role` with regard to this dossier."""
    if role is Role.CITIZEN:
        return dossier.applicant_id is not None and dossier.applicant_id == getattr(user, "pk", None)
    if role is Role.CLERK:
        return holds(user, role, dossier.receiving_unit_id)
    if role is Role.SPECIALIST:
        return holds(user, role, dossier.handling_unit_id)
    if role is Role.LEADER:
        return holds(user, role, dossier.handling_unit_id, dossier.receiving_unit_id)
    return False


def acting_role(user: Any, dossier: Dossier, transition: Transition) -> Role | None:
    """The role in which the user may carry out `transition` on this dossier, or None."""
    for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER, Role.CITIZEN):
        if role in transition.by and role_for(user, dossier, role):
            return role
    return None


def can_perform(user: Any, dossier: Dossier, action: Action) -> bool:
    """Whether the table and the user's role permit `action` now."""
    transition = find(action, State(dossier.state))
    return transition is not None and acting_role(user, dossier, transition) is not None


def allowed_actions(user: Any, dossier: Dossier) -> list[Action]:
    """What this person may do with this dossier now: buttons and 409 answers read this."""
    return [
        action
        for action in dict.fromkeys(actions_from(State(dossier.state)))
        if can_perform(user, dossier, action) and _makes_sense(dossier, action)
    ]


def _makes_sense(dossier: Dossier, action: Action) -> bool:
    """Conditions on rows beside the state that the table cannot say."""
    received = dossier.received_at is not None
    if dossier.state == State.SUPPLEMENT:
        if action in (Action.RECEIVE, Action.REFUSE):
            return not received
        if action is Action.RESUME:
            return received
    if action is Action.CONTINUE:
        return received
    if action in (Action.SIGN, Action.SEND_BACK):
        return dossier.proposals.filter(decision="").exists()
    if action is Action.REQUEST_SUPPLEMENT:
        return not dossier.supplement_requests.exists()
    if action is Action.SUPPLY:
        return dossier.supplement_requests.filter(answered_at__isnull=True).exists()
    return True
