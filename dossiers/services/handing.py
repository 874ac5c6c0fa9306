"""The dossier goes from hand to hand inside the office (giao nhận nội bộ): on, back, fetched, to somebody else."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import rules
from dossiers.legs import has_further_specialist
from dossiers.models import Dossier, Leg
from dossiers.permissions import colleagues_of, may_pull
from dossiers.rules import FaultList
from dossiers.workflow import Action, State
from staff.models import Official, User
from staff.roles import Role

from . import _legs
from ._step import check, lock, refuse_moment, step
from .processing import drop_open_proposal


@transaction.atomic
def hand_on(*, dossier: Dossier, by: User, at: dt.datetime, reason: str = "") -> Dossier:
    """Pass the dossier to the next step of its route (chuyển bước tiếp theo), at whichever unit that is.

    `reason` is a remark for whoever goes on. Raises WrongMoment (also when the leader is next), NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.HAND_ON, by)
    if not has_further_specialist(dossier, dossier.open_leg):
        raise refuse_moment(
            dossier, Action.HAND_ON, by, _("No further specialist is on the route: propose the result.")
        )
    step(dossier, Action.HAND_ON, by=by, at=at, reason=reason.strip(), specialist=None)
    _legs.to_next(dossier, by=by, at=at, note=reason.strip())
    return dossier


@transaction.atomic
def give_back(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Give the dossier back to the step before, with the reason (trả lại bước trước); that may be the counter.

    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.GIVE_BACK, by)
    if dossier.open_leg is None or dossier.open_leg.role != Role.SPECIALIST:
        raise refuse_moment(dossier, Action.GIVE_BACK, by, _("The dossier does not lie with a specialist now."))
    faults = FaultList()
    rules.reason_faults(reason, faults, for_office=True)
    faults.raise_if_any()
    leg = _legs.back(dossier, Leg.Ending.GIVEN_BACK, by=by, at=at, note=reason.strip())
    return _returned(dossier, Action.GIVE_BACK, leg, by=by, at=at, reason=reason.strip())


@transaction.atomic
def pull(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """Fetch back what one handed over and nobody has accepted yet (rút lại hồ sơ đã chuyển).

    Raises WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.PULL, by)
    if not may_pull(by, dossier.open_leg):
        raise refuse_moment(
            dossier,
            Action.PULL,
            by,
            _("Only who handed the dossier over can pull it back, and only until it is accepted."),
        )
    drop_open_proposal(dossier, at=at)
    leg = _legs.back(dossier, Leg.Ending.PULLED, by=by, at=at, to_self=True)
    return _returned(dossier, Action.PULL, leg, by=by, at=at)


@transaction.atomic
def reassign(*, dossier: Dossier, official: int | None, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Give the dossier to another specialist of the unit it lies with (phân công lại), with the reason.

    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.REASSIGN, by)
    leg = dossier.open_leg
    if leg is None or leg.role != Role.SPECIALIST:
        raise refuse_moment(dossier, Action.REASSIGN, by, _("The dossier does not lie with a specialist now."))
    faults = FaultList()
    rules.reason_faults(reason, faults, for_office=True)
    chosen = _colleague(leg, official, faults, on=rules.local_day(at))
    faults.raise_if_any()
    if chosen is None:
        raise ValueError("without a fault somebody was chosen")
    step(
        dossier,
        Action.REASSIGN,
        by=by,
        at=at,
        reason=reason.strip(),
        detail={"to": str(chosen.user)},
        specialist=chosen,
    )
    _legs.assign(dossier, chosen, by=by, at=at, note=reason.strip())
    return dossier


def _colleague(leg: Leg, official: int | None, faults: FaultList, *, on: dt.date) -> Official | None:
    chosen = colleagues_of(leg, on=on).filter(pk=official).first() if official is not None else None
    if chosen is None:
        faults.add("official", _("Choose a specialist of the unit the dossier lies with."))
    elif chosen.pk == leg.holder_id:
        faults.add("official", _("The dossier lies with this official already."))
    return chosen


def _returned(
    dossier: Dossier, action: Action, leg: Leg | None, *, by: User, at: dt.datetime, reason: str = ""
) -> Dossier:
    """The act of going one step back; at the counter the dossier waits to be handed over again."""
    at_counter = leg is not None and leg.role == Role.CLERK
    return step(
        dossier,
        action,
        by=by,
        at=at,
        to=State.RECEIVED if at_counter else State.PROCESSING,
        reason=reason,
        specialist=None if at_counter or leg is None else leg.holder,
    )
