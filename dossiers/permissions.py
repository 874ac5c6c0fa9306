"""Two questions: which dossiers (`visible_to`), and what may be done with one (`acting`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from staff.access import assignments_of, delegation_for, holds, units_of, with_units_below
from staff.models import Assignment, Delegation, Official
from staff.roles import Role

from .legs import has_further_specialist, is_accepted
from .models import Apology, Dossier, Leg, Opinion
from .opinions import OPEN, unit_ids_answering, unit_ids_asked
from .querysets import DossierQuerySet, lying_with
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


@dataclass(frozen=True)
class Acting:
    """In which role somebody acts on a dossier, and at which unit (a citizen: at the receiving counter).

    A deputy acts under the `delegation` that says for whom.
    """

    role: Role
    unit_id: int
    delegation: Delegation | None = None


def unit_for(user: Any, dossier: Dossier, role: Role, action: Action | None = None) -> int | None:
    """The unit at which the user holds `role` with regard to this dossier, or None.

    A specialist acts where the dossier lies now, which a step of its route may have moved to another unit; who
    pulls it back (`action`) does so from the unit it was handed over at.
    """
    if role is Role.CITIZEN:
        is_own = dossier.applicant_id is not None and dossier.applicant_id == getattr(user, "pk", None)
        return dossier.receiving_unit_id if is_own else None
    units = {
        Role.CLERK: (dossier.receiving_unit_id,),
        Role.LEADER: (dossier.handling_unit_id, dossier.receiving_unit_id),
    }.get(role, ())
    if action is Action.GIVE_OPINION:
        units = tuple(unit_ids_asked(user, dossier))
    elif role is Role.SPECIALIST:
        units = _units_of_work(user, dossier, action)
    held = [unit_id for unit_id in units if holds(user, role, unit_id)]
    # one's own role at either unit goes before that of somebody one stands in for
    return min(held, key=lambda unit_id: delegation_for(user, role, unit_id) is not None, default=None)


def _units_of_work(user: Any, dossier: Dossier, action: Action | None) -> tuple[int, ...]:
    """Where specialists may act on the dossier; nothing is read for somebody who is none."""
    if not any(each.role == Role.SPECIALIST.value for each in assignments_of(user)):
        return ()
    leg = dossier.open_leg
    if action is Action.PULL and leg is not None and leg.accepted_at is None and leg.given_by_id == user.pk:
        before = Leg.objects.filter(dossier=leg.dossier_id, position=leg.position - 1, role=Role.SPECIALIST.value)
        given_at = tuple(before.values_list("unit", flat=True))
        if given_at:
            return given_at
    if leg is None or leg.role != Role.SPECIALIST:
        return (dossier.handling_unit_id,)
    return (leg.unit_id,)


def colleagues_of(leg: Leg, *, on: dt.date) -> QuerySet[Official]:
    """The specialists of the unit a dossier lies with, on this day, by name; for an absent one who stands in."""
    employed = Assignment.objects.in_force(on)
    here = employed.filter(unit=leg.unit_id, role=Role.SPECIALIST.value).values("official")
    lent = Delegation.objects.in_force(on).filter(unit=leg.unit_id, official__in=here)
    deputies = employed.filter(official__in=lent.values("deputy")).values("official")
    officials = Official.objects.filter(Q(pk__in=here) | Q(pk__in=deputies), user__is_active=True)
    officials = officials.exclude(pk__in=lent.values("official"))
    return officials.select_related("user").order_by("user__full_name", "pk")


def role_for(user: Any, dossier: Dossier, role: Role) -> bool:
    """Whether the user holds `role` with regard to this dossier."""
    return unit_for(user, dossier, role) is not None


def acting(user: Any, dossier: Dossier, transition: Transition) -> Acting | None:
    """In which role and at which unit the user may carry out `transition` on this dossier, or None.

    A role of one's own goes before one held for an absent official.
    """
    roles = [role for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER, Role.CITIZEN) if role in transition.by]
    units = [(role, unit_for(user, dossier, role, transition.action)) for role in roles]
    ways = [Acting(role, unit, delegation_for(user, role, unit)) for role, unit in units if unit is not None]
    return min(ways, key=lambda way: way.delegation is not None, default=None)


def can_perform(user: Any, dossier: Dossier, action: Action) -> bool:
    """Whether the table and the user's role permit `action` now."""
    transition = find(action, State(dossier.state))
    return transition is not None and acting(user, dossier, transition) is not None


# Acts about which the leg the dossier is on has a say.
_LEG_ACTIONS = frozenset(
    {Action.TAKE, Action.PROPOSE, Action.HAND_ON, Action.GIVE_BACK, Action.PULL, Action.REASSIGN}
)

# Acts about which the rows beside the dossier have a say.
_ROW_ACTIONS = frozenset(
    {
        Action.SIGN,
        Action.SEND_BACK,
        Action.REQUEST_SUPPLEMENT,
        Action.SUPPLY,
        Action.EXTEND,
        Action.DROP_OPINION,
    }
)


