"""The manager's acts on absences (vắng mặt, phân công làm thay): announce, move the work, end, give it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.absences import Place, moved_by, places, units_above, work_of
from dossiers.errors import NotPermitted, WrongMoment
from dossiers.models import Dossier
from dossiers.rules import FaultList, local_day
from dossiers.workflow import Action
from staff import audit
from staff.managed_units import managed_unit_ids
from staff.models import Delegation, Official, User
from staff.roles import Role
from staff.text import plain_line

from . import _legs
from ._step import lock, noted

LONGEST = dt.timedelta(days=366)
LEAST_OF_A_DOCUMENT = 5


@dataclass(frozen=True)
class Absence:
    """What is announced: who is away from which unit, who stands in, from when to when, by which paper."""

    place: Place | None
    deputy: Official | None
    first: dt.date | None
    last: dt.date | None
    document: str = ""
    mark: str = ""
    reason: str = ""


def absence_faults(absence: Absence, *, today: dt.date) -> FaultList:
    """Everything that is wrong with an announcement, by field."""
    faults = FaultList()
    if absence.place is None:
        faults.add("place", _("Choose who is away."))
    if absence.deputy is None:
        faults.add("deputy", _("Choose who stands in."))
    if len(plain_line(absence.document)) < LEAST_OF_A_DOCUMENT:
        faults.add("document", _("Name the paper with number and date; acts of the deputy rest on it."))
    if absence.mark not in Delegation.Mark.values:
        faults.add("mark", _("Choose one of the marks."))
    is_dated = _date_faults(absence.first, absence.last, faults, today=today)
    if absence.place is not None:
        _people_faults(absence.place, absence, faults, is_dated=is_dated)
    return faults


def _date_faults(first: dt.date | None, last: dt.date | None, faults: FaultList, *, today: dt.date) -> bool:
    """Whether both days can be worked with."""
    if first is None:
        faults.add("first", _("Enter the first day."))
    elif first < today:
        faults.add("first", _("An absence cannot begin in the past: nobody acted under it then."))
    if last is None:
        faults.add("last", _("Enter the last day; the deputyship ends with it."))
    if first is None or last is None:
        return False
    if last < first:
        faults.add("last", _("The period ends before it starts."))
    elif last - first > LONGEST:
        faults.add("last", _("An absence lasts a year at most; then it is announced anew."))
    return last >= first


def _people_faults(place: Place, absence: Absence, faults: FaultList, *, is_dated: bool) -> None:
    deputy, first, last = absence.deputy, absence.first, absence.last
    if absence.mark and not _is_head(place, on=first):
        faults.add(
            "mark", _("A mark belongs before the signature for a leader; this official holds no such role.")
        )
    if deputy == place.official:
        faults.add("deputy", _("Nobody stands in for themselves."))
        return
    if deputy is not None and not _works_near(deputy, place, on=first):
        faults.add("deputy", _("The deputy must work at the same unit or at one above it."))
    if not is_dated or first is None or last is None:
        return
    meanwhile = Delegation.objects.touching(first, last)
    if meanwhile.filter(official=place.official, unit=place.unit).exists():
        faults.add("first", _("An absence of this official at this unit is announced for these days already."))
    other = meanwhile.filter(deputy=place.official).select_related("official__user").first()
    if other is not None:
        faults.add(
            "place",
            _("This official stands in for %(name)s in these days. End that first: a deputyship goes no further.")
            % {"name": other.official.user},
        )
    if deputy is not None and meanwhile.filter(official=deputy).exists():
        faults.add("deputy", _("The deputy is away in these days, too."))


def _is_head(place: Place, *, on: dt.date | None) -> bool:
    held = place.official.assignments.filter(unit=place.unit, role=Role.LEADER.value)
    return held.in_force(on).exists() if on is not None else held.exists()


def _works_near(deputy: Official, place: Place, *, on: dt.date | None) -> bool:
    held = deputy.assignments.filter(unit__in=units_above(place.unit)).exclude(role=Role.ADMIN.value)
    return held.in_force(on).exists() if on is not None else held.exists()


@transaction.atomic
def announce(*, absence: Absence, move_work: bool, by: User, at: dt.datetime) -> Delegation:
    """Announce an absence with its deputy (phân công làm thay); with `move_work` open dossiers go over at once.

    Work can move only on the first day or later, when the deputy may touch it. Raises Faults, NotPermitted.
    """
    today = local_day(at)
    faults = absence_faults(absence, today=today)
    if move_work and absence.first is not None and absence.first > today:
        faults.add("move_work", _("Open dossiers can be moved from the first day of the absence on."))
    faults.raise_if_any()
    place, deputy, first = absence.place, absence.deputy, absence.first
    if place is None or deputy is None or first is None:
        raise ValueError("an absence without faults names people and days")
    _check_manages(place.unit.pk, by)
    row = Delegation.objects.create(
        official=place.official,
        deputy=deputy,
        unit=place.unit,
        mark=absence.mark,
        document=plain_line(absence.document),
        reason=plain_line(absence.reason),
        valid_from=first,
        valid_to=absence.last,
    )
    moved = _hand_over(row, work_of(row.official, row.unit), row.deputy, by=by, at=at) if move_work else 0
    _note("absence.announced", row, by, moved=moved, until=str(row.valid_to))
    return row


@transaction.atomic
def move_work(*, absence: Delegation, by: User, at: dt.datetime) -> int:
    """Move the open work of somebody who is away to the deputy (chuyển việc); returns how many dossiers went.

    Raises WrongMoment while the absence is not in force, NotPermitted.
    """
    row = _locked(absence, by)
    if not row.is_in_force(local_day(at)) or row.called_off_at is not None:
        raise WrongMoment(_("Work moves only while the absence is in force."), allowed=[])
    moved = _hand_over(row, work_of(row.official, row.unit), row.deputy, by=by, at=at)
    _note("absence.work_moved", row, by, moved=moved)
    return moved


@transaction.atomic
def give_back(*, absence: Delegation, by: User, at: dt.datetime) -> int:
    """Give the moved work that is still with the deputy back (trả lại việc); returns how many dossiers went.

    Raises WrongMoment before the absence has ended, NotPermitted.
    """
    row = _locked(absence, by)
    if row.valid_to is None or local_day(at) < row.valid_to:
        raise WrongMoment(_("The work is given back on the last day of the absence or later."), allowed=[])
    back = _hand_over(row, moved_by(row), row.official, by=by, at=at)
    _note("absence.work_given_back", row, by, moved=back)
    return back


@transaction.atomic
def end_early(*, absence: Delegation, by: User, at: dt.datetime) -> Delegation:
    """End an absence with today, or call it off before it begins (kết thúc sớm); the row stays.

    Today is still covered: what the deputy did this morning rests on the paper. Raises WrongMoment, NotPermitted.
    """
    row, today = _locked(absence, by), local_day(at)
    if row.called_off_at is not None or (row.valid_to is not None and row.valid_to <= today):
        raise WrongMoment(_("This absence has ended already, or ends today."), allowed=[])
    if row.valid_from > today:
        row.called_off_at = at
        row.save(update_fields=["called_off_at"])
        _note("absence.called_off", row, by)
        return row
    was, row.valid_to = row.valid_to, today
    row.save(update_fields=["valid_to"])
    _note("absence.ended_early", row, by, was=str(was))
    return row


def _locked(absence: Delegation, by: User) -> Delegation:
    related = Delegation.objects.select_for_update(of=("self",)).select_related("official", "deputy", "unit")
    row = related.get(pk=absence.pk)
    _check_manages(row.unit_id, by)
    return row


def _check_manages(unit_id: int, by: User) -> None:
    if unit_id not in managed_unit_ids(by):
        raise NotPermitted(_("Only a manager of this unit, or of one above it, arranges absences here."))


def _hand_over(absence: Delegation, dossiers: Any, to: Official, *, by: User, at: dt.datetime) -> int:
    """Each dossier goes to `to` with a line in its trail; returns how many went."""
    left = {place.official.pk for place in places(units_above(absence.unit), local_day(at))}
    if to.pk not in left:
        raise WrongMoment(_("%(name)s does not work here any more.") % {"name": to.user}, allowed=[])
    # in the order everybody locks many dossiers in, so that nobody waits for one another
    pks = sorted(dossiers.values_list("pk", flat=True))
    for pk in pks:
        _assign(lock(Dossier(pk=pk)), absence, to, by=by, at=at)
    return len(pks)


def _assign(dossier: Dossier, absence: Delegation, to: Official, *, by: User, at: dt.datetime) -> None:
    leg = dossier.open_leg
    if leg is not None and leg.role == Role.SPECIALIST:
        _legs.assign(dossier, to, by=by, at=at, note=absence.document)
    noted(
        dossier,
        Action.REASSIGN,
        by=by,
        role=Role.MANAGER,
        unit_id=absence.unit_id,
        at=at,
        reason=_("To %(name)s, under %(document)s") % {"name": to.user, "document": absence.document},
        detail={"absence": absence.pk, "to": to.pk},
        specialist=to,
    )


def _note(action: str, row: Delegation, by: User, **detail: Any) -> None:
    people: dict[str, Any] = {"official": row.official_id, "deputy": row.deputy_id, "since": str(row.valid_from)}
    audit.record(action, actor=by, target=f"delegation:{row.pk}", **people, **detail)
