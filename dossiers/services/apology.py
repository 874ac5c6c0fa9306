"""Apology and new appointment (Mẫu 04): drafted before a promise breaks, sent by the head, once.

Legal source: Decree 118/2025/NĐ-CP (written apology at the latest one day before; one new appointment only).
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dossiers import documents, notifications, rules
from dossiers.apologies import extended_to, is_time_to_draft, proposed
from dossiers.deadline_facts import LONGEST_EXTENSION
from dossiers.explaining import calendar_error_in_words
from dossiers.forecast import Forecast
from dossiers.models import Apology, CounterTask, Dossier, IssuedDocument, Leg, PromiseMove
from dossiers.rules import FaultList
from dossiers.workflow import RUNNING_STATES, Action, State
from procedures.errors import LimitNotSet
from staff.models import User
from staff.office_calendar import Calendars, current_calendars
from staff.stored_files import all_or_nothing
from staff.working_time import CalendarError

from ._promise import move_promise
from ._step import check, lock, refuse_moment, step
from .signing import sign_document

log = logging.getLogger(__name__)

#: How far ahead the sweep looks, in calendar days: the longest warning (ten working days) over the longest Tết.
_LOOK_AHEAD = dt.timedelta(days=30)
_AT_A_TIME = 200


def draft_due_apologies(*, now: dt.datetime) -> int:
    """Draft what is about to be needed, withdraw what no longer is (soạn sẵn văn bản xin lỗi); twice does no harm.

    A second lateness, after the one new appointment, becomes a telephone call. Returns how many were drafted or
    planned.
    """
    calendars = current_calendars()
    forecast = Forecast(now, calendars)
    _withdraw_outdated(now)
    candidates: Any = (
        Dossier.objects.running()
        .filter(due_at__lt=now + _LOOK_AHEAD)
        .exclude(apologies__status=Apology.Status.DRAFTED)
        .select_related("version__procedure", "receiving_unit", "handling_unit")
        .prefetch_related(
            "pauses",
            "overrides",
            "apologies",
            "version__steps",
            Prefetch("legs", Leg.objects.filter(ended_at__isnull=True).select_related("unit"), to_attr="lies_on"),
        )
        .order_by("due_at", "pk")
    )
    made = 0
    for dossier in candidates.iterator(chunk_size=_AT_A_TIME):
        dossier.open_leg = next(iter(dossier.lies_on), None)
        try:
            made += _draft_or_call(dossier, now=now, forecast=forecast, calendars=calendars)
        except (CalendarError, LimitNotSet) as error:
            log.warning("no apology could be drafted for %s: %s", dossier.shown_code, type(error).__name__)
    return made


def _draft_or_call(dossier: Dossier, *, now: dt.datetime, forecast: Forecast, calendars: Calendars) -> bool:
    if any(apology.status == Apology.Status.SENT for apology in dossier.apologies.all()):
        return _plan_call(dossier, now=now, calendars=calendars)
    if not is_time_to_draft(dossier, now=now, calendars=calendars) or not forecast.will_break(dossier):
        return False
    with transaction.atomic():
        fresh = lock(dossier)
        # an act may have come between the reading and the lock
        if State(fresh.state) not in RUNNING_STATES or fresh.due_at != dossier.due_at:
            return False
        draft(fresh, now=now, forecast=forecast, calendars=calendars)
    return True


def draft(dossier: Dossier, *, now: dt.datetime, forecast: Forecast, calendars: Calendars) -> Apology:
    """Write the draft of a *locked* dossier with what the facts suggest; the one that stands already is kept.

    Raises `CalendarError`.
    """
    standing = dossier.apologies.filter(status=Apology.Status.DRAFTED).first()
    if standing is not None:
        return standing
    offer = proposed(dossier, now=now, forecast=forecast, calendars=calendars)
    return Apology.objects.create(
        dossier=dossier,
        due_at=offer.due_at,
        cause=offer.cause,
        extra_days=offer.extra_days,
        new_due_at=offer.new_due_at,
        drafted_at=now,
    )


def _plan_call(dossier: Dossier, *, now: dt.datetime, calendars: Calendars) -> bool:
    """Late a second time: no second letter, somebody calls by the close of the next working day."""
    if dossier.due_at is None or dossier.due_at >= now:
        return False
    calendar = calendars.for_unit(dossier.receiving_unit)
    _task, is_new = CounterTask.objects.get_or_create(
        dossier=dossier,
        kind=CounterTask.Kind.CALL_LATE,
        about=dossier.due_at,
        defaults={"planned_at": now, "due_at": calendar.next_working_day(timezone.localdate(now)).ends_at},
    )
    return is_new


def _withdraw_outdated(now: dt.datetime) -> None:
    """Withdraw drafts about a promise that moved away, stands still or was kept; what is needed comes anew."""
    running = Q(dossier__state__in=[state.value for state in RUNNING_STATES], dossier__due_at=F("due_at"))
    drafts = Apology.objects.filter(status=Apology.Status.DRAFTED)
    outdated = list(drafts.filter(~running | Q(new_due_at__lte=now)).values_list("pk", flat=True))
    # the state is asked once more where it is written: a head may be sending one of them this moment
    drafts.filter(pk__in=outdated).update(status=Apology.Status.WITHDRAWN, withdrawn_at=now)


@all_or_nothing()
def send_apology(apology: Apology, *, cause: str, extra_days: int | None, by: User, at: dt.datetime) -> Dossier:
    """Send a drafted apology: the promise moves, form 04 is issued and signed, the applicant is told.

    Raises Faults (also when the signature does not work), WrongMoment (also when it was sent or withdrawn
    meanwhile), NotPermitted.
    """
    dossier = lock(apology.dossier)
    check(dossier, Action.EXTEND, by)
    if not dossier.apologies.filter(pk=apology.pk, status=Apology.Status.DRAFTED).exists():
        raise refuse_moment(dossier, Action.EXTEND, by, _("This apology was sent or withdrawn meanwhile."))
    return _send(dossier, cause=cause, extra_days=extra_days, by=by, at=at)


@all_or_nothing()
def extend(*, dossier: Dossier, cause: str, extra_days: int | None, by: User, at: dt.datetime) -> Dossier:
    """Apologise and make a new appointment (xin lỗi, hẹn lại), from the draft or before there was one.

    Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.EXTEND, by)
    return _send(dossier, cause=cause, extra_days=extra_days, by=by, at=at)


