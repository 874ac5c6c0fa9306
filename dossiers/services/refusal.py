"""Turning away in writing (từ chối tiếp nhận giải quyết hồ sơ)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dossiers import documents, notifications, rules
from dossiers.models import Dossier, IssuedDocument, Leg, Pause
from dossiers.rules import FaultList
from dossiers.workflow import Action
from staff.models import User

from . import _legs
from ._promise import close_pauses, withdraw_draft
from ._step import check, lock, step


@transaction.atomic
def refuse(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Refuse a dossier (từ chối tiếp nhận giải quyết, Mẫu 03), with the reason in words.

    Also after reception, when a supplement was asked for and cannot be brought.
    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.REFUSE, by)
    faults = FaultList()
    rules.reason_faults(reason, faults)
    faults.raise_if_any()
    close_pauses(dossier, grounds=set(Pause.Ground), at=at)
    withdraw_draft(dossier, at=at)
    _legs.close(dossier, Leg.Ending.CLOSED, by=by, at=at)
    step(dossier, Action.REFUSE, by=by, at=at, reason=reason.strip(), closed_at=at)
    documents.issue(
        dossier=dossier, form=IssuedDocument.Form.REFUSAL, by=by, at=at, extra={"reason": reason.strip()}
    )
    notifications.tell_applicant(dossier, "refused", at=at, reason=reason.strip())
    return dossier
