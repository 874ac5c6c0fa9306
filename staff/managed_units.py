"""The units an official answers for (đơn vị quản lý): those managed with all below, and the counters worked at."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from .access import units_of, with_units_below
from .models import Unit
from .roles import Role

#: Query parameter of the unit worked on.
PARAMETER = "unit"


def managed_unit_ids(user: Any) -> set[int]:
    """The units where the user is manager, and all below them."""
    return with_units_below(unit.pk for unit in units_of(user, Role.MANAGER))


def hanging_unit_ids(user: Any) -> set[int]:
    """The units whose walls the user may renew: those managed, and the counters where the user is a clerk."""
    return managed_unit_ids(user) | counter_unit_ids(user)


def counter_unit_ids(user: Any) -> set[int]:
    """The units at whose counter the user is a clerk."""
    return {unit.pk for unit in units_of(user, Role.CLERK)}


def chosen_unit(request: HttpRequest, code: str = "", *, reach: set[int] | None = None) -> tuple[Unit, list[Unit]]:
    """The unit of `code`, else the one asked for in the address, else the official's own; 404 out of reach.

    Also every unit the official may choose: those of `reach`, else those managed.
    """
    heads = units_of(request.user, Role.MANAGER) or units_of(request.user, Role.CLERK)
    if reach is None:
        reach = managed_unit_ids(request.user)
    units = list(Unit.objects.filter(pk__in=reach).order_by("code"))
    wanted = code or request.GET.get(PARAMETER, "") or heads[0].code
    for unit in units:
        if unit.code == wanted:
            return unit, units
    raise Http404
