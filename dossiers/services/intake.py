"""The counter's door: drafts, submission, reception, supplement before reception, refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from django.db import transaction

from dossiers import documents, notifications, rules
from dossiers.errors import NotPermitted
from dossiers.models import (
    Dossier,
    DossierPaper,
    IssuedDocument,
    Principal,
    PromiseMove,
)
from dossiers.references import next_dossier_code
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from dossiers.workflow import Action
from procedures.models import HandlingRule, ProcedureVersion, RequiredDocument
from staff.access import holds
from staff.models import Unit, UnitPolicy, User
from staff.roles import Role
from staff.text import fold

from ._promise import clock_starts_at, promised_moment
from ._step import check, lock, refuse_moment, step


def handling_unit_for(version: ProcedureVersion, unit: Unit) -> Unit:
    """Đơn vị giải quyết: the division that takes this field for `unit`, else `unit` itself."""
    rule = (
        HandlingRule.objects.filter(receiving_unit=unit, field=version.procedure.field_id)
        .select_related("handling_unit")
        .first()
    )
    return rule.handling_unit if rule is not None else unit


def search_text_of(dossier: Dossier) -> str:
    """Folded name, code, reference and numbers: what the search box of the office looks through."""
    parts = (
        dossier.applicant_name,
        dossier.code or "",
        dossier.reference,
        dossier.identity_number,
        dossier.phone,
    )
    return fold(" ".join(part for part in parts if part))[:400]


def write_applicant(dossier: Dossier, applicant: Applicant) -> None:
    dossier.applicant_kind = applicant.kind
    dossier.applicant_name = applicant.name
    dossier.identity_number = applicant.identity_number
    dossier.phone = applicant.phone
    dossier.email = applicant.email
    dossier.address = applicant.address


def _fill_request(dossier: Dossier, *, request: str, delivery: str, note: str = "") -> None:
    dossier.request = request.strip() or dossier.version.name
    dossier.delivery = delivery
    dossier.note = note.strip()


def write_papers(dossier: Dossier, documents_of: Sequence[RequiredDocument], papers: Sequence[HandedIn]) -> None:
    by_id = {document.pk: document for document in documents_of}
    rows = []
    for paper in papers:
        document = by_id.get(paper.document_id) if paper.document_id is not None else None
        rows.append(
            DossierPaper(
                dossier=dossier,
                required_document=document,
                name=document.name if document is not None else paper.name.strip(),
                originals=paper.originals,
                copies=paper.copies,
                is_shown_only=document is not None and not document.is_uploadable,
            )
        )
    DossierPaper.objects.bulk_create(rows)


@transaction.atomic
def save_draft(
    *,
    dossier: Dossier | None,
    version: ProcedureVersion,
    unit: Unit,
    applicant: Applicant,
    by: User,
    at: dt.datetime,
    request: str = "",
    delivery: str = Dossier.Delivery.COUNTER,
) -> Dossier:
    """Keep what the citizen has typed so far (lưu nháp); nothing is required yet.

    Raises WrongMoment when the dossier is no longer a draft.
    """
    if dossier is None:
        dossier = Dossier(
            version=version,
            receiving_unit=unit,
            handling_unit=handling_unit_for(version, unit),
            channel=Dossier.Channel.ONLINE,
            applicant=by,
            created_at=at,
        )
    else:
        dossier = lock(dossier)
        check(dossier, Action.SUBMIT, by)
        dossier.receiving_unit = unit
        dossier.handling_unit = handling_unit_for(version, unit)
    write_applicant(dossier, rules.tidy_applicant(applicant))
    _fill_request(dossier, request=request, delivery=delivery)
    dossier.search_text = search_text_of(dossier)
    dossier.save()
    return dossier


@transaction.atomic
def discard_draft(*, dossier: Dossier, by: User) -> None:
    """Throw a draft away with its files (xóa bản nháp): nobody else has seen it.

    Raises WrongMoment once it was submitted, NotPermitted for anybody else's.
    """
    dossier = lock(dossier)
    check(dossier, Action.SUBMIT, by)
    files = list(dossier.attachments.all())
    dossier.attachments.all().delete()
    dossier.delete()
    for attachment in files:
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))


@transaction.atomic
def submit(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """Submit a draft online (nộp hồ sơ trực tuyến); the office answers within 8 working hours.

    Raises Faults with everything that is missing, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.SUBMIT, by)
    faults = FaultList()
    rules.applicant_faults(applicant_of(dossier), faults)
    rules.receivable_faults(dossier.version, dossier.receiving_unit, faults)
    rules.online_faults(dossier, faults)
    faults.raise_if_any()
    step(dossier, Action.SUBMIT, by=by, at=at, submitted_at=at)
    notifications.tell_applicant(dossier, "submitted", at=at)
    return dossier


def applicant_of(dossier: Dossier) -> Applicant:
    """The applicant as written on the dossier."""
    return Applicant(
        name=dossier.applicant_name,
        kind=dossier.applicant_kind,
        identity_number=dossier.identity_number,
        phone=dossier.phone,
        email=dossier.email,
        address=dossier.address,
    )


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
    _fill_request(dossier, request=request, delivery=delivery, note=note)
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
