"""The leader (lãnh đạo): what waits for a signature, what is late in the own units, what is about to be."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.boards import leader_desk
from dossiers.due import soon_until
from staff.access import role_required, units_of
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list


@require_safe
@role_required(Role.LEADER)
def leader(request: HttpRequest) -> HttpResponse:
    """Hồ sơ trình ký."""
    now = timezone.now()
    calendars = current_calendars()
    unit_ids = [unit.pk for unit in units_of(request.user, Role.LEADER)]
    desk = leader_desk(unit_ids, now=now, soon_until=soon_until(now, calendars.for_unit(None)))
    return work_list(request, desk, "dossiers/office/leader.html", now=now, calendars=calendars)


urlpatterns = [path("lanh-dao/", leader, name="leader")]
