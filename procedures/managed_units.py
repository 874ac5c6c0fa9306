"""The units a manager answers for on pages of the posted office (đơn vị quản lý)."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from staff.access import units_of, with_units_below
from staff.models import Unit, User
from staff.roles import Role

#: Query parameter of the unit worked on.
PARAMETER = "unit"


def managed_unit_ids(user: User) -> set[int]:
    """The units where the user is manager, and all below them."""
    return with_units_below(unit.pk for unit in units_of(user, Role.MANAGER))


def chosen_unit(request: HttpRequest, code: str = "") -> tuple[Unit, list[Unit]]:
    """The unit of `code`, else the one asked for in the address, else the manager's own; 404 out of reach.

    Also every unit the manager may choose.
    """
    heads = units_of(request.user, Role.MANAGER)
    units = list(Unit.objects.filter(pk__in=with_units_below(unit.pk for unit in heads)).order_by("code"))
    wanted = code or request.GET.get(PARAMETER, "") or heads[0].code
    for unit in units:
        if unit.code == wanted:
            return unit, units
    raise Http404