@dataclass(frozen=True)
class RowFacts:
    """What the rows beside a dossier say that its state does not."""

    is_proposed: bool
    is_supplement_asked: bool
    is_supplement_awaited: bool
    is_extended: bool
    is_opinion_open: bool


def row_facts(dossier: Dossier) -> RowFacts:
    """Read from the database."""
    asked = list(dossier.supplement_requests.values_list("answered_at", flat=True))
    return RowFacts(
        is_proposed=dossier.proposals.filter(decision="").exists(),
        is_supplement_asked=bool(asked),
        is_supplement_awaited=None in asked,
        is_extended=dossier.apologies.filter(status=Apology.Status.SENT).exists(),
        is_opinion_open=dossier.opinions.filter(OPEN).exists(),
    )


def openable_by(user: Any) -> DossierQuerySet:
    """Dossiers this official may open one by one: also those about which an own unit was asked (xin ý kiến), and
    those handed over to elsewhere that nobody has accepted, because they may still be pulled back.

    Lists take `visible_to`: what others work on does not belong among one's own work.
    """
    answering = unit_ids_answering(user)
    if not answering:
        return visible_to(user)
    asked = Opinion.objects.filter(unit__in=answering, withdrawn_at__isnull=True)
    ids = unit_ids_seen_by(user)
    given = Leg.objects.filter(ended_at__isnull=True, accepted_at__isnull=True, given_by=user)
    seen = Q(receiving_unit__in=ids) | Q(handling_unit__in=ids) | lying_with(ids)
    seen |= Q(pk__in=asked.values("dossier")) | Q(pk__in=given.order_by().values("dossier"))
    return Dossier.objects.at_office().filter(seen)


def openable_named(user: Any, code_or_reference: str) -> Dossier | None:
    """The one with this code, if this official may open it; a row of the own units says so by itself."""
    dossier = Dossier.objects.at_office().named(code_or_reference).first()
    if dossier is None:
        return None
    own = unit_ids_seen_by(user)
    if dossier.receiving_unit_id in own or dossier.handling_unit_id in own:
        return dossier
    return dossier if openable_by(user).filter(pk=dossier.pk).exists() else None


def allowed_actions(user: Any, dossier: Dossier, facts: RowFacts | None = None) -> list[Action]:
    """What this person may do with this dossier now: buttons and 409 answers read this.

    `facts` spares reading them again.
    """
    possible = [
        action
        for action in dict.fromkeys(actions_from(State(dossier.state)))
        if can_perform(user, dossier, action) and _lies_right(user, dossier, action)
    ]
    if facts is None and any(action in _ROW_ACTIONS for action in possible):
        facts = row_facts(dossier)
    return [action for action in possible if _makes_sense(dossier, action, facts)]


def _lies_right(user: Any, dossier: Dossier, action: Action) -> bool:
    """Conditions on where the dossier lies: the leg it is on and the route before it."""
    if action not in _LEG_ACTIONS:
        return True
    leg = dossier.open_leg
    if action is Action.TAKE:
        return not has_it(user, dossier)
    if action is Action.PROPOSE:
        return not has_further_specialist(dossier, leg)
    if leg is None:
        return False
    if action is Action.PULL:
        return may_pull(user, leg)
    if action is Action.HAND_ON:
        return has_further_specialist(dossier, leg)
    return leg.role == Role.SPECIALIST


def has_it(user: Any, dossier: Dossier) -> bool:
    """Whether the dossier is this person's own work already."""
    return dossier.specialist_id == user.official.pk and is_accepted(dossier)


def may_pull(user: Any, leg: Leg | None) -> bool:
    """Whether this person handed the dossier on and nobody has accepted it yet.

    Only what went forward is pulled back: fetching what was given back or reassigned would lead past a step.
    """
    if leg is None or leg.accepted_at is not None or leg.given_by_id != user.pk:
        return False
    before = Leg.objects.filter(dossier=leg.dossier_id, position=leg.position - 1)
    return before.filter(ending=Leg.Ending.DONE).exists()


def _makes_sense(dossier: Dossier, action: Action, facts: RowFacts | None) -> bool:
    """Conditions on rows beside the state that the table cannot say."""
    received = dossier.received_at is not None
    if dossier.state == State.SUPPLEMENT:
        if action is Action.RECEIVE:
            return not received
        if action is Action.RESUME:
            return received
    if action is Action.CONTINUE:
        return received
    if action is Action.LINK:
        return dossier.parent_id is None
    if facts is None:
        return True
    if action in (Action.SIGN, Action.SEND_BACK):
        return facts.is_proposed
    if action is Action.REQUEST_SUPPLEMENT:
        return not facts.is_supplement_asked
    if action is Action.SUPPLY:
        return facts.is_supplement_awaited
    if action is Action.EXTEND:
        return not facts.is_extended
    if action is Action.DROP_OPINION:
        return facts.is_opinion_open
    return True
