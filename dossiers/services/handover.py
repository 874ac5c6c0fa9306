"""How a dossier leaves the office: the result returned, or processing stopped at the citizen's wish."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dossiers import documents, notifications, rules
from dossiers.models import Dossier, IssuedDocument, Leg, Pause, PromiseMove
from dossiers.rules import FaultList
from dossiers.workflow import Action, State
from staff.models import User
from staff.stored_files import all_or_nothing

from . import _legs
from ._collection import Collector as Collector
from ._collection import settled, write
from ._promise import close_pauses, move_promise, open_pause, withdraw_draft
from ._step import check, lock, refuse_moment, step
from .processing import drop_open_proposal


@all_or_nothing()
def return_result(*, dossier: Dossier, by: User, at: dt.datetime, collector: Collector | None = None) -> Dossier:
    """Return the result at the counter (trả kết quả); the slip carries the single-use rating link.

    `collector` says who came and by what they proved their right; without it the applicant with the receipt.
    Originals the office still holds are returned in the same act. Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    found = settled(dossier, collector or Collector(), by=by, at=at)
    step(dossier, Action.RETURN, by=by, at=at, detail=found.detail, closed_at=at)
    write(found, by=by, at=at)
    documents.issue(dossier=dossier, form=IssuedDocument.Form.RESULT_SLIP, by=by, at=at, extra=found.printed)
    notifications.tell_applicant(dossier, "returned", at=at)
    return dossier


@transaction.atomic
def withdraw(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """The citizen asks to withdraw (yêu cầu rút hồ sơ); the clock stands still until the counter decides.

    Possible while no result was issued (Circular 03/2025/TT-VPCP art. 7).
    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.WITHDRAW, by)
    faults = FaultList()
    rules.reason_faults(reason, faults)
    faults.raise_if_any()
    if dossier.received_at is not None:
        open_pause(dossier, ground=Pause.Ground.WITHDRAWAL, after=dossier.version.after_withdrawal, at=at)
    return step(dossier, Action.WITHDRAW, by=by, at=at, reason=reason.strip())


@transaction.atomic
def continue_processing(*, dossier: Dossier, by: User, at: dt.datetime, reason: str = "") -> Dossier:
    """The withdrawal is taken back or cannot be granted (tiếp tục giải quyết): the dossier goes on where it was.

    Raises WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.CONTINUE, by)
    if dossier.received_at is None:
        raise refuse_moment(dossier, Action.CONTINUE, by)
    close_pauses(dossier, grounds={Pause.Ground.WITHDRAWAL}, at=at)
    withdrawn = dossier.events.filter(action=Action.WITHDRAW.value).order_by("pk").last()
    to = State(withdrawn.from_state) if withdrawn is not None else State.PROCESSING
    step(dossier, Action.CONTINUE, by=by, at=at, to=to, reason=reason.strip())
    move_promise(dossier, ground=PromiseMove.Ground.WITHDRAWAL, by=by, at=at)
    _legs.recount(dossier)
    notifications.tell_applicant(dossier, "continued", at=at, reason=reason.strip())
    return dossier


@transaction.atomic
def stop(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Stop processing for good (dừng giải quyết, Mẫu 05). Raises Faults, WrongMoment, NotPermitted."""
    dossier = lock(dossier)
    check(dossier, Action.STOP, by)
    faults = FaultList()
    rules.reason_faults(reason, faults)
    faults.raise_if_any()
    close_pauses(dossier, grounds=set(Pause.Ground), at=at)
    _legs.close(dossier, Leg.Ending.CLOSED, by=by, at=at)
    drop_open_proposal(dossier, at=at)
    withdraw_draft(dossier, at=at)
    step(dossier, Action.STOP, by=by, at=at, reason=reason.strip(), closed_at=at)
    documents.issue(dossier=dossier, form=IssuedDocument.Form.STOP, by=by, at=at, extra={"reason": reason.strip()})
    notifications.tell_applicant(dossier, "stopped", at=at, reason=reason.strip())
    return dossier
