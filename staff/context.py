"""What every page shows of the office: navigation by role, the signed-in person, the unit that owns the site."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .access import assignments_of, roles_of
from .models import Assignment, CalendarDay, Delegation, Unit
from .navigation import nav_items
from .roles import Role

#: From this month on promises of longer procedures reach into the coming year.
_CALENDAR_IS_DUE = 10


def office(request: HttpRequest) -> dict[str, Any]:
    """Template variables; each is worked out only when a template asks for it."""
    return {
        "nav_items": SimpleLazyObject(lambda: nav_items(request)),
        "main_assignment": SimpleLazyObject(lambda: _main_assignment(request)),
        "site_unit": SimpleLazyObject(site_unit),
        "is_official": SimpleLazyObject(lambda: bool(assignments_of(_user(request)))),
        "is_clerk": SimpleLazyObject(lambda: Role.CLERK in roles_of(_user(request))),
        "deputyships": SimpleLazyObject(lambda: deputyships(request)),
        "year_to_establish": SimpleLazyObject(lambda: year_to_establish(_user(request))),
    }


def deputyships(request: HttpRequest) -> list[Delegation]:
    """For whom the signed-in official stands in today; each page says so."""
    lent = [each.delegation for each in assignments_of(_user(request)) if each.delegation is not None]
    return list({each.pk: each for each in lent}.values())


def year_to_establish(user: Any) -> int:
    """The coming year, shown from October on to those who answer for the calendar while it has none; else 0."""
    today = timezone.localdate()
    if today.month < _CALENDAR_IS_DUE or not roles_of(user).intersection((Role.MANAGER, Role.ADMIN)):
        return 0
    coming = today.year + 1
    return 0 if CalendarDay.objects.filter(day__year=coming).exists() else coming


def site_unit() -> Unit | None:
    """Đơn vị chủ quản: the highest unit with a counter of its own, whose name and hotline stand on each page."""
    units = Unit.objects.in_force(timezone.localdate()).filter(receives_dossiers=True)
    return units.order_by(Coalesce("parent__parent_id", 0), "code").first()


def _main_assignment(request: HttpRequest) -> Assignment | None:
    held = assignments_of(_user(request))
    return held[0] if held else None


def _user(request: HttpRequest) -> Any:
    return getattr(request, "user", None)
