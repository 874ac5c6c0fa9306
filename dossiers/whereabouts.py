"""Where a dossier is and where it was (quá trình giao nhận): its legs, the time each was given and has used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.routing import minutes_in_words
from staff.models import Unit
from staff.models.official import ROLE_LABELS
from staff.office_calendar import Calendars, current_calendars
from staff.roles import Role
from staff.working_time import CalendarError

from .deadline_facts import Pause as PauseFact
from .leg_time import minutes_used
from .legs import pause_facts, shown_name
from .models import Dossier, Leg
from .workflow import PAUSED_STATES, State


@dataclass(frozen=True)
class LegLine:
    """One leg as officials read it; `used` is empty where the calendar does not reach."""

    name: str
    where: str
    holder: str
    given_at: dt.datetime
    accepted_at: dt.datetime | None
    ended_at: dt.datetime | None
    due_at: dt.datetime
    allotted: str
    used: str
    verdict: str
    tone: str
    ending: str
    note: str
    is_given_back: bool

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


def course_of(dossier: Dossier, *, now: dt.datetime) -> list[LegLine]:
    """The legs in order, the open one last; three statements, however many there are."""
    legs = list(dossier.legs.select_related("unit", "holder__user"))
    if not legs:
        return []
    calendars, pauses = current_calendars(), pause_facts(dossier)
    is_paused = State(dossier.state) in PAUSED_STATES
    return [_line(leg, calendars, pauses, is_paused=is_paused, now=now) for leg in legs]


def given_back_by(course: list[LegLine]) -> LegLine | None:
    """The leg of the specialist who gave the dossier back to where it lies now; None when it came another way."""
    before = course[-2] if len(course) > 1 and course[-1].is_open else None
    return before if before is not None and before.is_given_back else None


def _line(
    leg: Leg, calendars: Calendars, pauses: list[PauseFact], *, is_paused: bool, now: dt.datetime
) -> LegLine:
    verdict, tone = _standing(leg, is_paused=is_paused, now=now)
    holder = str(leg.holder.user) if leg.holder is not None else ""
    return LegLine(
        name=shown_name(leg),
        where=f"{leg.unit.name} · {ROLE_LABELS[Role(leg.role)]}",
        holder=holder,
        given_at=leg.given_at,
        accepted_at=leg.accepted_at,
        ended_at=leg.ended_at,
        due_at=leg.due_at,
        allotted=minutes_in_words(leg.minutes),
        used=_used(leg, calendars, pauses, until=leg.ended_at or now),
        verdict=verdict,
        tone=tone,
        ending=str(Leg.Ending(leg.ending).label) if leg.ending not in ("", Leg.Ending.DONE) else "",
        note=leg.note,
        is_given_back=leg.ending == Leg.Ending.GIVEN_BACK and leg.role == Role.SPECIALIST,
    )


def _standing(leg: Leg, *, is_paused: bool, now: dt.datetime) -> tuple[str, str]:
    """How the leg kept its time, or how it stands; words and tone."""
    if leg.ended_at is not None:
        is_late = leg.verdict == Dossier.Verdict.LATE
        words = str(Dossier.Verdict(leg.verdict).label) if leg.verdict else ""
        return words, "bad" if is_late else "good"
    if is_paused:
        return _("Clock stopped"), ""
    if leg.due_at < now:
        return _("Overdue"), "bad"
    return (_("In hand"), "note") if leg.accepted_at else (_("Not accepted yet"), "care")


def _used(leg: Leg, calendars: Calendars, pauses: list[PauseFact], *, until: dt.datetime) -> str:
    running = [
        PauseFact(pause.start, min(pause.end or until, until), pause.after)
        for pause in pauses
        if pause.start < until
    ]
    try:
        used = minutes_used(leg.given_at, until, running, calendars.for_unit(Unit(pk=leg.unit_id)))
    except CalendarError:
        return ""
    return minutes_in_words(used)
