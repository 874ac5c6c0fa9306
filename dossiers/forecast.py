"""Will the promise break (dự báo trễ hẹn): the office time left against what the remaining steps usually take.

Questions only, remembered for the length of one sweep.
"""

from __future__ import annotations

import datetime as dt
from statistics import median

from django.utils import timezone

from procedures.routing import DAY
from staff.office_calendar import Calendars
from staff.working_time import WorkingCalendar

from .deadline_facts import AfterPause, Pause
from .leg_time import left_after_return, minutes_used
from .legs import route_of, step_of
from .models import Dossier, Leg
from .remaining import office_minutes

#: Experience counts from so many dossiers on, of the last twelve months, the latest first.
LEAST_KNOWN = 10
LOOK_BACK = dt.timedelta(days=365)
_MOST_READ = 200

#: Procedure, role and name of a step: dossiers on such steps are compared with one another.
_Kind = tuple[int, str, str]


class Forecast:
    """What is known `now` about the time steps take."""

    def __init__(self, now: dt.datetime, calendars: Calendars) -> None:
        self._now = timezone.localtime(now)
        self._calendars = calendars
        self._known: dict[_Kind, list[int]] = {}

    def will_break(self, dossier: Dossier) -> bool:
        """Whether the promise has passed, or less time is left than the remaining steps usually take.

        Raises `CalendarError`.
        """
        if dossier.due_at is None:
            return False
        due_at = timezone.localtime(dossier.due_at)
        if due_at < self._now:
            return True
        calendar = self._calendars.for_unit(dossier.receiving_unit)
        left, leg = office_minutes(self._now, due_at, calendar), dossier.open_leg
        if leg is not None and leg.due_at < self._now and not self._experience(dossier, leg):
            return True  # nothing but the plan is known, and the plan has slipped
        return left < self.minutes_needed(dossier)

    def minutes_needed(self, dossier: Dossier) -> int:
        """Office minutes from now to the signature: as dossiers that lay as long on such a step still took.

        With fewer than `LEAST_KNOWN` of them, what the route allots to the rest. Raises `CalendarError`.
        """
        leg = dossier.open_leg
        if leg is None:
            return DAY  # received before there were legs: a day, so that an apology can still leave in time
        rest = self._experience(dossier, leg)
        if rest:
            return round(median(rest))
        route = route_of(dossier)
        after = route[route.index(step_of(leg, route)) + 1 :]
        return left_after_return(leg.minutes, self._used(dossier, leg)) + sum(step.minutes for step in after)

    def _used(self, dossier: Dossier, leg: Leg) -> int:
        return minutes_used(leg.given_at, self._now, _pauses(dossier), self._calendar(leg))

    def _experience(self, dossier: Dossier, leg: Leg) -> list[int]:
        """What was still to come for dossiers that lay as long on such a step; empty when too few are known."""
        used = self._used(dossier, leg)
        rest = [taken - used for taken in self._taken(dossier, leg) if taken > used]
        return rest if len(rest) >= LEAST_KNOWN else []

    def _taken(self, dossier: Dossier, leg: Leg) -> list[int]:
        """Office minutes from the hand-over of such a step to the signature, of dossiers signed lately."""
        kind = (dossier.version.procedure_id, leg.role, leg.name)
        if kind not in self._known:
            self._known[kind] = self._read(kind)
        return self._known[kind]

    def _read(self, kind: _Kind) -> list[int]:
        procedure, role, name = kind
        legs = (
            Leg.objects.filter(
                dossier__version__procedure=procedure,
                role=role,
                name=name,
                dossier__resolved_at__gte=self._now - LOOK_BACK,
                dossier__resolved_at__lte=self._now,
            )
            .select_related("dossier", "unit")
            .prefetch_related("dossier__pauses")
            .order_by("-dossier__resolved_at", "dossier_id", "position")[:_MOST_READ]
        )
        # given back, a dossier lies on the same step twice: the first time counts
        first: dict[int, Leg] = {}
        for leg in legs:
            first.setdefault(leg.dossier_id, leg)
        return [
            minutes_used(leg.given_at, leg.dossier.resolved_at, _pauses(leg.dossier), self._calendar(leg))
            for leg in first.values()
            if leg.dossier.resolved_at is not None
        ]

    def _calendar(self, leg: Leg) -> WorkingCalendar:
        return self._calendars.for_unit(leg.unit)


def _pauses(dossier: Dossier) -> list[Pause]:
    return [Pause(row.started_at, row.ended_at, AfterPause(row.after)) for row in dossier.pauses.all()]
