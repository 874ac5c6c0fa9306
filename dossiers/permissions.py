"""Two questions: which dossiers (`visible_to`), and what may be done with one (`acting_role`)."""

from __future__ import annotations

from dataclasses import dataclass
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


# Acts about which the rows beside the dossier have a say.
_ROW_ACTIONS = frozenset({Action.SIGN, Action.SEND_BACK, Action.REQUEST_SUPPLEMENT, Action.SUPPLY})


@dataclass(frozen=True)
class RowFacts:
    """What the rows beside a dossier say that its state does not."""

    is_proposed: bool
    is_supplement_asked: bool
    is_supplement_awaited: bool


def row_facts(dossier: Dossier) -> RowFacts:
    """Read from the database."""
    asked = list(dossier.supplement_requests.values_list("answered_at", flat=True))
    return RowFacts(
        is_proposed=dossier.proposals.filter(decision="").exists(),
        is_supplement_asked=bool(asked),
        is_supplement_awaited=None in asked,
    )


def allowed_actions(user: Any, dossier: Dossier, facts: RowFacts | None = None) -> list[Action]:
    """What this person may do with this dossier now: buttons and 409 answers read this.

    `facts` spares reading them again.
    """
    possible = [
        action
        for action in dict.fromkeys(actions_from(State(dossier.state)))
        if can_perform(user, dossier, action)
    ]
    if facts is None and any(action in _ROW_ACTIONS for action in possible):
        facts = row_facts(dossier)
    return [action for action in possible if _makes_sense(dossier, action, facts)]


def _makes_sense(dossier: Dossier, action: Action, facts: RowFacts | None) -> bool:
    """Conditions on rows beside the state that the table cannot say."""
    received = dossier.received_at is not None
    if dossier.state == State.SUPPLEMENT:
        if action in (Action.RECEIVE, Action.REFUSE):
            return not received
        if action is Action.RESUME:
            return received
    if action is Action.CONTINUE:
        return received
    if facts is None:
        return True
    if action in (Action.SIGN, Action.SEND_BACK):
        return facts.is_proposed
    if action is Action.REQUEST_SUPPLEMENT:
        return not facts.is_supplement_asked
    if action is Action.SUPPLY:
        return facts.is_supplement_awaited
    return True
