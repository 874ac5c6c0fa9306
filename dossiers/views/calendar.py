"""The working calendar (lịch làm việc) of the office: a year at a glance, and everything that changes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.calendar_draft import years_to_propose
from dossiers.services.calendar_change import AUDIT_TARGET, may_change_days
from staff.access import role_required
from staff.calendar_forms import WEEKDAY_NAMES
from staff.models import AuditEntry, CalendarDay
from staff.office_calendar import current_calendars
from staff.roles import Role
from staff.wrong_moment import wrong_moment_page
from staff.year_view import months_of

from .calendar_entry import entry_page

#: So many changes stand at the foot of the calendar; the security log keeps them all.
HISTORY_LENGTH = 20
EDITORS = (Role.MANAGER, Role.ADMIN)
ENTRY_PAGE = "dossiers/office/calendar/enter.html"
#: Above the columns of a month; the whole name is read out.
SHORT_WEEKDAYS = (
    pgettext_lazy("short weekday", "Mo"),
    pgettext_lazy("short weekday", "Tu"),
    pgettext_lazy("short weekday", "We"),
    pgettext_lazy("short weekday", "Th"),
    pgettext_lazy("short weekday", "Fr"),
    pgettext_lazy("short weekday", "Sa"),
    pgettext_lazy("short weekday", "Su"),
)
#: A letter and a word for each kind, so that a square says what it is without its colour.
MARKS = {
    CalendarDay.Kind.HOLIDAY: pgettext_lazy("calendar mark", "H"),
    CalendarDay.Kind.IN_LIEU: pgettext_lazy("calendar mark", "L"),
    CalendarDay.Kind.SWAP_OFF: pgettext_lazy("calendar mark", "X"),
    CalendarDay.Kind.WORKED: pgettext_lazy("calendar mark", "W"),
}


@require_safe
@role_required(*EDITORS)
def calendar_year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Lịch năm: twelve small months, the list of days with their papers, who changed what."""
    today = timezone.localdate()
    shown = year or today.year
    years = current_calendars().years
    if shown not in years and shown not in years_to_propose(today):
        raise Http404
    days = list(CalendarDay.objects.filter(day__year=shown))
    latest = AuditEntry.objects.filter(target=AUDIT_TARGET).select_related("actor")
    context = {
        "year": shown,
        "years": sorted(years | set(years_to_propose(today)), reverse=True),
        "is_established": shown in years,
        "months": months_of(shown, current_calendars().special_days, today=today),
        "weekdays": list(zip(SHORT_WEEKDAYS, WEEKDAY_NAMES, strict=True)),
        "days": days,
        "marks": [(kind.value, MARKS[kind], kind.label) for kind in CalendarDay.Kind],
        "may_change": may_change_days(request.user),
        "may_propose": shown in years_to_propose(today),
        "history": [_line(entry) for entry in latest[:HISTORY_LENGTH]],
    }
    return render(request, "dossiers/office/calendar/year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def day_new(request: HttpRequest) -> HttpResponse:
    """Thêm một ngày nghỉ hoặc ngày làm bù."""
    return _entered(request, "day", title=_("Add a day"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def day_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa một ngày: its kind, name or source."""
    return _entered(request, "stored", str(pk), title=_("Correct a day"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def day_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ một ngày: it becomes an ordinary day again."""
    return _entered(request, "removal", str(pk), title=_("Take a day out"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def swap_new(request: HttpRequest) -> HttpResponse:
    """Hoán đổi ngày làm việc."""
    return _entered(request, "swap", title=_("Exchange a working day"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def year_new(request: HttpRequest, year: int) -> HttpResponse:
    """Xác lập lịch của một năm từ bản đề xuất."""
    at = {"year": year}
    if year in current_calendars().years:
        message = _("The calendar of %(year)d is established already. Change single days there.") % at
        back = reverse("dossiers:calendar_year", args=[year])
        return wrong_moment_page(request, message, back=back, back_words=_("To the calendar of %(year)d") % at)
    title = _("Establish the calendar of %(year)d") % at
    return _entered(request, "year", str(year), title=title, template="dossiers/office/calendar/propose.html")


def _entered(
    request: HttpRequest, kind: str, about: str = "", *, title: str, template: str = ENTRY_PAGE
) -> HttpResponse:
    if not may_change_days(request.user):
        raise PermissionDenied
    return entry_page(request, kind, about, template=template, title=title, back=reverse("dossiers:calendar"))


def _line(entry: AuditEntry) -> dict[str, Any]:
    """One change of the calendar for the list at the foot of the page."""
    detail = entry.detail
    return {
        "at": entry.at,
        "by": entry.actor.full_name if entry.actor else _("Program"),
        "document": detail.get("document", ""),
        "changes": [_in_words(*each) for each in detail.get("changes", [])],
        "moved": detail.get("moved", 0),
        "told": detail.get("letters", 0),
    }


def _in_words(what: str, about: str, *more: str) -> str:
    """One line of an entry, as `as_detail` wrote it."""
    if what == "hours":
        unit, first = about, _on_paper(more[0])
        if more[1]:
            return _("Office hours of %(unit)s, %(first)s – %(last)s") % {
                "unit": unit,
                "first": first,
                "last": _on_paper(more[1]),
            }
        return _("Office hours of %(unit)s from %(first)s on") % {"unit": unit, "first": first}
    if what == "loaded":
        return _("Calendar of %(year)s loaded from a file: %(count)s days") % {"year": about, "count": more[0]}
    if what == "removed":
        return _("%(day)s taken out") % {"day": _on_paper(about)}
    kind, name = more
    return f"{_on_paper(about)}: {name} ({CalendarDay.Kind(kind).label})"


def _on_paper(text: str) -> str:
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}"


urlpatterns = [
    path("quan-ly/lich/", calendar_year, name="calendar"),
    path("quan-ly/lich/<int:year>/", calendar_year, name="calendar_year"),
    path("quan-ly/lich/<int:year>/de-xuat/", year_new, name="calendar_year_new"),
    path("quan-ly/lich/ngay/", day_new, name="calendar_day_new"),
    path("quan-ly/lich/ngay/<int:pk>/", day_change, name="calendar_day"),
    path("quan-ly/lich/ngay/<int:pk>/bo/", day_removal, name="calendar_day_removal"),
    path("quan-ly/lich/hoan-doi/", swap_new, name="calendar_swap"),
]
