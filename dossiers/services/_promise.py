"""The promised moment recomputed from rows: never edited, every move written down."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from dossiers.errors import Faults
from dossiers.explaining import calendar_error_in_words
from dossiers.models import Apology, Dossier, Pause, PromiseMove
from dossiers.promising import due_pair, promise_of
from staff.models import UnitPolicy, User
from staff.office_calendar import Calendars
from staff.working_time import CalendarError


def promised_moment(
    dossier: Dossier, *, received_at: dt.datetime, calendars: Calendars | None = None
) -> dt.datetime:
    """The moment the dossier is due, from its reception and its pauses so far.

    Raises Faults when the calendar of that year is not established, ValueError when a pause is still open.
    """
    try:
        promise = promise_of(dossier, received_at=received_at, calendars=calendars)
    except CalendarError as error:
        raise Faults({"": [calendar_error_in_words(error)]}) from error
    if promise.due_at is None:
        raise ValueError("a pause is still open")
    return promise.due_at


def clock_starts_at(dossier: Dossier, policy: UnitPolicy, at: dt.datetime) -> dt.datetime:
    """When the time limit starts for a dossier accepted `at`: then, or when the portal recorded it.

    The texts differ for online dossiers, so the unit's dated policy decides; a supplement asked for before
    reception always makes it the moment of acceptance.
    """
    from_submission = (
        policy.online_clock == UnitPolicy.OnlineClock.SUBMISSION
        and dossier.submitted_at is not None
        and not dossier.supplement_requests.exists()
    )
    return dossier.submitted_at if from_submission and dossier.submitted_at is not None else at


def withdraw_draft(dossier: Dossier, *, at: dt.datetime) -> None:
    """The result came, processing ended or the promise moved: the drafted apology is not needed (tự thu hồi)."""
    drafts = dossier.apologies.filter(status=Apology.Status.DRAFTED)
    drafts.update(status=Apology.Status.WITHDRAWN, withdrawn_at=at)


def withdraw_moved_drafts(*, at: dt.datetime) -> None:
    """The same for every draft whose promise is another one by now."""
    drafts = Apology.objects.filter(status=Apology.Status.DRAFTED).exclude(dossier__due_at=F("due_at"))
    drafts.update(status=Apology.Status.WITHDRAWN, withdrawn_at=at)


def open_pause(dossier: Dossier, *, ground: Pause.Ground, after: str, at: dt.datetime) -> None:
    """Stop the clock on a legal ground from `at`; a clock that stands needs no apology."""
    withdraw_draft(dossier, at=at)
    Pause.objects.create(dossier=dossier, ground=ground, after=after, started_at=at)


def close_pauses(dossier: Dossier, *, grounds: set[Pause.Ground], at: dt.datetime) -> None:
    """Let the clock run again from `at`, for these grounds."""
    for pause in dossier.pauses.filter(ended_at__isnull=True, ground__in=grounds):
        pause.ended_at = max(at, pause.started_at)
        pause.save(update_fields=["ended_at"])


def move_promise(
    dossier: Dossier, *, ground: PromiseMove.Ground, by: User | None, at: dt.datetime, note: str = ""
) -> PromiseMove | None:
    """Recompute the promise from its rows; write the move down when it changed. Saves both moments only.

    Nothing happens while a pause lasts: the move is made when it ends. Raises Faults when the calendar of that
    year is not established.
    """
    if dossier.received_at is None or dossier.pauses.filter(ended_at__isnull=True).exists():
        return None
    try:
        due = due_pair(dossier)
    except CalendarError as error:
        raise Faults({"": [calendar_error_in_words(error)]}) from error
    if due.due_at is None or (due.due_at, due.judged_due_at) == (dossier.due_at, dossier.judged_due_at):
        return None
    move = None
    if due.due_at != dossier.due_at:
        move = PromiseMove.objects.create(
            dossier=dossier,
            at=at,
            old_due_at=dossier.due_at,
            new_due_at=due.due_at,
            ground=ground,
            by=by,
            note=note,
        )
        withdraw_draft(dossier, at=at)
    dossier.due_at, dossier.judged_due_at = due.due_at, due.judged_due_at
    dossier.save(update_fields=["due_at", "judged_due_at"])
    return move
