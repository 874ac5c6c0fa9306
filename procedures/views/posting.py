"""What each unit posts (niêm yết): rules, hours, reception, hotlines, today or as of a date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import condition, require_safe

from procedures.board.posting import Posted, documents_for
from procedures.counters import SESSION_KEY
from procedures.freshness import kept_for_a_minute, page_etag
from procedures.models import PostedDocument
from procedures.opening import opening_lines
from procedures.wall.public import on_walls
from staff.day_field import FIRST_DAY, LAST_DAY
from staff.models import Unit
from staff.office_calendar import calendar_for
from staff.working_time import DayKind, WorkingCalendar

UNITS_A_PAGE = 40
#: Days off so far ahead are told beside the hours.
DAYS_AHEAD = timedelta(days=60)
Kind = PostedDocument.Kind


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def units(request: HttpRequest) -> HttpResponse:
    """The units and where what they post is found."""
    return render(request, "procedures/public/posting_units.html", {"page_obj": units_page(request)})


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def unit_posting(request: HttpRequest, code: str) -> HttpResponse:
    """What hangs at one unit; ``?ngay=2026-01-31`` shows a day gone by or to come, a day with a fault is 404."""
    unit = unit_of(code)
    today = timezone.localdate()
    on = asked_day(request, today)
    posted = documents_for(unit, on)
    by_kind = {kind: _first(posted, kind) for kind in Kind}
    calendar = calendar_for(unit)
    context = {
        "unit": unit,
        "on": on,
        "is_today": on == today,
        "today": today,
        "rules": by_kind[Kind.RULES],
        "commitments": by_kind[Kind.COMMITMENTS],
        "reception": by_kind[Kind.RECEPTION],
        "remarks_on_hours": by_kind[Kind.HOURS],
        "hotlines": by_kind[Kind.HOTLINES],
        "others": [each for each in posted if each.document.kind == Kind.OTHER],
        "hours": opening_lines(unit, on, calendar),
        "days_off": _days_off(calendar, on),
        "posted": posted,
        "on_walls": on_walls(unit) if on == today else [],
    }
    return render(request, "procedures/public/posting.html", context)


def units_page(request: HttpRequest) -> Any:
    """Units in force: the counter the reader chose, then those with a counter, then the others, from the top."""
    is_chosen = Q(code=request.session.get(SESSION_KEY, ""), receives_dossiers=True)
    units_today = Unit.objects.in_force(timezone.localdate())
    found = units_today.annotate(is_chosen=ExpressionWrapper(is_chosen, BooleanField()))
    ordered = found.order_by("-is_chosen", "-receives_dossiers", Coalesce("parent__parent_id", 0), "name")
    return Paginator(ordered, UNITS_A_PAGE).get_page(request.GET.get("page"))


def unit_of(code: str) -> Unit:
    """The unit of an address; 404 for one that no longer or not yet exists."""
    units_today = Unit.objects.in_force(timezone.localdate()).select_related("parent__parent__parent")
    return get_object_or_404(units_today, code=code)


def asked_day(request: HttpRequest, today: date) -> date:
    """The day of ``?ngay=``, else today."""
    typed = request.GET.get("ngay", "")
    if not typed:
        return today
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise Http404
    return day


def _first(posted: list[Posted], kind: str) -> Posted | None:
    return next((each for each in posted if each.document.kind == kind), None)


def _days_off(calendar: WorkingCalendar, on: date) -> list[Any]:
    """Days that differ from the ordinary week, from `on` to some weeks ahead."""
    ahead = [special for special in calendar.special_days if on <= special.day <= on + DAYS_AHEAD]
    return [{"day": each.day, "name": each.name, "is_worked": each.kind is DayKind.WORKED} for each in ahead]
