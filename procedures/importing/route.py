"""The route of an entry (quy trình nội bộ): optional steps, checked row by row and as a whole.

The key is ``route``; ``steps`` is what published catalogues call the citizen's own way (trình tự thực hiện).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from procedures.importing.facts import Fault, LimitFacts
from procedures.importing.mapping import CheckedMapping
from procedures.limits import Limit
from procedures.models import RouteStep
from procedures.routing import PlannedStep, office_minutes_of, route_faults
from staff.models import Unit
from staff.roles import Role

ROLES = {role.value: role.value for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)}
PLACES = {place.value: place.value for place in RouteStep.Place}
LONGEST_STEP = 480 * 366


def route_in(entry: CheckedMapping, limit: LimitFacts) -> list[PlannedStep]:
    """Read the steps of an entry; empty when none are written."""
    if not entry.has("route"):
        entry.take("route")
        return []
    steps = [_step(row, is_first=number == 0) for number, row in enumerate(entry.mappings("route"))]
    if not limit.mode:
        entry.fault("route", entry.values["route"], _("no steps, because no time limit is given"))
    elif not entry.faults:
        entry.faults.extend(Fault("route", text) for text in route_faults(steps, shortest_of(limit)))
    return steps


def _step(row: CheckedMapping, *, is_first: bool) -> PlannedStep:
    usual = RouteStep.Place.COUNTER if is_first else RouteStep.Place.HANDLING
    for key in ("role", "minutes"):
        if not row.has(key):
            row.missing(key, _("who does the step") if key == "role" else _("its office minutes"))
    place = row.choice("place", PLACES, default=usual.value)
    return PlannedStep(
        name=row.text("name", longest=200, required=True),
        role=row.choice("role", ROLES, default=""),
        place=place,
        minutes=row.integer("minutes", low=1, high=LONGEST_STEP) or 0,
        unit=_unit(row, place),
    )


def _unit(row: CheckedMapping, place: str) -> Unit | None:
    code = row.text("unit", longest=20)
    if place != RouteStep.Place.UNIT:
        if code:
            row.fault("unit", code, _("nothing, because the place is not “unit”"))
        return None
    unit = Unit.objects.filter(code=code, valid_to__isnull=True).first() if code else None
    if unit is None:
        row.fault("unit", code or None, _("the code of a unit of the office"))
    return unit


def shortest_of(limit: LimitFacts) -> Limit:
    """Every dossier must fit into the route, by whichever channel it comes."""
    values = [limit.value or 0, *limit.by_channel.values()]
    return min((Limit(limit.mode, value, limit.cutoff) for value in values), key=office_minutes_of)
