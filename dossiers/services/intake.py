"""The counter's door: a dossier is received, on paper or online, and its date is promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import prefetch_related_objects

from dossiers import documents, notifications, rules
from dossiers.errors import NotPermitted
from dossiers.models import Dossier, DossierPaper, IssuedDocument, Principal, PromiseMove
from dossiers.references import dossier_code, dossier_series, next_numbers, paper_series
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from dossiers.workflow import Action
from procedures.counters import handling_unit
from procedures.models import ProcedureVersion, RequiredDocument
from staff.access import holds
from staff.models import Unit, UnitPolicy, User
from staff.office_calendar import Calendars, current_calendars, policy_in_force
from staff.roles import Role

from . import _legs
from ._promise import clock_starts_at, promised_moment
from ._step import check, lock, recorded_step, refuse_moment
from ._version import follow_procedure
from .writing import Written, search_text_of, write_applicant, write_papers, write_request


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
    written: Written | None = None,
) -> Dossier:
    """Receive a paper dossier at the counter (tiếp nhận hồ sơ): check, promise, number and receipt in one act.

    `written` takes up the rows made beside the dossier, for who shows them at once. Raises Faults (all together,
    by field) or NotPermitted.
    """
    if not holds(by, Role.CLERK, unit.pk):
        raise NotPermitted
    applicant = rules.tidy_applicant(applicant)
    prefetch_related_objects([version], "documents", "fees")
    documents_of = list(version.documents.all())
    faults = FaultList()
    rules.applicant_faults(applicant, faults)
    rules.authorising_faults(principal, faults)
    rules.receivable_faults(version, unit, faults, on=rules.local_day(at))
    rules.paper_faults(documents_of, papers, faults)
    faults.raise_if_any()

    dossier = Dossier(
        version=version,
        receiving_unit=unit,
        handling_unit=handling_unit(version, unit),
        channel=channel,
        sets=sets,
        created_at=at,
        submitted_at=at,
    )
    if reference is not None:
        dossier.reference = reference
    write_applicant(dossier, applicant)
    write_request(dossier, request=request, delivery=delivery, note=note)
    promise = _promise(dossier, received_at=at, at=at)
    with transaction.atomic(savepoint=False):  # all that can be at fault was looked at before
        return _receive(dossier, promise, documents_of, papers, principal, by=by, at=at, written=written)


@transaction.atomic
def receive(*, dossier: Dossier, by: User, at: dt.datetime, papers: Sequence[HandedIn] | None = None) -> Dossier:
    """Accept what was submitted online, or completed at the counter (tiếp nhận): promise, number and receipt.

    `papers` lists what the clerk found beside the papers already noted; without it, every paper with a file counts
    as handed in. The version of the procedure in force now decides what must be there.
    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.RECEIVE, by)
    if dossier.received_at is not None:
        raise refuse_moment(dossier, Action.RECEIVE, by)
    follow_procedure(dossier, on=rules.local_day(at))
    documents_of = list(dossier.version.documents.all())
    noted = list(dossier.papers.all())
    # what did not pass is looked at again when the applicant comes back with a better one
    passed = [paper for paper in noted if not paper.fault]
    known = {paper.required_document_id for paper in passed} - {None}
    if papers is None:
        papers = papers_with_files(dossier, documents_of)
    papers = [paper for paper in papers if paper.document_id not in known]
    faults = FaultList()
    rules.receivable_faults(dossier.version, dossier.receiving_unit, faults, on=rules.local_day(at))
    # what an online applicant only shows is shown when the result is collected
    checked = [d for d in documents_of if dossier.is_on_paper or d.is_uploadable]
    later = {d.pk for d in documents_of} - {d.pk for d in checked}
    found = [*map(_as_handed_in, passed), *papers]
    rules.paper_faults(checked, [paper for paper in found if paper.document_id not in later], faults)
    faults.raise_if_any()
    received_at = clock_starts_at(dossier, policy_in_force(dossier.receiving_unit, rules.local_day(at)), at)
    promise = _promise(dossier, received_at=received_at, at=at)
    principal = getattr(dossier, "principal", None)
    if len(passed) < len(noted):
        dossier.papers.exclude(fault="").delete()  # the request for the supplement says what was wrong with them
    return _receive(dossier, promise, documents_of, papers, principal, by=by, at=at, noted=passed)


def _as_handed_in(paper: DossierPaper) -> HandedIn:
    return HandedIn(paper.required_document_id, paper.name, paper.originals, paper.copies)


def papers_with_files(dossier: Dossier, documents_of: Sequence[RequiredDocument]) -> list[HandedIn]:
    """One electronic copy of each paper for which the applicant attached a file."""
    ids = set(dossier.attachments.filter(superseded_at__isnull=True).values_list("required_document", flat=True))
    return [HandedIn(document_id=d.pk, copies=1) for d in documents_of if d.pk in ids]


@dataclass(frozen=True)
class _Promise:
    """What is settled about a reception before anything is written."""

    received_at: dt.datetime
    due_at: dt.datetime
    policy: UnitPolicy
    calendars: Calendars


def _promise(dossier: Dossier, *, received_at: dt.datetime, at: dt.datetime) -> _Promise:
    calendars = current_calendars()
    return _Promise(
        received_at,
        promised_moment(dossier, received_at=received_at, calendars=calendars),
        calendars.policy_of(dossier.receiving_unit, rules.local_day(at)),
        calendars,
    )


def _receive(
    dossier: Dossier,
    promise: _Promise,
    documents_of: Sequence[RequiredDocument],
    papers: Sequence[HandedIn],
    principal: Authorising | Principal | None,
    *,
    by: User,
    at: dt.datetime,
    noted: Sequence[DossierPaper] = (),
    written: Written | None = None,
) -> Dossier:
    """Write it all down. Only the calendar's version is read here: the counters stay locked to the commit."""
    unit, day = dossier.receiving_unit, rules.local_day(promise.received_at)
    receipts = paper_series(IssuedDocument.Form.RECEIPT.value, rules.local_day(at))
    number, receipt_number = next_numbers(unit, dossier_series(day), receipts)
    if current_calendars() is not promise.calendars:  # changed since the promise was counted; not any more now
        promise = _promise(dossier, received_at=promise.received_at, at=at)
    dossier.code = dossier_code(number, unit=unit, policy=promise.policy, on=day)
    event = recorded_step(
        dossier,
        Action.RECEIVE,
        by=by,
        at=at,
        code=dossier.code,
        received_at=promise.received_at,
        promised_at=promise.due_at,
        due_at=promise.due_at,
        judged_due_at=promise.due_at,
        received_by=by.official,
        search_text=search_text_of(dossier),
    )
    rows = [*noted, *write_papers(dossier, documents_of, papers)]
    if isinstance(principal, Authorising):
        principal = Principal.objects.create(dossier=dossier, **asdict(principal))
    move = PromiseMove.objects.create(
        dossier=dossier,
        at=at,
        old_due_at=None,
        new_due_at=promise.due_at,
        ground=PromiseMove.Ground.RECEIVED,
        by=by,
    )
    leg = _legs.open_first(dossier, by=by, at=at, calendars=promise.calendars)
    receipt = documents.issue(
        dossier=dossier,
        form=IssuedDocument.Form.RECEIPT,
        by=by,
        at=at,
        extra={"papers": rows, "principal": principal},
        number=receipt_number,
    )
    notifications.tell_applicant(dossier, "received", at=at)
    if written is not None:
        written.principal, written.papers = principal, rows
        written.event, written.promise_move, written.document = event, move, receipt
        written.leg = leg
    return dossier
