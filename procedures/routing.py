"""The route of a procedure (quy trình nội bộ): its steps in order, each with its share of the published limit.

The counter hands the dossier over, specialists work on it, a leader signs. A version without steps of its own
follows the default route. Minutes are allotted eight hours a working day; what a day really holds is the
calendar's, and a leg is never given more than lies between reception and promise (`dossiers/leg_time.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from procedures import channels
from procedures.limits import Limit, LimitMode
from procedures.models.route import RouteStep
from staff.roles import Role

if TYPE_CHECKING:
    from procedures.models import ProcedureVersion
    from staff.models import Unit

#: Office minutes allotted for one working day, and half of one.
DAY, HALF_DAY = 480, 240
HOUR = 60
#: More steps than this are no route but a mistake.
MOST_STEPS = 12
#: Of seven calendar days the office works five.
_WORKED_OF_A_WEEK = 5

#: The default route, its shares in hundredths: hand over, work, sign.
_DEFAULT_SHARES = ((Role.CLERK, 10), (Role.SPECIALIST, 70), (Role.LEADER, 20))


@dataclass(frozen=True, slots=True)
class Step:
    """Bước của quy trình: who does what within how many office minutes; `pk` is None on the default route."""

    position: int
    name: str
    role: Role
    place: str
    minutes: int
    pk: int | None = None
    unit_id: int | None = None

    def unit_of(self, *, receiving: int, handling: int) -> int:
        """Where the step is done, for a dossier received and handled by these units."""
        if self.place == RouteStep.Place.COUNTER:
            return receiving
        return self.unit_id if self.unit_id is not None else handling


def office_minutes_of(limit: Limit) -> int:
    """Office minutes that may be allotted within a limit, at eight hours a working day."""
    match LimitMode(limit.mode):
        case LimitMode.SAME_DAY:
            return DAY
        case LimitMode.WORKING_HOURS:
            return limit.value * HOUR
        case LimitMode.WORKING_DAYS:
            return limit.value * DAY
        case LimitMode.CALENDAR_DAYS:
            return max(limit.value * _WORKED_OF_A_WEEK // 7, 1) * DAY


def default_name(role: Role) -> str:
    """What is done in a step of the default route, in the language in use."""
    match role:
        case Role.CLERK:
            return _("Receive and hand over")
        case Role.LEADER:
            return _("Approve and sign the result")
        case _:
            return _("Examine and process")


def default_steps(limit: Limit) -> tuple[Step, ...]:
    """The route where none is published; the counter never keeps a dossier for more than one working day.

    Legal source: Decree 118/2025/NĐ-CP art. 18 (paper within one working day).
    """
    whole = office_minutes_of(limit)
    minutes = {role: whole * share // 100 for role, share in _DEFAULT_SHARES}
    minutes[Role.CLERK] = min(minutes[Role.CLERK], DAY)
    minutes[Role.SPECIALIST] = whole - minutes[Role.CLERK] - minutes[Role.LEADER]
    places = {Role.CLERK: RouteStep.Place.COUNTER}
    with translation.override("vi"):  # the names stand on Vietnamese papers
        return tuple(
            Step(number, default_name(role), role, str(places.get(role, RouteStep.Place.HANDLING)), minutes[role])
            for number, (role, _share) in enumerate(_DEFAULT_SHARES, start=1)
        )


def steps_of(version: ProcedureVersion, limit: Limit) -> tuple[Step, ...]:
    """The route of a version in order: its own steps, else the default ones.

    A version read `with_route` says whether it has steps, which spares looking for them.
    """
    own = () if version.has_route is False else tuple(as_step(row) for row in version.steps.all())
    return own or default_steps(limit)


def as_step(row: RouteStep) -> Step:
    """A stored step as the route knows it."""
    return Step(row.position, row.name, Role(row.role), row.place, row.minutes, row.pk, row.unit_id)


def shortest_limit(version: ProcedureVersion) -> Limit:
    """The shortest limit of the version over all its channels: every dossier must fit into the route.

    Raises ``LimitNotSet`` when none is established.
    """
    limits = [version.limit_for(channel) for channel in channels.ALL]
    return min(limits, key=office_minutes_of)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step somebody wants to publish, checked by `route_faults`."""

    name: str
    role: str
    place: str
    minutes: int
    unit: Unit | None = None


def route_faults(steps: Sequence[PlannedStep], limit: Limit) -> list[str]:
    """What is wrong with a whole route: its order and its sum; empty when it may be published."""
    faults = []
    if len(steps) > MOST_STEPS:
        faults.append(_("A route has at most %(count)d steps.") % {"count": MOST_STEPS})
    roles = [step.role for step in steps]
    middle = roles[1:-1]
    is_in_order = (
        len(roles) >= len(_DEFAULT_SHARES)
        and (roles[0], roles[-1]) == (Role.CLERK, Role.LEADER)
        and all(role == Role.SPECIALIST for role in middle)
    )
    if not is_in_order:
        faults.append(_("A route begins with the counter, goes through specialists and ends with a leader."))
    if steps and roles[0] == Role.CLERK and steps[0].place != RouteStep.Place.COUNTER:
        faults.append(_("The first step is done by the unit that receives."))
    allotted, most = sum(step.minutes for step in steps), office_minutes_of(limit)
    if allotted > most:
        faults.append(
            _("The steps take %(allotted)s together, but the limit holds %(most)s.")
            % {"allotted": minutes_in_words(allotted), "most": minutes_in_words(most)}
        )
    return faults


def minutes_in_words(minutes: int) -> str:
    """Office minutes as working days, hours and minutes: ``1 day 4 h``."""
    days, rest = divmod(minutes, DAY)
    hours, rest = divmod(rest, HOUR)
    parts = []
    if days:
        parts.append(_("%(count)s d") % {"count": days})
    if hours:
        parts.append(_("%(count)s h") % {"count": hours})
    if rest or not parts:
        parts.append(_("%(count)s min") % {"count": rest})
    return " ".join(parts)
