"""The specialist (chuyên viên): own work by time left, and what nobody in the unit has taken yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.boards import specialist_desk
from staff.access import covered_by, role_required, units_of
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list


@require_safe
@role_required(Role.SPECIALIST)
def specialist(request: HttpRequest) -> HttpResponse:
    """Việc của tôi."""
    user: Any = request.user
    desk = specialist_desk(
        user.official,
        [unit.pk for unit in units_of(user, Role.SPECIALIST)],
        covered=covered_by(user, Role.SPECIALIST),
    )
    return work_list(
        request, desk, "dossiers/office/specialist.html", now=timezone.now(), calendars=current_calendars()
    )


urlpatterns = [path("xu-ly/", specialist, name="specialist")]
