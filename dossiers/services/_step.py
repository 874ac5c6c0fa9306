"""The only place that changes the state of a dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from dossiers.errors import NotPermitted, WrongMoment
from dossiers.labels import ACTION_LABELS, STATE_LABELS
from dossiers.models import Dossier, DossierEvent
from dossiers.permissions import Acting, acting, allowed_actions
from dossiers.workflow import Action, State, Transition, find
from staff.models import User


def lock(dossier: Dossier) -> Dossier:
    """The fresh row, locked until the transaction ends (PostgreSQL; SQLite already writes one at a time)."""
    return (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("version__procedure", "receiving_unit", "handling_unit")
        .get(pk=dossier.pk)
    )


def lock_seen(dossier: Dossier, action: Action, *, by: User, expected: int) -> Dossier:
    """The locked row, if it is still at the `lock_version` the person saw. Raises WrongMoment otherwise.

    Compared after locking: nobody signs, or refuses, what changed while the page lay open or the request waited.
    """
    locked = lock(dossier)
    if locked.lock_version != expected:
        raise refuse_moment(
            locked, action, by, _("Somebody else has changed this dossier meanwhile. Look at it again, then act.")
        )
    return locked


def refuse_moment(dossier: Dossier, action: Action, by: User | None, message: str = "") -> WrongMoment:
    """The 409: what cannot be done now, and what can."""
    return WrongMoment(
        message
        or _("“%(action)s” is not possible while the dossier is in state “%(state)s”.")
        % {"action": ACTION_LABELS[action], "state": STATE_LABELS[State(dossier.state)]},
        allowed=[allowed.value for allowed in allowed_actions(by, dossier)] if by is not None else [],
    )


def check(dossier: Dossier, action: Action, by: User) -> tuple[Transition, Acting]:
    """The transition and in which role the person acts, if the moment is right and they may.

    Raises WrongMoment or NotPermitted.
    """
    transition = find(action, State(dossier.state))
    if transition is None:
        raise refuse_moment(dossier, action, by)
    person = acting(by, dossier, transition)
    if person is None:
        raise NotPermitted(
            _("Your role does not permit “%(action)s” on this dossier.") % {"action": ACTION_LABELS[action]}
        )
    return transition, person


def step(dossier: Dossier, action: Action, *, by: User, at: dt.datetime, **more: Any) -> Dossier:
    """Carry out one act as `recorded_step` does; the dossier comes back."""
    recorded_step(dossier, action, by=by, at=at, **more)
    return dossier


def recorded_step(
    dossier: Dossier,
    action: Action,
    *,
    by: User,
    at: dt.datetime,
    to: State | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    **changes: Any,
) -> DossierEvent:
    """Carry out one act on a *locked* or new dossier: check the table and the role, assign, write the trail.

    Runs inside the caller's transaction. `to` chooses among several targets; `changes` are further fields of the
    dossier set by the same act. Raises WrongMoment or NotPermitted.
    """
    transition, person = check(dossier, action, by)
    before = State(dossier.state)
    after = to if to is not None else (transition.targets[0] if transition.targets else before)
    if transition.targets and after not in transition.targets:
        raise ValueError(f"{action} does not lead to {after!r}")
    dossier.state = after.value
    dossier.lock_version += 1
    for name, value in changes.items():
        setattr(dossier, name, value)
    if dossier._state.adding:
        dossier.save(force_insert=True)
    else:
        dossier.save(update_fields=["state", "lock_version", *changes])
    return DossierEvent.objects.create(
        dossier=dossier,
        at=at,
        action=action.value,
        from_state=before.value,
        to_state=after.value,
        by=by,
        by_role=person.role.value,
        unit_id=person.unit_id,
        delegation_id=person.delegation.pk if person.delegation is not None else None,
        reason=reason,
        detail=detail or {},
    )
