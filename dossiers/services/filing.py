"""The citizen's way in: keep a draft, discard it, submit it online."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction

from dossiers import notifications, rules
from dossiers.models import Dossier, IdempotencyKey
from dossiers.models.dossier import new_reference
from dossiers.rules import Applicant, FaultList
from dossiers.workflow import Action
from procedures.counters import handling_unit
from procedures.models import ProcedureVersion
from staff.models import Unit, User

from ._step import check, lock, step
from ._version import follow_procedure
from .writing import search_text_of, write_applicant, write_request


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
    reference: str | None = None,
) -> Dossier:
    """Keep what the citizen has typed so far (lưu nháp); nothing is required yet. `reference` names a new draft.

    Raises WrongMoment when the dossier is no longer a draft.
    """
    if dossier is None:
        dossier = Dossier(
            version=version,
            receiving_unit=unit,
            handling_unit=handling_unit(version, unit),
            channel=Dossier.Channel.ONLINE,
            applicant=by,
            created_at=at,
            reference=reference or new_reference(),
        )
    else:
        dossier = lock(dossier)
        check(dossier, Action.SUBMIT, by)
        dossier.receiving_unit = unit
        dossier.handling_unit = handling_unit(version, unit)
    write_applicant(dossier, rules.tidy_applicant(applicant))
    write_request(dossier, request=request, delivery=delivery)
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
    IdempotencyKey.objects.filter(reference=dossier.reference).delete()
    dossier.delete()
    for attachment in files:
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))


@transaction.atomic
def submit(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """Submit a draft online (nộp hồ sơ trực tuyến); the office answers within 8 working hours.

    What must be there, says the version of the procedure in force now.
    Raises Faults with everything that is missing, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.SUBMIT, by)
    follow_procedure(dossier, on=rules.local_day(at))
    faults_of_draft(dossier, on=rules.local_day(at)).raise_if_any()
    step(dossier, Action.SUBMIT, by=by, at=at, submitted_at=at)
    notifications.tell_applicant(dossier, "submitted", at=at)
    return dossier


@transaction.atomic
def follow_change(*, dossier: Dossier, by: User, at: dt.datetime) -> list[str] | None:
    """Put a draft on the version of its procedure in force now, with its files (thủ tục vừa thay đổi).

    Returns the names of the papers that are new, or None when nothing changed. Raises WrongMoment, NotPermitted.
    """
    locked = lock(dossier)
    check(locked, Action.SUBMIT, by)
    fresh = follow_procedure(locked, on=rules.local_day(at))
    dossier.version = locked.version
    return None if fresh is None else [document.name for document in fresh]


def faults_of_draft(dossier: Dossier, *, on: dt.date) -> FaultList:
    """Everything that keeps a draft from being submitted on day `on`."""
    faults = FaultList()
    rules.applicant_faults(applicant_of(dossier), faults)
    rules.receivable_faults(dossier.version, dossier.receiving_unit, faults, on=on)
    rules.online_faults(dossier, faults)
    return faults


def applicant_of(dossier: Dossier) -> Applicant:
    """The applicant as written on the dossier."""
    return Applicant(
        name=dossier.applicant_name,
        kind=dossier.applicant_kind,
        identity_number=dossier.identity_number,
        phone=dossier.phone,
        email=dossier.email,
        address=dossier.address,
        tell_by=dossier.tell_by,
        language=dossier.language,
    )
