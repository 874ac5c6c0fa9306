"""Opinions asked (xin ý kiến phối hợp): what waits for an answer of one's units, and what one's units wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dossiers.models import Opinion
from dossiers.opinions import asked_by, asked_of, still_wanted
from dossiers.worklists import Badge
from staff.access import role_required, roles_of
from staff.office_calendar import current_calendars
from staff.roles import Role

from .beside import opinion_badge

PAGE_SIZE = 25
TAB_LABELS = {"todo": _("To answer"), "answered": _("Answered"), "ours": _("Asked by us")}


@dataclass(frozen=True)
class Line:
    """One question as the list shows it; nothing about the applicant."""

    opinion: Opinion
    url: str
    badge: Badge | None
    is_late: bool


@require_safe
@role_required(Role.SPECIALIST, Role.LEADER)
def opinions(request: HttpRequest) -> HttpResponse:
    """Danh sách xin ý kiến, the most pressing first."""
    now, calendars = timezone.now(), current_calendars()
    found = _tabs(request.user)
    current = request.GET.get("tab", "")
    current = current if current in found else "todo"
    door = "specialist" if Role.SPECIALIST in roles_of(request.user) else "leader"
    page = Paginator(found[current], PAGE_SIZE).get_page(request.GET.get("page"))
    lines = []
    for each in page:
        badge = opinion_badge(each, now=now, calendars=calendars)
        url = reverse(f"dossiers:{door}_dossier", args=[each.dossier.shown_code])
        lines.append(Line(each, url, badge, badge is not None and each.due_at < now))
    context = {
        "page_obj": page,
        "lines": lines,
        "tab": current,
        "tabs": [
            {
                "label": label,
                "url": f"?tab={key}",
                "is_current": key == current,
                "count": page.paginator.count if key == current else found[key].count(),
            }
            for key, label in TAB_LABELS.items()
        ],
    }
    return render(request, "dossiers/office/opinions.html", context)


def _tabs(user: Any) -> dict[str, QuerySet[Opinion]]:
    asked = asked_of(user)
    return {
        "todo": still_wanted(asked).order_by("due_at", "pk"),
        "answered": asked.filter(answered_at__isnull=False).order_by("-answered_at", "-pk"),
        "ours": asked_by(user).order_by("due_at", "pk"),
    }


urlpatterns = [path("xu-ly/y-kien/", opinions, name="opinions")]
