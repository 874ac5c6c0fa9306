"""Appointment by decision (ấn định lại hạn trả): a head sets the promised day, with reason and document."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import notifications, rules
from dossiers.explaining import calendar_error_in_words
from dossiers.models import Dossier, Override, PromiseMove
from dossiers.rules import FaultList
from dossiers.workflow import Action
from staff.models import User
from staff.office_calendar import current_calendars
from staff.working_time import CalendarError

from ._promise import move_promise, withdraw_draft
from ._step import check, lock, step

MOST_OF_A_DOCUMENT = 200
#: A later day than this is a slip of the finger.
LONGEST = dt.timedelta(days=5 * 365)


@transaction.atomic
def override(
    *, dossier: Dossier, due_on: dt.date | None, reason: str, document: str, by: User, at: dt.datetime
) -> Dossier:
    """Promise the result for the close of business of `due_on`, whatever the limit gives.

    `document` names the paper that decided it. Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.OVERRIDE, by)
    faults = FaultList()
    rules.reason_faults(reason, faults)
    if not document.strip():
        faults.add("document", _("Name the paper that decided it, with its number and day."))
    elif len(document.strip()) > MOST_OF_A_DOCUMENT:
        faults.add("document", _("At most %(count)d characters.") % {"count": MOST_OF_A_DOCUMENT})
    due_at = _close_of(dossier, due_on, at=at, faults=faults)
    faults.raise_if_any()
    if due_at is None:
        raise ValueError("no appointment and no fault")
    Override.objects.create(
        dossier=dossier, at=at, due_at=due_at, reason=reason.strip(), document=document.strip(), by=by
    )
    step(dossier, Action.OVERRIDE, by=by, at=at, reason=reason.strip(), detail={"document": document.strip()})
    move_promise(dossier, ground=PromiseMove.Ground.OVERRIDE, by=by, at=at, note=document.strip())
    withdraw_draft(dossier, at=at)
    notifications.tell_applicant(
        dossier, "appointment_set", at=at, reason=reason.strip(), document=document.strip()
    )
    return dossier


def _close_of(dossier: Dossier, day: dt.date | None, *, at: dt.datetime, faults: FaultList) -> dt.datetime | None:
    """Close of business of the day; None with the fault named."""
    today = rules.local_day(at)
    if day is None:
        faults.add("due_on", _("Give the day of the new appointment."))
        return None
    if not today <= day <= today + LONGEST:
        faults.add("due_on", _("Give a day from today on, within the next five years."))
        return None
    try:
        office = current_calendars().for_unit(dossier.receiving_unit).day(day)
    except CalendarError as error:
        faults.add("due_on", calendar_error_in_words(error))
        return None
    if not office.is_working:
        faults.add("due_on", _("The office is closed on that day; choose a working day."))
        return None
    if office.ends_at == dossier.due_at:
        faults.add("due_on", _("The dossier is promised for that day already."))
        return None
    if office.ends_at <= at:
        faults.add("due_on", _("The office has closed for today; choose a later day."))
        return None
    return office.ends_at
