"""The leader (lãnh đạo): what waits for a signature, what is late in the own units, what is about to be."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.own_desk import of_leader
from procedures.drafting.publishing_several import waiting_for
from staff.access import role_required
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list


@require_safe
@role_required(Role.LEADER)
def leader(request: HttpRequest) -> HttpResponse:
    """Hồ sơ trình ký."""
    now, calendars = timezone.now(), current_calendars()
    desk = of_leader(request.user, now=now, calendars=calendars)
    to_review = waiting_for(request.user).count()  # type: ignore[arg-type]
    template = "dossiers/office/leader.html"
    return work_list(request, desk, template, now=now, calendars=calendars, to_review=to_review)


urlpatterns = [path("lanh-dao/", leader, name="leader")]
