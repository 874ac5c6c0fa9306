"""Opinions asked of other units (xin ý kiến phối hợp): who may be asked, by when, and what waits for whom.

Questions only; `services/opinion.py` asks, answers and withdraws.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from staff.access import units_of
from staff.models import Assignment, Unit
from staff.roles import Role
from staff.working_time import VIETNAM, WorkingCalendar

from .leg_time import due_after
from .models import Dossier, Opinion
from .workflow import OPEN_STATES

OPEN = Q(answered_at__isnull=True, withdrawn_at__isnull=True)
_ANSWERING = (Role.SPECIALIST, Role.LEADER)


class Measure(StrEnum):
    """What a deadline for an answer is counted in."""

    HOURS = "hours"
    DAYS = "days"


def due_of(at: dt.datetime, amount: int, measure: Measure, calendar: WorkingCalendar) -> dt.datetime:
    """When the answer is due on the calendar of the unit asked: so many office hours on, or the close of that
    working day, the day of the question not counted. Raises `CalendarError` where the calendar does not reach.
    """
    at = at.astimezone(VIETNAM)
    if measure is Measure.HOURS:
        return due_after(at, amount * 60, (), calendar)
    day = calendar.next_working_day(at.date())
    for _further in range(amount - 1):
        day = calendar.next_working_day(day.date)
    return day.ends_at


def units_to_ask(dossier: Dossier, on: dt.date) -> QuerySet[Unit]:
    """Units where somebody could answer, but for the one that asks: where the dossier lies with a specialist."""
    leg = dossier.open_leg
    asking = leg.unit_id if leg is not None and leg.role == Role.SPECIALIST else dossier.handling_unit_id
    answering = Assignment.objects.in_force(on).filter(unit=OuterRef("pk"), role__in=_ANSWERING)
    units: QuerySet[Unit] = Unit.objects.in_force(on).filter(Exists(answering))
    return units.exclude(pk=asking).order_by("code")


def unit_ids_answering(user: Any) -> list[int]:
    """Units for which this official may answer, as specialist or leader."""
    return [unit.pk for unit in units_of(user, *_ANSWERING)]


def unit_ids_asked(user: Any, dossier: Dossier) -> list[int]:
    """Own units whose answer about this dossier is still wanted; nobody else's are read."""
    own = unit_ids_answering(user)
    return list(dossier.opinions.filter(OPEN, unit__in=own).values_list("unit", flat=True)) if own else []


def asked_of(user: Any) -> QuerySet[Opinion]:
    """Questions put to the official's units about dossiers, withdrawn ones left out."""
    return _with_names(Opinion.objects.filter(unit__in=unit_ids_answering(user), withdrawn_at__isnull=True))


def asked_by(user: Any) -> QuerySet[Opinion]:
    """Questions of the official's own units that still wait for an answer."""
    own = unit_ids_answering(user)
    return _with_names(still_wanted(Opinion.objects.filter(dossier__handling_unit__in=own)))


def still_wanted(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    """Open ones about dossiers that are not done yet."""
    return opinions.filter(OPEN, dossier__state__in=[state.value for state in OPEN_STATES])


def _with_names(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    related = ("dossier__version", "dossier__handling_unit", "unit", "asked_by", "answered_by")
    return opinions.select_related(*related)
