"""The specialist's floor: forward, take, ask for a supplement or a payment, propose the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import documents, notifications, rules
from dossiers.legs import has_further_specialist
from dossiers.loose_ends import note_faults
from dossiers.models import (
    Attachment,
    Dossier,
    IssuedDocument,
    Leg,
    Pause,
    PromiseMove,
    Proposal,
    SupplementRequest,
)
from dossiers.permissions import has_it
from dossiers.rules import FaultList
from dossiers.workflow import Action
from staff.models import User

from . import _legs
from ._promise import close_pauses, move_promise, open_pause
from ._step import check, lock, refuse_moment, step


@transaction.atomic
def forward(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """Hand the dossier to the unit that handles it (chuyển hồ sơ); at once for e-dossiers, within a day on paper.

    Raises WrongMoment, NotPermitted.
    """
    dossier = step(lock(dossier), Action.FORWARD, by=by, at=at)
    _legs.to_next(dossier, by=by, at=at)
    return dossier


@transaction.atomic
def take(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """A specialist takes the dossier as own work (nhận xử lý), once. Raises WrongMoment, NotPermitted."""
    dossier = lock(dossier)
    check(dossier, Action.TAKE, by)
    if has_it(by, dossier):
        raise refuse_moment(dossier, Action.TAKE, by, _("You have this dossier already."))
    step(dossier, Action.TAKE, by=by, at=at, specialist=by.official)
    _legs.accept(dossier, by=by, at=at)
    return dossier


@transaction.atomic
def request_supplement(
    *, dossier: Dossier, items: Sequence[str], reason: str, by: User, at: dt.datetime
) -> Dossier:
    """Ask the applicant once for everything missing and stop the clock (phiếu yêu cầu bổ sung, Mẫu 02).

    Legal source: Decree 118/2025/NĐ-CP art. 11. Raises Faults, WrongMoment (also when asked before), NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.REQUEST_SUPPLEMENT, by)
    if dossier.supplement_requests.exists():
        raise refuse_moment(
            dossier,
            Action.REQUEST_SUPPLEMENT,
            by,
            _("A supplement was already requested; the law allows one request for a dossier."),
        )
    faults = FaultList()
    wanted = supplement_faults(items, reason, faults)
    faults.raise_if_any()
    request = SupplementRequest.objects.create(
        dossier=dossier, items=wanted, reason=reason.strip(), asked_at=at, asked_by=by
    )
    if dossier.received_at is not None:
        open_pause(dossier, ground=Pause.Ground.SUPPLEMENT, after=dossier.version.after_supplement, at=at)
    if drop_open_proposal(dossier, at=at):
        _legs.back(dossier, Leg.Ending.PULLED, by=by, at=at, note=request.reason)
    step(
        dossier,
        Action.REQUEST_SUPPLEMENT,
        by=by,
        at=at,
        reason=request.reason,
        detail={"items": wanted},
    )
    documents.issue(
        dossier=dossier,
        form=IssuedDocument.Form.SUPPLEMENT,
        by=by,
        at=at,
        extra={"items": wanted, "reason": request.reason},
    )
    notifications.tell_applicant(
        dossier, "supplement_requested", at=at, items=wanted, reason=request.reason, number=request.number
    )
    return dossier


def supplement_faults(items: Sequence[str], reason: str, faults: FaultList) -> list[str]:
    """Check what is asked for and why; returns the items with spaces evened out, empty ones left out."""
    wanted = [" ".join(item.split()) for item in items if item.strip()]
    if not wanted:
        faults.add("items", _("Name every paper or point that is missing; there is only one request."))
    if any(len(item) > 500 for item in wanted):
        faults.add("items", _("A line has more than 500 characters; shorten it."))
    rules.reason_faults(reason, faults)
    return wanted


