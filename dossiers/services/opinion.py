"""Acts about opinions (xin ý kiến phối hợp): ask other units, answer, withdraw the question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import rules
from dossiers.models import Dossier, Opinion
from dossiers.opinions import OPEN, Measure, due_of, units_to_ask
from dossiers.rules import MOST_OF_A_REASON, FaultList
from dossiers.workflow import Action
from staff.access import holds
from staff.models import Unit, User
from staff.office_calendar import current_calendars
from staff.roles import Role
from staff.working_time import CalendarError

from ._step import check, lock, noted, refuse_moment, step

MOST_OF_A_QUESTION = 2000
MOST_OF_AN_ANSWER = 4000
MOST_UNITS = 10
LONGEST = {Measure.HOURS: 80, Measure.DAYS: 30}


@transaction.atomic
def ask(
    *,
    dossier: Dossier,
    units: Sequence[str],
    question: str,
    amount: int | None,
    measure: str,
    by: User,
    at: dt.datetime,
) -> Dossier:
    """Put one question to one or several units, by their codes, with a deadline (gửi xin ý kiến).

    The clock of the dossier goes on. Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.ASK_OPINION, by)
    faults = FaultList()
    found = _units(dossier, units, faults, on=rules.local_day(at))
    _words("question", question, faults, most=MOST_OF_A_QUESTION, missing=_("Write what the units are asked."))
    due = _due(found, amount, measure, faults, at=at)
    faults.raise_if_any()
    for unit in found:
        Opinion.objects.create(
            dossier=dossier, unit=unit, question=question.strip(), asked_at=at, asked_by=by, due_at=due[unit.pk]
        )
    names = ", ".join(unit.name for unit in found)
    return step(
        dossier,
        Action.ASK_OPINION,
        by=by,
        at=at,
        reason=f"{names}: {question.strip()}"[:MOST_OF_A_REASON],
        detail={"units": [unit.code for unit in found], "due": [due[unit.pk].isoformat() for unit in found]},
    )


def _words(name: str, text: str, faults: FaultList, *, most: int, missing: str) -> None:
    """A fault when there are no words, or too many."""
    if not text.strip():
        faults.add(name, missing)
    elif len(text.strip()) > most:
        faults.add(name, _("The text has more than %(count)s characters; shorten it.") % {"count": most})


def _units(dossier: Dossier, codes: Sequence[str], faults: FaultList, *, on: dt.date) -> list[Unit]:
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        faults.add("units", _("Choose at least one unit to ask."))
    if len(wanted) > MOST_UNITS:
        faults.add("units", _("Ask at most %(count)d units at once.") % {"count": MOST_UNITS})
        return []
    units = list(units_to_ask(dossier, on).filter(code__in=wanted))
    if len(units) < len(wanted):
        faults.add("units", _("Nobody can answer at one of these units, or it is the unit that asks."))
    for opinion in dossier.opinions.filter(OPEN, unit__in=units).select_related("unit"):
        faults.add("units", _("%(unit)s was asked and has not answered yet.") % {"unit": opinion.unit.name})
    return units


def _due(
    units: Sequence[Unit], amount: int | None, measure: str, faults: FaultList, *, at: dt.datetime
) -> dict[int, dt.datetime]:
    if measure not in LONGEST:
        faults.add("measure", _("Count in working hours or in working days."))
        return {}
    counted = Measure(measure)
    if amount is None or not 1 <= amount <= LONGEST[counted]:
        faults.add("amount", _("Enter a whole number from 1 to %(most)d.") % {"most": LONGEST[counted]})
        return {}
    calendars = current_calendars()
    try:
        return {unit.pk: due_of(at, amount, counted, calendars.for_unit(unit)) for unit in units}
    except CalendarError:
        faults.add("amount", _("The working calendar does not reach that far yet; choose a shorter time."))
        return {}


@transaction.atomic
def give(*, dossier: Dossier, opinion: int | None, answer: str, by: User, at: dt.datetime) -> Dossier:
    """Answer a question put to one's own unit (cho ý kiến); the dossier itself stays untouched.

    Raises Faults, WrongMoment (also when it was answered or withdrawn meanwhile), NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.GIVE_OPINION, by)
    row = _open_opinion(dossier, opinion, Action.GIVE_OPINION, by)
    role = next((role for role in (Role.SPECIALIST, Role.LEADER) if holds(by, role, row.unit_id)), None)
    if role is None:
        raise refuse_moment(dossier, Action.GIVE_OPINION, by, _("This question was put to another unit."))
    faults = FaultList()
    _words("answer", answer, faults, most=MOST_OF_AN_ANSWER, missing=_("Write the answer."))
    faults.raise_if_any()
    row.answer, row.answered_at, row.answered_by = answer.strip(), at, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    noted(
        dossier,
        Action.GIVE_OPINION,
        by=by,
        role=role,
        unit_id=row.unit_id,
        at=at,
        reason=row.answer[:MOST_OF_A_REASON],
        detail={"opinion": row.pk, "late": at > row.due_at},
    )
    return dossier


@transaction.atomic
def drop(*, dossier: Dossier, opinion: int | None, by: User, at: dt.datetime) -> Dossier:
    """Withdraw a question nobody has answered (rút yêu cầu xin ý kiến): the unit asked no longer sees the dossier.

    Raises WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.DROP_OPINION, by)
    row = _open_opinion(dossier, opinion, Action.DROP_OPINION, by)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    return step(dossier, Action.DROP_OPINION, by=by, at=at, reason=row.unit.name, detail={"opinion": row.pk})


def _open_opinion(dossier: Dossier, pk: int | None, action: Action, by: User) -> Opinion:
    """The question meant; without a number the only one this person could mean."""
    wanted = dossier.opinions.filter(OPEN).select_related("unit")
    rows = list(wanted.filter(pk=pk) if pk is not None else wanted)
    if action is Action.GIVE_OPINION and pk is None:
        rows = [
            row for row in rows if holds(by, Role.SPECIALIST, row.unit_id) or holds(by, Role.LEADER, row.unit_id)
        ]
    if len(rows) != 1:
        raise refuse_moment(dossier, action, by, _("This question was answered or withdrawn meanwhile."))
    return rows[0]
