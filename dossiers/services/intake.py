"""The counter's door: a dossier is received, on paper or online, and its date is promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from dossiers import documents, notifications, rules
from dossiers.errors import NotPermitted
from dossiers.models import Dossier, IssuedDocument, Principal, PromiseMove
from dossiers.references import next_dossier_code
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from dossiers.workflow import Action
from procedures.models import ProcedureVersion, RequiredDocument
from staff.access import holds
from staff.models import Unit, UnitPolicy, User
from staff.roles import Role

from ._promise import clock_starts_at, promised_moment
from ._step import check, lock, refuse_moment, step
from .writing import handling_unit_for, search_text_of, write_applicant, write_papers, write_request


@transaction.atomic
def receive_walk_in(
    *,
    version: ProcedureVersion,
    unit: Unit,
    applicant: Applicant,
    papers: Sequence[HandedIn],
    by: User,
    at: dt.datetime,
    principal: Authorising | None = None,
    request: str = "",
    sets: int = 1,
    delivery: str = Dossier.Delivery.COUNTER,
    channel: str = Dossier.Channel.COUNTER,
    note: str = "",
    reference: str | None = None,
) -> Dossier:
    """Receive a paper dossier at the counter (tiếp nhận hồ sơ): check, promise, number and receipt in one act.

    Raises Faults (all at once, by field) or NotPermitted.
    """
    if not holds(by, Role.CLERK, unit.pk):
        raise NotPermitted
    applicant = rules.tidy_applicant(applicant)
    documents_of = list(version.documents.all())
    faults = FaultList()
    rules.applicant_faults(applicant, faults)
    rules.authorising_faults(principal, faults)
    rules.receivable_faults(version, unit, faults)
    rules.paper_faults(documents_of, papers, faults)
    faults.raise_if_any()

    dossier = Dossier(
        version=version,
        receiving_unit=unit,
        handling_unit=handling_unit_for(version, unit),
        channel=channel,
        sets=sets,
        created_at=at,
        submitted_at=at,
    )
    if reference is not None:
        dossier.reference = reference
    write_applicant(dossier, applicant)
    write_request(dossier, request=request, delivery=delivery, note=note)
    dossier.save(force_insert=True)
    write_papers(dossier, documents_of, papers)
    if principal is not None:
        Principal.objects.create(dossier=dossier, **asdict(principal))
    return _receive(dossier, by=by, at=at, new=True)


@transaction.atomic
def receive(*, dossier: Dossier, by: User, at: dt.datetime, papers: Sequence[HandedIn] | None = None) -> Dossier:
    """Accept an online submission (tiếp nhận hồ sơ trực tuyến): the promise is made and the receipt issued.

    `papers` lists what the clerk found; without it, every paper with a file counts as handed in.
    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.RECEIVE, by)
    if dossier.received_at is not None:
        raise refuse_moment(dossier, Action.RECEIVE, by)
    documents_of = list(dossier.version.documents.all())
    if papers is None:
        papers = papers_with_files(dossier, documents_of)
    faults = FaultList()
    rules.receivable_faults(dossier.version, dossier.receiving_unit, faults)
    to_hand_in = [d for d in documents_of if d.is_uploadable]
    shown = {d.pk for d in documents_of if not d.is_uploadable}
    # what is only shown is shown when the result is collected
    rules.paper_faults(to_hand_in, [p for p in papers if p.document_id not in shown], faults)
    faults.raise_if_any()
    write_papers(dossier, documents_of, papers)
    return _receive(dossier, by=by, at=at, new=False)


def papers_with_files(dossier: Dossier, documents_of: Sequence[RequiredDocument]) -> list[HandedIn]:
    """One electronic copy of each paper for which the applicant attached a file."""
    ids = set(dossier.attachments.filter(superseded_at__isnull=True).values_list("required_document", flat=True))
    return [HandedIn(document_id=d.pk, copies=1) for d in documents_of if d.pk in ids]


def _receive(dossier: Dossier, *, by: User, at: dt.datetime, new: bool) -> Dossier:
    policy = UnitPolicy.in_force(dossier.receiving_unit, at.date())
    received_at = at if new else clock_starts_at(dossier, policy, at)
    due_at = promised_moment(dossier, received_at=received_at)
    dossier.code = next_dossier_code(unit=dossier.receiving_unit, policy=policy, on=rules.local_day(received_at))
    step(
        dossier,
        Action.RECEIVE,
        by=by,
        at=at,
        code=dossier.code,
        received_at=received_at,
        promised_at=due_at,
        due_at=due_at,
        received_by=by.official,
        search_text=search_text_of(dossier),
    )
    PromiseMove.objects.create(
        dossier=dossier,
        at=at,
        old_due_at=None,
        new_due_at=due_at,
        ground=PromiseMove.Ground.RECEIVED,
        by=by,
    )
    documents.issue(dossier=dossier, form=IssuedDocument.Form.RECEIPT, by=by, at=at)
    notifications.tell_applicant(dossier, "received", at=at)
    return dossier
