"""The counter (bộ phận một cửa): its work list and the choice of a procedure for a walk-in."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.errors import NotPermitted
from dossiers.own_desk import of_counter
from dossiers.services.counter_tasks import tasks_of
from dossiers.services.intake_drafts import drafts_at
from staff.access import role_required, units_of
from staff.models import Unit
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import tabs_of, work_list

_UNFINISHED = "unfinished"
_PER_PAGE = 25


@require_safe
@role_required(Role.CLERK)
def counter(request: HttpRequest) -> HttpResponse:
    """Danh sách hồ sơ của bộ phận một cửa."""
    now, calendars = timezone.now(), current_calendars()
    desk = of_counter(request.user, now=now, calendars=calendars)
    drafts = Paginator(drafts_at(units_of(request.user, Role.CLERK)), _PER_PAGE)
    further = {
        "waiting_tasks": tasks_of(request.user).filter(done_at__isnull=True).count(),
        "unfinished": {"url": f"?tab={_UNFINISHED}", "count": drafts.count},
    }
    if request.GET.get("tab") == _UNFINISHED:
        counts, _procedures = desk.counts()
        context = {
            "desk": desk,
            "tabs": tabs_of(desk, None, counts),
            "drafts": drafts.get_page(request.GET.get("page")),
            **further,
        }
        return render(request, "dossiers/office/unfinished.html", context)
    return work_list(request, desk, "dossiers/office/counter.html", now=now, calendars=calendars, **further)


def counters_of(user: Any, code: str) -> tuple[Unit, list[Unit]]:
    """The counter the clerk chose by `code` (else the first), and all of theirs. Raises NotPermitted for none."""
    units = [unit for unit in units_of(user, Role.CLERK) if unit.receives_dossiers]
    if not units:
        raise NotPermitted(_("You are not assigned to a one-stop counter today."))
    return next((unit for unit in units if unit.code == code), units[0]), units


urlpatterns = [
    path("mot-cua/", counter, name="counter"),
]
