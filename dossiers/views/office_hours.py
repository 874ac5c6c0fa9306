"""Office hours (giờ làm việc) of the own units and those below: what holds, since when, and new hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.services.calendar_change import units_with_hours_of
from procedures.opening import opening_lines
from staff.access import role_required
from staff.calendar_forms import WEEKDAY_NAMES, week_lines
from staff.hours_text import intervals_text
from staff.models import Unit
from staff.office_calendar import Calendars, current_calendars
from staff.office_week import Period, Week, periods_of, week_in_force
from staff.roles import Role

from .calendar_entry import entry_page

PAGE_SIZE = 25


@dataclass(frozen=True)
class Line:
    """One unit with the hours it keeps today, and whose they are."""

    unit: Unit
    hours: list[str]
    source: str
    next_change: dt.date | None


@require_safe
@role_required(Role.MANAGER, Role.ADMIN)
def hours(request: HttpRequest) -> HttpResponse:
    """Giờ làm việc của các đơn vị."""
    today = timezone.localdate()
    calendars = current_calendars()
    units = Unit.objects.in_force(today).filter(pk__in=units_with_hours_of(request.user)).order_by("code")
    page = Paginator(units, PAGE_SIZE).get_page(request.GET.get("page"))
    names = dict(Unit.objects.values_list("pk", "name"))
    context = {"page_obj": page, "lines": [_line(unit, calendars, names, today) for unit in page]}
    return render(request, "dossiers/office/calendar/hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER, Role.ADMIN)
def hours_of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Giờ làm việc của một đơn vị: the week today, all periods, and the form for new hours."""
    today = timezone.localdate()
    calendars = current_calendars()
    unit = get_object_or_404(Unit.objects.filter(pk__in=units_with_hours_of(request.user)), code=code)
    names = dict(Unit.objects.values_list("pk", "name"))
    week = week_in_force(calendars.for_unit(unit), today)
    return entry_page(
        request,
        "hours",
        unit.code,
        template="dossiers/office/calendar/hours_of_unit.html",
        title=unit.name,
        back=reverse("dossiers:hours"),
        unit=unit,
        week=[(name, intervals_text(week.days.get(day, []))) for day, name in enumerate(WEEKDAY_NAMES)],
        source=_source(unit, week, calendars, names),
        periods=[
            (period, period.state(today), week_lines(period.days))
            for period in periods_of(calendars.hours.get(unit.pk, ()))
        ],
    )


def _line(unit: Unit, calendars: Calendars, names: dict[int, str], today: dt.date) -> Line:
    calendar = calendars.for_unit(unit)
    week = week_in_force(calendar, today)
    periods = periods_of(calendars.hours.get(unit.pk, ()))
    return Line(
        unit, opening_lines(unit, today, calendar), _source(unit, week, calendars, names), _next(periods, today)
    )


def _next(periods: list[Period], today: dt.date) -> dt.date | None:
    """The day on which other hours begin, if one is known."""
    return min((period.starts for period in periods if period.starts and period.starts > today), default=None)


def _source(unit: Unit, week: Week, calendars: Calendars, names: dict[int, str]) -> str:
    """Whose hours these are, in words."""
    owners = calendars.owners_of(unit)
    if week.layer >= len(owners):
        return _("The usual hours, because no unit above has entered any")
    owner = owners[week.layer]
    if owner == unit.pk:
        return _("Own hours")
    return _("Those of %(unit)s") % {"unit": names[owner]}


urlpatterns = [
    path("quan-ly/gio-lam-viec/", hours, name="hours"),
    path("quan-ly/gio-lam-viec/<str:code>/", hours_of_unit, name="hours_of_unit"),
]