def _send(dossier: Dossier, *, cause: str, extra_days: int | None, by: User, at: dt.datetime) -> Dossier:
    if dossier.apologies.filter(status=Apology.Status.SENT).exists():
        raise refuse_moment(
            dossier,
            Action.EXTEND,
            by,
            _("The law allows one new appointment, and this dossier has had it. Call the applicant."),
        )
    if dossier.due_at is None:
        raise ValueError("a received dossier always has a promise")
    old_due_at = dossier.due_at
    new_due_at = _appointment(dossier, cause=cause, extra_days=extra_days, at=at)
    apology = dossier.apologies.filter(status=Apology.Status.DRAFTED).first()
    apology = apology or Apology(dossier=dossier, drafted_at=at)
    apology.status = Apology.Status.SENT
    apology.due_at, apology.new_due_at = old_due_at, new_due_at
    apology.cause, apology.extra_days = cause.strip(), extra_days or 0
    apology.sent_at, apology.sent_by = at, by
    # told at the latest one day before; without an earlier day left it is an apology all the same, but a late one
    apology.is_late = rules.local_day(at) > rules.local_day(old_due_at) - dt.timedelta(days=1)
    apology.save()
    step(dossier, Action.EXTEND, by=by, at=at, reason=apology.cause, detail={"days": apology.extra_days})
    move_promise(dossier, ground=PromiseMove.Ground.EXTENSION, by=by, at=at)
    apology.document = documents.issue(
        dossier=dossier,
        form=IssuedDocument.Form.APOLOGY,
        by=by,
        at=at,
        extra={"apology": apology, "moves": list(dossier.promise_moves.select_related("by"))},
    )
    apology.save(update_fields=["document"])
    sign_document(apology.document, by=by, at=at)
    _tell(dossier, apology, at=at)
    return dossier


def _appointment(dossier: Dossier, *, cause: str, extra_days: int | None, at: dt.datetime) -> dt.datetime:
    """The new moment, when cause and days are in order; raises Faults with everything that is not."""
    faults = FaultList()
    rules.reason_faults(cause, faults, name="cause")
    new_due_at = preview(dossier, extra_days=extra_days, at=at, faults=faults)
    faults.raise_if_any()
    if new_due_at is None:
        raise ValueError("no appointment and no fault")
    return new_due_at


def preview(
    dossier: Dossier,
    *,
    extra_days: int | None,
    at: dt.datetime,
    faults: FaultList,
    calendars: Calendars | None = None,
) -> dt.datetime | None:
    """The appointment so many working days more would make (xem trước ngày hẹn lại); None with the fault named."""
    if extra_days is None or not 1 <= extra_days <= LONGEST_EXTENSION:
        faults.add(
            "extra_days",
            _("Give 1 to %(most)s working days.") % {"most": number_format(LONGEST_EXTENSION)},
        )
        return None
    try:
        new_due_at = extended_to(dossier, days=extra_days, at=at, calendars=calendars)
    except CalendarError as error:
        faults.add("extra_days", calendar_error_in_words(error))
        return None
    if new_due_at <= at:
        faults.add("extra_days", _("That day has passed already: give more days."))
        return None
    return new_due_at


def preview_paper(
    dossier: Dossier, *, cause: str, extra_days: int, new_due_at: dt.datetime, by: User, at: dt.datetime
) -> bytes:
    """Form 04 as it would leave now (xem trước văn bản): a last look at what cannot be taken back."""
    if dossier.due_at is None:
        raise ValueError("nothing is promised")
    apology = Apology(
        dossier=dossier, due_at=dossier.due_at, new_due_at=new_due_at, cause=cause.strip(), extra_days=extra_days
    )
    moves = list(dossier.promise_moves.select_related("by"))
    return documents.preview(
        dossier=dossier,
        form=IssuedDocument.Form.APOLOGY,
        by=by,
        at=at,
        extra={"apology": apology, "moves": moves},
    )


def _tell(dossier: Dossier, apology: Apology, *, at: dt.datetime) -> None:
    told: dict[str, Any] = {
        "cause": apology.cause,
        "old_due_at": apology.due_at,
        "is_overdue": at > apology.due_at,
    }
    notifications.tell_applicant(dossier, "apology", at=at, **told)
