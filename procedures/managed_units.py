"""The units an official answers for on pages of the posted office (đơn vị quản lý)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from staff.access import units_of, with_units_below
from staff.models import Unit, User
from staff.roles import Role

#: Query parameter of the unit worked on.
PARAMETER = "unit"


def managed_unit_ids(user: User) -> set[int]:
    """The units where the user is manager, and all below them."""
    return with_units_below(unit.pk for unit in units_of(user, Role.MANAGER))


def hanging_unit_ids(user: User) -> set[int]:
    """The units whose walls the user may renew: those managed, and the counters where the user is a clerk."""
    return managed_unit_ids(user) | counter_unit_ids(user)


def counter_unit_ids(user: User) -> set[int]:
    """The units at whose counter the user is a clerk."""
    return {unit.pk for unit in units_of(user, Role.CLERK)}


def chosen_unit(request: HttpRequest, code: str = "", *, reach: set[int] | None = None) -> tuple[Unit, list[Unit]]:
    """The unit of `code`, else the one asked for in the address, else the official's own; 404 out of reach.

    Also every unit the official may choose: those of `reach`, else those managed.
    """
    user: Any = request.user
    heads = units_of(user, Role.MANAGER) or units_of(user, Role.CLERK)
    units = list(Unit.objects.filter(pk__in=managed_unit_ids(user) if reach is None else reach).order_by("code"))
    wanted = code or request.GET.get(PARAMETER, "") or heads[0].code
    for unit in units:
        if unit.code == wanted:
            return unit, units
    raise Http404
