"""The only place that changes the state of a dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from dossiers.changes import meanwhile
from dossiers.errors import NotPermitted, WrongMoment
from dossiers.labels import ACTION_LABELS, STATE_LABELS
from dossiers.models import Dossier, DossierEvent
from dossiers.permissions import Acting, acting, allowed_actions
from dossiers.workflow import Action, State, Transition, find
from staff.access import delegation_for, is_official
from staff.models import User
from staff.roles import Role

#: The states of a linked dossier its parent is told of.
_DONE = frozenset({State.REFUSED, State.STOPPED, State.RESOLVED})


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
        changed = _("Somebody else has changed this dossier meanwhile. Look at it again, then act.")
        # inner acts, and who did them, are not told to applicants
        told = meanwhile(locked, seen=expected) if is_official(by) else []
        raise refuse_moment(locked, action, by, " ".join([changed, *told]))
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
    event = DossierEvent.objects.create(
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
    if dossier.parent_id is not None and after in _DONE:
        _tell_parent(dossier, dossier.parent_id, event)
    return event


def noted(
    dossier: Dossier,
    action: Action,
    *,
    by: User,
    role: Role,
    unit_id: int,
    at: dt.datetime,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    **changes: Any,
) -> DossierEvent:
    """Write an act into the trail that rests on a row beside the *locked* dossier; its state stays as it is.

    Who may do it at which moment, the verb has checked by that row: an absence, an opinion, a linked dossier.
    """
    if changes:
        dossier.lock_version += 1
        for name, value in changes.items():
            setattr(dossier, name, value)
        dossier.save(update_fields=["lock_version", *changes])
    cover = delegation_for(by, role, unit_id)
    return DossierEvent.objects.create(
        dossier=dossier,
        at=at,
        action=action.value,
        from_state=dossier.state,
        to_state=dossier.state,
        by=by,
        by_role=role.value,
        unit_id=unit_id,
        delegation_id=cover.pk if cover is not None else None,
        reason=reason,
        detail=detail or {},
    )


def begin_linked(
    child: Dossier, *, person: Acting, by: User, at: dt.datetime, reason: str, detail: dict[str, Any]
) -> None:
    """The first step of a linked dossier: submitted at its own counter by who may act (`person`) on the parent."""
    child.state = State.SUBMITTED.value
    child.save(force_insert=True)
    DossierEvent.objects.create(
        dossier=child,
        at=at,
        action=Action.LINK.value,
        from_state=State.DRAFT.value,
        to_state=State.SUBMITTED.value,
        by=by,
        by_role=person.role.value,
        unit_id=person.unit_id,
        delegation_id=person.delegation.pk if person.delegation is not None else None,
        reason=reason,
        detail=detail,
    )


def _tell_parent(child: Dossier, parent_id: int, event: DossierEvent) -> None:
    """A linked dossier is done, one way or another: a line in the course of its parent, under the same name."""
    parent = Dossier.objects.get(pk=parent_id)
    DossierEvent.objects.create(
        dossier=parent,
        at=event.at,
        action=Action.LINKED_RESULT.value,
        from_state=parent.state,
        to_state=parent.state,
        by_id=event.by_id,
        by_role=event.by_role,
        unit_id=event.unit_id,
        delegation_id=event.delegation_id,
        reason=f"{child.shown_code}: {STATE_LABELS[State(child.state)]}",
        detail={"child": child.reference, "state": child.state},
    )