@transaction.atomic
def supply(*, dossier: Dossier, answer: str, by: User, at: dt.datetime) -> Dossier:
    """The applicant says the supplement is complete (nộp bổ sung); the counter then accepts it.

    Raises WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.SUPPLY, by)
    request = dossier.supplement_requests.filter(answered_at__isnull=True).last()
    if request is None:
        raise refuse_moment(dossier, Action.SUPPLY, by)
    request.answered_at = at
    request.answer = answer.strip()[:1000]
    request.save(update_fields=["answered_at", "answer"])
    return step(dossier, Action.SUPPLY, by=by, at=at, reason=request.answer)


@transaction.atomic
def resume(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """Accept the supplement (tiếp nhận bổ sung): the clock runs again from the moment it was handed in.

    Raises WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.RESUME, by)
    if dossier.received_at is None:
        raise refuse_moment(dossier, Action.RESUME, by)
    request = dossier.supplement_requests.last()
    handed_in_at = at
    if request is not None and request.answered_at is None:
        request.answered_at = at
        request.save(update_fields=["answered_at"])
    elif request is not None and request.answered_at is not None:
        handed_in_at = request.answered_at
    close_pauses(dossier, grounds={Pause.Ground.SUPPLEMENT}, at=handed_in_at)
    step(dossier, Action.RESUME, by=by, at=at)
    move_promise(dossier, ground=PromiseMove.Ground.SUPPLEMENT, by=by, at=at)
    _legs.recount(dossier)
    notifications.tell_applicant(dossier, "resumed", at=at)
    return dossier


@transaction.atomic
def request_payment(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Ask for a financial obligation to be fulfilled (nghĩa vụ tài chính); the clock stands still.

    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.REQUEST_PAYMENT, by)
    faults = FaultList()
    rules.reason_faults(reason, faults)
    faults.raise_if_any()
    open_pause(dossier, ground=Pause.Ground.PAYMENT, after=dossier.version.after_payment, at=at)
    step(dossier, Action.REQUEST_PAYMENT, by=by, at=at, reason=reason.strip())
    notifications.tell_applicant(dossier, "payment_requested", at=at, reason=reason.strip())
    return dossier


@transaction.atomic
def confirm_payment(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """The proof of payment is in (đã thực hiện nghĩa vụ tài chính); the clock goes on.

    Raises WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.CONFIRM_PAYMENT, by)
    close_pauses(dossier, grounds={Pause.Ground.PAYMENT}, at=at)
    step(dossier, Action.CONFIRM_PAYMENT, by=by, at=at)
    move_promise(dossier, ground=PromiseMove.Ground.PAYMENT, by=by, at=at)
    _legs.recount(dossier)
    notifications.tell_applicant(dossier, "resumed", at=at)
    return dossier


@transaction.atomic
def propose(*, dossier: Dossier, outcome: str, text: str, by: User, at: dt.datetime, note: str = "") -> Dossier:
    """Put a proposed result before the leader (trình dự thảo kết quả); a newer proposal replaces an open one.

    `note` says why opinions still awaited do not matter. Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.PROPOSE, by)
    if has_further_specialist(dossier, dossier.open_leg):
        raise refuse_moment(
            dossier,
            Action.PROPOSE,
            by,
            _("The route goes on with another specialist: hand the dossier on to the next step."),
        )
    faults = FaultList()
    if outcome not in Proposal.Outcome.values:
        faults.add("outcome", _("Choose whether the result is issued or the dossier is not eligible."))
    rules.reason_faults(text, faults, name="text", most=Proposal.MOST_OF_A_TEXT)
    note_faults(dossier, Action.PROPOSE, note, faults)
    faults.raise_if_any()
    drop_open_proposal(dossier, at=at)
    Proposal.objects.create(dossier=dossier, at=at, by=by.official, outcome=outcome, text=text.strip())
    detail = {"outcome": outcome}
    step(dossier, Action.PROPOSE, by=by, at=at, reason=note.strip(), specialist=by.official, detail=detail)
    _legs.to_last(dossier, by=by, at=at)
    return dossier


def drop_open_proposal(dossier: Dossier, *, at: dt.datetime) -> bool:
    """An open proposal falls, with its result files, when the dossier goes another way or a newer one comes.

    Returns whether there was one.
    """
    dropped = dossier.proposals.filter(decision="").first()
    if dropped is None:
        return False
    # a file sent since then belongs to the newer proposal
    set_results_aside(dossier, sent_until=dropped.at, at=at)
    dropped.decision = Proposal.Decision.DROPPED
    dropped.decided_at = at
    dropped.save(update_fields=["decision", "decided_at"])
    return True


def set_results_aside(dossier: Dossier, *, sent_until: dt.datetime, at: dt.datetime) -> None:
    """Result files of a proposal that did not become the result are kept, but no longer stand for it."""
    results = dossier.attachments.current().filter(kind=Attachment.Kind.RESULT, uploaded_at__lte=sent_until)
    results.update(superseded_at=at)
