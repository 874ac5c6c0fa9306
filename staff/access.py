"""Who holds which role where, today (quyền theo phân công)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, Value
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .models import Assignment, Delegation, Official, Unit, User
from .roles import Role


def assignments_of(user: Any) -> list[Assignment]:
    """Assignments in force today, read once per user object (a user object lives for one request).

    Own ones first, then those of absent officials for whom this one stands in today: each of these bears its
    `delegation`. Never the keys of the IT officer, and never what the absent official only held for a third.
    """
    if not getattr(user, "is_authenticated", False):
        return []
    cached: list[Assignment] | None = getattr(user, "_assignments", None)
    if cached is None:
        today = timezone.localdate()
        found = sorted(
            _own(user, today).union(_lent(user, today), all=True),
            key=lambda each: (each.delegation_id is not None, each.pk),
        )
        own = [each for each in found if each.delegation_id is None]
        # whoever has left the office stands in for nobody
        cached = [_with_delegation(each) for each in found] if own else []
        user._assignments = cached
        if own:
            user.official = own[0].official
    return cached


_OF_DELEGATION = ("deputy_id", "mark", "document", "valid_from", "valid_to")


def _own(user: Any, today: dt.date) -> Any:
    """Own assignments, with as many columns as the lent ones, so that one statement reads both."""
    none = {f"delegation_{name}": Value(None, _delegation_field(name)) for name in _OF_DELEGATION}
    own = Assignment.objects.in_force(today).filter(official__user=user).select_related("unit", "official")
    return own.annotate(delegation_id=Value(None, _delegation_field("id")), **none)


def _lent(user: Any, today: dt.date) -> Any:
    in_force = Q(official__absences__valid_to__isnull=True) | Q(official__absences__valid_to__gte=today)
    lent = (
        Assignment.objects.in_force(today)
        .filter(
            in_force,
            official__absences__deputy__user=user,
            official__absences__unit=F("unit"),
            official__absences__valid_from__lte=today,
            official__absences__called_off_at__isnull=True,
        )
        .exclude(role=Role.ADMIN.value)
        .select_related("unit", "official")
    )
    columns = {f"delegation_{name}": F(f"official__absences__{name}") for name in _OF_DELEGATION}
    return lent.annotate(delegation_id=F("official__absences__pk"), **columns)


def _delegation_field(name: str) -> Any:
    return Delegation._meta.pk if name == "id" else Delegation._meta.get_field(name.removesuffix("_id"))


def _with_delegation(assignment: Any) -> Assignment:
    if assignment.delegation_id is not None:
        columns = {name: getattr(assignment, f"delegation_{name}") for name in _OF_DELEGATION}
        assignment.delegation = Delegation(
            pk=assignment.delegation_id, official=assignment.official, unit=assignment.unit, **columns
        )
    return assignment


def delegation_for(user: Any, role: Role, unit_id: int | None) -> Delegation | None:
    """The paper under which the user holds `role` at this unit; None when it is an own one or not held."""
    held = [each for each in assignments_of(user) if each.role == role.value and each.unit_id == unit_id]
    return held[0].delegation if held else None


def covered_by(user: Any, role: Role) -> frozenset[tuple[int, int]]:
    """Absent officials, and the unit, whose `role` the user holds for them today."""
    return frozenset(
        (each.official_id, each.unit_id)
        for each in assignments_of(user)
        if each.role == role.value and each.delegation is not None
    )


def stand_in(official: Official, unit_id: int, on: dt.date) -> Official:
    """Who does the work of `official` at this unit on day `on`: during an absence the deputy.

    One step only: a deputy who is absent too is not followed further.
    """
    cover = (
        Delegation.objects.in_force(on)
        .filter(official=official, unit=unit_id)
        .select_related("deputy__user")
        .order_by("-valid_from", "-pk")
        .first()
    )
    return cover.deputy if cover is not None else official


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
