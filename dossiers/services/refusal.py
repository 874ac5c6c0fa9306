"""Turning away in writing (từ chối tiếp nhận): online, or at the counter, where it becomes a dossier too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from dossiers import documents, notifications, rules
from dossiers.errors import NotPermitted
from dossiers.models import Dossier, IssuedDocument, Principal
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from dossiers.workflow import Action
from procedures.counters import handling_unit
from procedures.models import ProcedureVersion
from staff.access import holds
from staff.models import Unit, User
from staff.roles import Role

from ._step import check, lock, refuse_moment, step
from .writing import search_text_of, write_applicant, write_papers


@transaction.atomic
def refuse_walk_in(
    *,
    version: ProcedureVersion,
    unit: Unit,
    applicant: Applicant,
    reason: str,
    by: User,
    at: dt.datetime,
    papers: Sequence[HandedIn] = (),
    principal: Authorising | None = None,
    request: str = "",
    channel: str = Dossier.Channel.COUNTER,
    note: str = "",
    reference: str | None = None,
) -> Dossier:
    """Refuse a paper dossier at the counter, in writing and with the reason (Mẫu 03).

    The papers need not be complete, but whoever is refused must be named. Raises Faults or NotPermitted.
    """
    if not holds(by, Role.CLERK, unit.pk):
        raise NotPermitted
    applicant = rules.tidy_applicant(applicant)
    faults = FaultList()
    rules.applicant_faults(applicant, faults)
    rules.authorising_faults(principal, faults)
    rules.reason_faults(reason, faults)
    faults.raise_if_any()
    dossier = Dossier(
        version=version,
        receiving_unit=unit,
        handling_unit=handling_unit(version, unit),
        channel=channel,
        created_at=at,
        submitted_at=at,
        request=request.strip() or version.name,
        note=note.strip(),
    )
    if reference is not None:
        dossier.reference = reference
    write_applicant(dossier, applicant)
    dossier.search_text = search_text_of(dossier)
    dossier.save(force_insert=True)
    write_papers(dossier, list(version.documents.all()), papers)
    if principal is not None:
        Principal.objects.create(dossier=dossier, **asdict(principal))
    return refuse(dossier=dossier, reason=reason, by=by, at=at)


@transaction.atomic
def refuse(*, dossier: Dossier, reason: str, by: User, at: dt.datetime) -> Dossier:
    """Refuse to receive a dossier (từ chối tiếp nhận, Mẫu 03), with the reason in words.

    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.REFUSE, by)
    if dossier.received_at is not None:
        raise refuse_moment(dossier, Action.REFUSE, by)
    faults = FaultList()
    rules.reason_faults(reason, faults)
    faults.raise_if_any()
    step(dossier, Action.REFUSE, by=by, at=at, reason=reason.strip(), closed_at=at)
    documents.issue(
        dossier=dossier, form=IssuedDocument.Form.REFUSAL, by=by, at=at, extra={"reason": reason.strip()}
    )
    notifications.tell_applicant(dossier, "refused", at=at, reason=reason.strip())
    return dossier
