"""Who holds which role where, today (quyền theo phân công)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .models import Assignment, Unit, User
from .roles import Role


def assignments_of(user: Any) -> list[Assignment]:
    """Assignments in force today, read once per user object (a user object lives for one request)."""
    if not getattr(user, "is_authenticated", False):
        return []
    cached: list[Assignment] | None = getattr(user, "_assignments", None)
    if cached is None:
        cached = list(
            Assignment.objects.in_force(timezone.localdate())
            .filter(official__user=user)
            .select_related("unit", "official")
            .order_by("pk")
        )
        user._assignments = cached
        if cached:
            user.official = cached[0].official
    return cached


def roles_of(user: Any) -> set[Role]:
    """Roles the user holds anywhere today; a signed-in person without any is a citizen."""
    return {Role(assignment.role) for assignment in assignments_of(user)}


def units_of(user: Any, *roles: Role) -> list[Unit]:
    """Units where the user holds one of `roles` (any role when none is named)."""
    wanted = {role.value for role in roles}
    units = {a.unit_id: a.unit for a in assignments_of(user) if not wanted or a.role in wanted}
    return list(units.values())


def with_units_below(unit_ids: Iterable[int]) -> set[int]:
    """The units and every unit below them; one query a level."""
    found = set(unit_ids)
    level = list(found)
    while level:
        level = list(Unit.objects.filter(parent__in=level).values_list("pk", flat=True))
        found.update(level)
    return found


def holds(user: Any, role: Role, *unit_ids: int | None) -> bool:
    """Whether the user holds `role` at one of the units."""
    return any(a.role == role.value and a.unit_id in unit_ids for a in assignments_of(user))


def is_official(user: User) -> bool:
    """Whether the user works for the office today."""
    return bool(assignments_of(user))


def role_required(
    *roles: Role,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let a view be opened only by holders of one of `roles`: others 403, strangers to the sign-in page."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not roles_of(request.user).intersection(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
