"""The specialist (chuyên viên): own work by time left, and what nobody in the unit has taken yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.boards import specialist_desk
from staff.access import assignments_of, role_required
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list


@require_safe
@role_required(Role.SPECIALIST)
def specialist(request: HttpRequest) -> HttpResponse:
    """Việc của tôi."""
    held = [each for each in assignments_of(request.user) if each.role == Role.SPECIALIST.value]
    official: Any = held[0].official
    desk = specialist_desk(official, [each.unit_id for each in held])
    return work_list(
        request, desk, "dossiers/office/specialist.html", now=timezone.now(), calendars=current_calendars()
    )


urlpatterns = [path("xu-ly/", specialist, name="specialist")]
