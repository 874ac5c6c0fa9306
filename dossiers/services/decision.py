"""The leader's floor: sign the result or send it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import notifications, rules
from dossiers.loose_ends import note_faults
from dossiers.models import Dossier, Leg, Proposal
from dossiers.rules import FaultList
from dossiers.workflow import Action
from staff.models import UnitPolicy, User
from staff.office_calendar import policy_in_force
from staff.stored_files import all_or_nothing

from . import _legs
from ._promise import withdraw_draft
from ._result import issue_result
from ._step import check, lock, refuse_moment, step
from .lateness import minutes_late, write_shares
from .processing import set_results_aside


def verdict(*, resolved_at: dt.datetime, due_at: dt.datetime, early_rule: str) -> Dossier.Verdict:
    """Trước hạn, đúng hạn hay quá hạn: compares the moment the result is ready with the promise.

    `early_rule` "day": early means on an earlier day; "moment": at an earlier moment.
    """
    if resolved_at > due_at:
        return Dossier.Verdict.LATE
    resolved_day, due_day = timezone.localtime(resolved_at).date(), timezone.localtime(due_at).date()
    is_early = resolved_day < due_day if early_rule == UnitPolicy.EarlyRule.DAY else resolved_at < due_at
    return Dossier.Verdict.EARLY if is_early else Dossier.Verdict.ON_TIME


def open_proposal(dossier: Dossier) -> Proposal | None:
    """The proposal that waits for the leader, if any."""
    return dossier.proposals.filter(decision="").first()


def _decide(proposal: Proposal, decision: Proposal.Decision, *, comment: str, by: User, at: dt.datetime) -> None:
    proposal.decision = decision
    proposal.decided_at = at
    proposal.decided_by = by.official
    proposal.comment = comment
    proposal.save(update_fields=["decision", "decided_at", "decided_by", "comment"])


@all_or_nothing()
def sign(*, dossier: Dossier, by: User, at: dt.datetime, note: str = "") -> Dossier:
    """Sign the proposed result (ký duyệt kết quả): the clock stops and lateness is stored, once.

    `note` says why opinions or linked dossiers still open do not matter.
    The result is signed with the leader's certificate, if there is one. Raises Faults when it does not work,
    WrongMoment (also when nothing is proposed), NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.SIGN, by)
    proposal = open_proposal(dossier)
    if proposal is None:
        raise refuse_moment(
            dossier,
            Action.SIGN,
            by,
            _("The specialist has not proposed a result yet; nothing can be signed."),
        )
    faults = FaultList()
    note_faults(dossier, Action.SIGN, note, faults)
    faults.raise_if_any()
    if dossier.judged_due_at is None:
        raise ValueError("a received dossier always has a promise")
    _decide(proposal, Proposal.Decision.SIGNED, comment="", by=by, at=at)
    _legs.close(dossier, Leg.Ending.DONE, by=by, at=at)
    policy = policy_in_force(dossier.receiving_unit, rules.local_day(at))
    late = minutes_late(dossier, judged_due_at=dossier.judged_due_at, resolved_at=at)
    step(
        dossier,
        Action.SIGN,
        by=by,
        at=at,
        reason=note.strip(),
        detail={"outcome": proposal.outcome},
        resolved_at=at,
        resolved_on=rules.local_day(at),
        verdict=verdict(resolved_at=at, due_at=dossier.judged_due_at, early_rule=policy.early_rule),
        minutes_late=late,
    )
    write_shares(dossier, late)
    withdraw_draft(dossier, at=at)
    issue_result(dossier, proposal, by=by, at=at)
    notifications.tell_applicant(dossier, "resolved", at=at, outcome=proposal.outcome)
    return dossier


@transaction.atomic
def send_back(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Send the proposal back to the specialist with the reason (trả lại dự thảo).

    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.SEND_BACK, by)
    proposal = open_proposal(dossier)
    if proposal is None:
        raise refuse_moment(
            dossier,
            Action.SEND_BACK,
            by,
            _("The specialist has not proposed a result yet; there is nothing to send back."),
        )
    faults = FaultList()
    rules.reason_faults(reason, faults, for_office=True)
    faults.raise_if_any()
    _decide(proposal, Proposal.Decision.SENT_BACK, comment=reason.strip(), by=by, at=at)
    set_results_aside(dossier, sent_until=at, at=at)
    _legs.back(dossier, Leg.Ending.GIVEN_BACK, by=by, at=at, note=reason.strip())
    return step(dossier, Action.SEND_BACK, by=by, at=at, reason=reason.strip())
