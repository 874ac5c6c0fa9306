"""The counter (bộ phận một cửa): its work list and the choice of a procedure for a walk-in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.boards import counter_desk
from dossiers.errors import NotPermitted
from dossiers.services.counter_tasks import tasks_of
from staff.access import role_required, units_of
from staff.models import Unit
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list

_SHORT_LIST = 5
_FOUND = 30
_RECENT = dt.timedelta(days=30)


@require_safe
@role_required(Role.CLERK)
def counter(request: HttpRequest) -> HttpResponse:
    """Danh sách hồ sơ của bộ phận một cửa."""
    now = timezone.now()
    unit_ids = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    desk = counter_desk(unit_ids, now=now)
    return work_list(
        request,
        desk,
        "dossiers/office/counter.html",
        now=now,
        calendars=current_calendars(),
        waiting_tasks=tasks_of(request.user).filter(done_at__isnull=True).count(),
    )


def counters_of(user: Any, code: str) -> tuple[Unit, list[Unit]]:
    """The counter the clerk chose by `code` (else the first), and all of theirs. Raises NotPermitted for none."""
    units = [unit for unit in units_of(user, Role.CLERK) if unit.receives_dossiers]
    if not units:
        raise NotPermitted(_("You are not assigned to a one-stop counter today."))
    return next((unit for unit in units if unit.code == code), units[0]), units


urlpatterns = [
    path("mot-cua/", counter, name="counter"),
]
