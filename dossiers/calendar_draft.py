"""A change of the calendar on its way from the form to the preview (bản nháp thay đổi lịch).

What was typed travels signed in the address, so that the preview can be read again, paged and gone back from
without losing a letter, and nothing is stored for a change nobody makes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.calendar_forms import DayForm, HoursForm, RemovalForm, SwapForm
from staff.calendar_year_form import YearForm
from staff.models import CalendarDay, Unit
from staff.office_calendar import current_calendars
from staff.office_week import week_in_force

from .errors import WrongMoment
from .services.calendar_change import units_with_hours_of

PARAMETER = "change"
_SALT = "calendar.draft"
_MAX_AGE_SECONDS = 24 * 3600

#: Where each kind of change is entered.
_ADDRESSES = {
    "day": "dossiers:calendar_day_new",
    "stored": "dossiers:calendar_day",
    "removal": "dossiers:calendar_day_removal",
    "swap": "dossiers:calendar_swap",
    "year": "dossiers:calendar_year_new",
    "hours": "dossiers:hours_of_unit",
}


@dataclass(frozen=True)
class Draft:
    """What was typed into which form; `about` is the row, the year or the unit's code, if the form has one."""

    kind: str
    about: str
    data: dict[str, list[str]]

    @property
    def token(self) -> str:
        """The draft as a word for an address."""
        return signing.dumps([self.kind, self.about, self.data], salt=_SALT, compress=True)

    @property
    def entered_at(self) -> str:
        """The address of the form, filled in again."""
        return f"{form_address(self.kind, self.about)}?{PARAMETER}={self.token}"

    def form(self, user: Any) -> Any:
        """The form with what was typed. Raises WrongMoment when the row it is about is gone, Http404 for a unit
        out of this person's reach.
        """
        if self.kind in ("stored", "removal") and not CalendarDay.objects.filter(pk=self.about).exists():
            raise WrongMoment(_("This day has been taken out of the calendar since this was entered."), allowed=[])
        query = QueryDict(mutable=True)
        for name, values in self.data.items():
            query.setlist(name, values)
        return make_form(self.kind, self.about, user=user, data=query)


def draft_of(kind: str, about: str, given: QueryDict) -> Draft:
    """The draft of a form that was sent; empty fields and the security token are left out."""
    data = {
        name: values
        for name, values in given.lists()
        if name != "csrfmiddlewaretoken" and any(each for each in values)
    }
    return Draft(kind, about, data)


def read_draft(token: str) -> Draft:
    """The draft in an address. Raises Http404 for one that was not made here or is older than a day."""
    try:
        kind, about, data = signing.loads(token, salt=_SALT, max_age=_MAX_AGE_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    return Draft(kind, about, data)


def form_address(kind: str, about: str) -> str:
    """Where a change of this kind is entered."""
    return reverse(_ADDRESSES[kind], args=[about] if about else [])


def make_form(kind: str, about: str, *, user: Any, data: QueryDict | None = None) -> forms.Form:
    """The form for one kind of change. Raises Http404 when what it is about is not there or not this person's."""
    if kind == "day":
        return DayForm(data)
    if kind == "swap":
        return SwapForm(data)
    if kind == "year":
        if int(about) not in years_to_propose(timezone.localdate()):
            raise Http404
        return YearForm(data, year=int(about))
    if kind == "hours":
        unit = get_object_or_404(Unit.objects.filter(pk__in=units_with_hours_of(user)), code=about)
        week = week_in_force(current_calendars().for_unit(unit), timezone.localdate())
        return HoursForm(data, unit=unit, week=week.days)
    stored = get_object_or_404(CalendarDay, pk=about)
    return DayForm(data, stored=stored) if kind == "stored" else RemovalForm(data, stored=stored)


def years_to_propose(today: dt.date) -> range:
    """Years it makes sense to establish: this one and the two after it."""
    return range(today.year, today.year + 3)
