"""What came in at the counter and cannot be received as it is (hồ sơ nộp trực tiếp): to be completed, or refused.

Either way it becomes a dossier, because the answer is given in writing and must be found again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from dossiers import rules
from dossiers.errors import NotPermitted
from dossiers.models import Dossier, Principal
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from procedures.counters import handling_unit
from procedures.models import ProcedureVersion
from staff.access import holds
from staff.models import Unit, User
from staff.roles import Role

from .processing import request_supplement, supplement_faults
from .refusal import refuse
from .writing import search_text_of, write_applicant, write_papers, write_request


@dataclass(frozen=True)
class WalkIn:
    """What lies on the counter: who files what, on whose behalf, with which papers."""

    version: ProcedureVersion
    unit: Unit
    applicant: Applicant
    papers: Sequence[HandedIn] = ()
    principal: Authorising | None = None
    request: str = ""
    sets: int = 1
    delivery: str = Dossier.Delivery.COUNTER
    channel: str = Dossier.Channel.COUNTER
    note: str = ""


@transaction.atomic
def refuse_walk_in(
    walk_in: WalkIn, *, reason: str, by: User, at: dt.datetime, reference: str | None = None
) -> Dossier:
    """Refuse a paper dossier at the counter, in writing and with the reason (từ chối tiếp nhận, Mẫu 03).

    The papers need not be complete, but whoever is refused must be named. Raises Faults or NotPermitted.
    """
    faults = FaultList()
    rules.reason_faults(reason, faults)
    dossier = _write_down(walk_in, faults, by=by, at=at, reference=reference)
    return refuse(dossier=dossier, reason=reason, by=by, at=at)


@transaction.atomic
def ask_walk_in(
    walk_in: WalkIn, *, items: Sequence[str], reason: str, by: User, at: dt.datetime, reference: str | None = None
) -> Dossier:
    """Ask in writing for what is missing of a paper dossier (yêu cầu bổ sung tại quầy, Mẫu 02); no clock starts.

    The papers at hand are noted, so that only the others are looked at when the applicant comes back.
    Raises Faults or NotPermitted.
    """
    faults = FaultList()
    rules.receivable_faults(walk_in.version, walk_in.unit, faults, on=rules.local_day(at))
    supplement_faults(items, reason, faults)
    dossier = _write_down(walk_in, faults, by=by, at=at, reference=reference)
    return request_supplement(dossier=dossier, items=items, reason=reason, by=by, at=at)


def _write_down(
    walk_in: WalkIn, faults: FaultList, *, by: User, at: dt.datetime, reference: str | None
) -> Dossier:
    """The dossier in state draft; raises Faults, those given among them, or NotPermitted."""
    if not holds(by, Role.CLERK, walk_in.unit.pk):
        raise NotPermitted
    applicant = rules.tidy_applicant(walk_in.applicant)
    rules.applicant_faults(applicant, faults)
    rules.authorising_faults(walk_in.principal, faults)
    faults.raise_if_any()
    dossier = Dossier(
        version=walk_in.version,
        receiving_unit=walk_in.unit,
        handling_unit=handling_unit(walk_in.version, walk_in.unit),
        channel=walk_in.channel,
        sets=walk_in.sets,
        created_at=at,
        submitted_at=at,
    )
    if reference is not None:
        dossier.reference = reference
    write_applicant(dossier, applicant)
    write_request(dossier, request=walk_in.request, delivery=walk_in.delivery, note=walk_in.note)
    dossier.search_text = search_text_of(dossier)
    dossier.save(force_insert=True)
    write_papers(dossier, list(walk_in.version.documents.all()), walk_in.papers)
    if walk_in.principal is not None:
        Principal.objects.create(dossier=dossier, **asdict(walk_in.principal))
    return dossier
