"""Legs opened and ended by the acts (giao nhận hồ sơ): an open dossier that was received lies on exactly one.

Runs inside the transaction of an act on a *locked* dossier and keeps `dossier.open_leg` true.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from dossiers.deadline_facts import Pause as PauseFact
from dossiers.deadlines import in_vietnam
from dossiers.leg_time import due_after, ended, fitted, left_after_return, minutes_used
from dossiers.legs import allotted, pause_facts, route_of, step_after, step_before, step_of
from dossiers.models import Dossier, Leg
from dossiers.remaining import office_minutes
from dossiers.rules import local_day
from procedures.routing import Step
from staff.access import stand_in
from staff.models import Official, Unit, User
from staff.office_calendar import Calendars, current_calendars
from staff.roles import Role
from staff.working_time import CalendarError, WorkingCalendar


def open_first(dossier: Dossier, *, by: User, at: dt.datetime, calendars: Calendars) -> Leg:
    """The counter has what the applicant handed over: its leg begins with the clock of the dossier."""
    route = route_of(dossier)
    given_at = min(dossier.received_at or at, at)
    more = {"holder": by.official, "accepted_at": at, "accepted_by": by}
    return _open(dossier, route[0], route, 1, given_at=given_at, given_by=None, calendars=calendars, more=more)


def to_next(dossier: Dossier, *, by: User, at: dt.datetime, note: str = "") -> Leg:
    """The work of this leg is done: the dossier goes to the next step of its route, to be accepted there."""
    route = route_of(dossier)
    following = step_after(dossier.open_leg, route)
    _end(dossier, Leg.Ending.DONE, by=by, at=at, note=note)
    return _continue(dossier, following, route, by=by, at=at)


def to_last(dossier: Dossier, *, by: User, at: dt.datetime) -> None:
    """A result is proposed: the leader has the dossier. A newer proposal leaves it there."""
    leg, route = dossier.open_leg, route_of(dossier)
    if leg is not None and leg.role == Role.LEADER:
        return
    _end(dossier, Leg.Ending.DONE, by=by, at=at)
    _continue(dossier, route[-1], route, by=by, at=at)


def back(
    dossier: Dossier, ending: Leg.Ending, *, by: User, at: dt.datetime, note: str = "", to_self: bool = False
) -> Leg | None:
    """The dossier returns to the step before, to whoever did it, with what is left of that step's time.

    `to_self` when that person fetched it, and so has it already. An absent holder is stood in for.
    """
    leg, route = dossier.open_leg, route_of(dossier)
    if leg is None:
        return None
    before = step_before(leg, route)
    earlier = [each for each in _ended_legs(dossier) if step_of(each, route) == before]
    _end(dossier, ending, by=by, at=at, note=note)
    holder = by.official if to_self else (earlier[-1].holder if earlier else None)
    if holder is not None and not to_self:
        holder = stand_in(holder, earlier[-1].unit_id, local_day(at))
    more: dict[str, Any] = {"holder": holder}
    if to_self:
        more |= {"accepted_at": at, "accepted_by": by}
    calendars = current_calendars()
    used = sum(_used(dossier, each, calendars) for each in earlier if each.ending != Leg.Ending.REASSIGNED)
    return _continue(dossier, before, route, by=by, at=at, calendars=calendars, used=used, more=more)


def accept(dossier: Dossier, *, by: User, at: dt.datetime) -> None:
    """Whoever takes the dossier holds its leg (nhận hồ sơ); from a colleague it is taken over with its clock."""
    leg = dossier.open_leg
    if leg is None or leg.role != Role.SPECIALIST or (leg.accepted_at and leg.holder_id == by.official.pk):
        return
    if leg.accepted_at is not None:
        assign(dossier, by.official, by=by, at=at)
        leg = dossier.open_leg or leg
    leg.holder, leg.accepted_at, leg.accepted_by = by.official, max(at, leg.given_at), by
    leg.save(update_fields=["holder", "accepted_at", "accepted_by"])


def assign(dossier: Dossier, official: Official, *, by: User, at: dt.datetime, note: str = "") -> Leg | None:
    """Somebody else of the same unit goes on with the step (phân công lại), within the time it still has."""
    leg = dossier.open_leg
    if leg is None:
        return None
    calendars = current_calendars()
    left = max(leg.minutes - _used(dossier, leg, calendars, until=at), 0)
    _end(dossier, Leg.Ending.REASSIGNED, by=by, at=at, note=note, accepts=False)
    again = Leg(
        dossier=dossier,
        position=leg.position + 1,
        step_id=leg.step_id,
        name=leg.name,
        unit_id=leg.unit_id,
        role=leg.role,
        holder=official,
        minutes=left,
        given_at=at,
        given_by=by,
    )
    return _save(dossier, again, calendars)


def close(dossier: Dossier, ending: Leg.Ending, *, by: User, at: dt.datetime) -> None:
    """The dossier leaves the route: signed, or closed without a result. Its pauses have ended."""
    _end(dossier, ending, by=by, at=at, accepts=ending == Leg.Ending.DONE)
    dossier.open_leg = None


def recount(dossier: Dossier, *, calendars: Calendars | None = None) -> None:
    """Count the open leg again, after a pause has ended or the working calendar was changed."""
    leg = dossier.open_leg
    if leg is None:
        return
    due_at = due_of(dossier, leg, calendars or current_calendars())
    if due_at != leg.due_at:
        leg.due_at = due_at
        leg.save(update_fields=["due_at"])


def _continue(
    dossier: Dossier,
    step: Step,
    route: tuple[Step, ...],
    *,
    by: User,
    at: dt.datetime,
    calendars: Calendars | None = None,
    used: int | None = None,
    more: dict[str, Any] | None = None,
) -> Leg:
    last = dossier.open_leg
    position = last.position + 1 if last is not None else dossier.legs.count() + 1
    given_at = max(at, last.given_at) if last is not None else at
    calendars = calendars or current_calendars()
    return _open(
        dossier, step, route, position, given_at=given_at, given_by=by, calendars=calendars, used=used, more=more
    )


def _open(
    dossier: Dossier,
    step: Step,
    route: tuple[Step, ...],
    position: int,
    *,
    given_at: dt.datetime,
    given_by: User | None,
    calendars: Calendars,
    used: int | None = None,
    more: dict[str, Any] | None = None,
) -> Leg:
    minutes = _fitted(dossier, step, route, calendars)
    leg = Leg(
        dossier=dossier,
        position=position,
        step_id=step.pk,
        name=step.name,
        unit_id=step.unit_of(receiving=dossier.receiving_unit_id, handling=dossier.handling_unit_id),
        role=step.role.value,
        minutes=minutes if used is None else left_after_return(minutes, used),
        given_at=given_at,
        given_by=given_by,
        **(more or {}),
    )
    return _save(dossier, leg, calendars)


def _save(dossier: Dossier, leg: Leg, calendars: Calendars) -> Leg:
    # nothing stood still before the first leg, so nothing is read for it while the counters are locked
    leg.due_at = due_of(dossier, leg, calendars, pauses=[] if leg.position == 1 else None)
    leg.save(force_insert=True)
    dossier.open_leg = leg
    return leg


def _end(
    dossier: Dossier, ending: Leg.Ending, *, by: User, at: dt.datetime, note: str = "", accepts: bool = True
) -> None:
    """End the open leg and settle how it kept its time; whoever finished it has accepted it by doing so."""
    leg = dossier.open_leg
    if leg is None:
        return
    calendars = current_calendars()
    at = max(at, leg.given_at)
    if accepts and ending == Leg.Ending.DONE and leg.accepted_at is None:
        leg.accepted_at, leg.accepted_by, leg.holder = at, by, by.official
    leg.due_at = due_of(dossier, leg, calendars)
    found = ended(leg.due_at, at, _ended_pauses(dossier), _calendar(leg, calendars))
    leg.ended_at, leg.ending, leg.note = at, ending.value, note
    kept = Dossier.Verdict.EARLY if found.is_early else Dossier.Verdict.ON_TIME
    leg.verdict = Dossier.Verdict.LATE if found.is_late else kept
    leg.minutes_late = found.minutes_late
    leg.save()


def _fitted(dossier: Dossier, step: Step, route: tuple[Step, ...], calendars: Calendars) -> int:
    """The minutes of a step, or its share of what really lies between this reception and its promise."""
    if dossier.received_at is None or dossier.promised_at is None:
        return step.minutes
    start, end = (in_vietnam("received_at", each) for each in (dossier.received_at, dossier.promised_at))
    try:
        available = office_minutes(start, end, calendars.for_unit(dossier.receiving_unit))
    except CalendarError:
        return step.minutes
    return fitted(step.minutes, allotted=allotted(dossier, route), available=available)


def due_of(dossier: Dossier, leg: Leg, calendars: Calendars, pauses: list[PauseFact] | None = None) -> dt.datetime:
    """Where the calendar does not reach, the step is bound by the promise of the dossier alone."""
    pauses = _ended_pauses(dossier) if pauses is None else pauses
    try:
        return due_after(leg.given_at, leg.minutes, pauses, _calendar(leg, calendars))
    except CalendarError:
        return max(dossier.due_at or leg.given_at, leg.given_at)


def _used(dossier: Dossier, leg: Leg, calendars: Calendars, *, until: dt.datetime | None = None) -> int:
    try:
        return minutes_used(
            leg.given_at, until or leg.ended_at or leg.given_at, _ended_pauses(dossier), _calendar(leg, calendars)
        )
    except CalendarError:
        return leg.minutes


def _calendar(leg: Leg, calendars: Calendars) -> WorkingCalendar:
    return calendars.for_unit(Unit(pk=leg.unit_id))


def _ended_pauses(dossier: Dossier) -> list[PauseFact]:
    """The pauses that count; one still open stops the leg, which is counted again when it ends."""
    return [pause for pause in pause_facts(dossier) if pause.end is not None]


def _ended_legs(dossier: Dossier) -> list[Leg]:
    return list(dossier.legs.filter(ended_at__isnull=False).select_related("holder__user"))
