"""Turning a walk-in away in writing (từ chối tiếp nhận tại quầy): the refusal is a dossier too, with its trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from dossiers import rules
from dossiers.errors import NotPermitted
from dossiers.models import Dossier, Principal
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from procedures.models import ProcedureVersion
from staff.access import holds
from staff.models import Unit, User
from staff.roles import Role

from . import intake


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
        handling_unit=intake.handling_unit_for(version, unit),
        channel=channel,
        created_at=at,
        submitted_at=at,
        request=request.strip() or version.name,
        note=note.strip(),
    )
    intake.write_applicant(dossier, applicant)
    dossier.search_text = intake.search_text_of(dossier)
    dossier.save(force_insert=True)
    intake.write_papers(dossier, list(version.documents.all()), papers)
    if principal is not None:
        Principal.objects.create(dossier=dossier, **asdict(principal))
    return intake.refuse(dossier=dossier, reason=reason, by=by, at=at)
