"""Who holds which role where, today (quyền theo phân công)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Q, Value
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .models import Assignment, Delegation, Official, Unit, User
from .prepared import Prepared
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
        found = [_assignment(row) for row in _HELD.rows(user.pk, today)]
        own = [each for each in found if each.delegation is None]
        # whoever has left the office stands in for nobody
        cached = sorted(found, key=lambda each: (each.delegation is not None, each.pk)) if own else []
        user._assignments = cached
        if own:
            user.official = own[0].official
    return cached


# Where the person and the day will stand in the statement.
_ANY_KEY, _ANY_DAY = -1, dt.date.min
_READ: dict[type[Any], Any] = {model: model._meta.concrete_fields for model in (Assignment, Official, Unit)}
_PATHS: dict[type[Any], str] = {Assignment: "", Official: "official__", Unit: "unit__"}
_COLUMNS = [f"{_PATHS[model]}{field.attname}" for model, fields in _READ.items() for field in fields]
_OF_DELEGATION = ("id", "deputy_id", "mark", "document", "valid_from", "valid_to")


def _own(user: int, today: dt.date) -> Any:
    """Own assignments, with as many columns as the lent ones, so that one statement reads both."""
    none = (Value(None, _delegation_field(name)) for name in _OF_DELEGATION)
    return Assignment.objects.in_force(today).filter(official__user=user).values_list(*_COLUMNS, *none)


def _lent(user: int, today: dt.date) -> Any:
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
    )
    return lent.values_list(*_COLUMNS, *(F(f"official__absences__{name}") for name in _OF_DELEGATION))


def _delegation_field(name: str) -> Any:
    return Delegation._meta.pk if name == "id" else Delegation._meta.get_field(name.removesuffix("_id"))


_HELD = Prepared(
    "assignments_held",
    lambda: _own(_ANY_KEY, _ANY_DAY).union(_lent(_ANY_KEY, _ANY_DAY), all=True),
    _ANY_KEY,
    _ANY_DAY,
)


def _assignment(row: tuple[Any, ...]) -> Assignment:
    """An assignment with its official, its unit and, where it is lent, its delegation."""
    values = iter(row)
    assignment, official, unit = (
        model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], _python(fields, values))
        for model, fields in _READ.items()
    )
    assignment.official, assignment.unit = official, unit
    lent = dict(zip(_OF_DELEGATION, _python(map(_delegation_field, _OF_DELEGATION), values), strict=True))
    if lent["id"] is not None:
        assignment.delegation = Delegation(official=official, unit=unit, **lent)
    return assignment


def _python(fields: Iterable[Any], values: Iterator[Any]) -> list[Any]:
    """As many values as fields; SQLite answers dates and truths in its own way."""
    return [field.to_python(next(values)) for field in fields]


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
