"""The specialist (chuyên viên): own work by time left, and what nobody in the unit has taken yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.own_desk import of_specialist
from staff.access import role_required
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list


@require_safe
@role_required(Role.SPECIALIST)
def specialist(request: HttpRequest) -> HttpResponse:
    """Việc của tôi."""
    now, calendars = timezone.now(), current_calendars()
    desk = of_specialist(request.user, now=now, calendars=calendars)
    return work_list(request, desk, "dossiers/office/specialist.html", now=now, calendars=calendars)


urlpatterns = [path("xu-ly/", specialist, name="specialist")]
