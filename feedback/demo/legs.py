"""The legs of an invented life (các chặng giải quyết), told after its events on the line of office minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dossiers.leg_time import fitted, left_after_return
from dossiers.models import Dossier, DossierEvent, Leg, Pause
from dossiers.workflow import Action
from procedures.models import ProcedureVersion
from procedures.routing import Step, steps_of

from .life import Life
from .office_minutes import OfficeMinutes

_FORWARD = frozenset({Action.FORWARD, Action.HAND_ON})
_CLOSING = frozenset({Action.STOP, Action.REFUSE})


class LegTeller:
    """Tells legs in bulk: what `services/_legs.py` writes one act at a time."""

    def __init__(self, office: OfficeMinutes) -> None:
        self._office = office
        self._routes: dict[tuple[int, str], tuple[Step, ...]] = {}

    def tell(self, life: Life) -> list[Leg]:
        """The legs of a life, each with its own clock; none before reception."""
        if "received_at" not in life.columns:
            return []
        telling = _Telling(life, self._office, self._route(life.version, life.columns["channel"]))
        for event in life.events:
            telling.hear(event)
        return telling.legs

    def _route(self, version: ProcedureVersion, channel: str) -> tuple[Step, ...]:
        key = version.pk, channel
        if key not in self._routes:
            self._routes[key] = steps_of(version, version.limit_for(channel))
        return self._routes[key]


@dataclass
class _Telling:
    """One life being told; `at` is the number of the step it is at."""

    life: Life
    office: OfficeMinutes
    route: tuple[Step, ...]
    legs: list[Leg] = field(default_factory=list)
    at: int = 0
    used: dict[int, int] = field(default_factory=dict)

    def hear(self, event: DossierEvent) -> None:
        """Follow one act."""
        action = Action(event.action)
        if action is Action.RECEIVE:
            self._open(event, given_by=None)
            self._accept(event)
        elif not self.legs or self.legs[-1].ended_at is not None:
            return
        elif action in _FORWARD:
            self._go(event, self.at + 1)
        elif action is Action.PROPOSE:
            self._go(event, len(self.route) - 1)
        elif action is Action.TAKE:
            self._accept(event)
        elif action is Action.SEND_BACK:
            self._back(event)
        elif action is Action.SIGN:
            self._end(event, Leg.Ending.DONE)
        elif action in _CLOSING:
            self._end(event, Leg.Ending.CLOSED)
        else:
            self._recount(event.at)

    def _accept(self, event: DossierEvent) -> None:
        if event.by is None:
            raise ValueError("an official accepts a leg")
        leg = self.legs[-1]
        leg.holder, leg.accepted_at, leg.accepted_by = event.by.official, event.at, event.by

    def _go(self, event: DossierEvent, step: int) -> None:
        self._end(event, Leg.Ending.DONE)
        self.at = step
        self._open(event, given_by=event)

    def _back(self, event: DossierEvent) -> None:
        self._end(event, Leg.Ending.GIVEN_BACK, note=event.reason)
        self.at -= 1
        leg = self._open(event, given_by=event)
        leg.minutes = left_after_return(leg.minutes, self.used.get(self.at, 0))
        leg.holder = next(each.holder for each in reversed(self.legs[:-1]) if each.role == leg.role)
        self._recount(event.at)

    def _open(self, event: DossierEvent, *, given_by: DossierEvent | None) -> Leg:
        life, step = self.life, self.route[self.at]
        received, promised = (self.office.position(life.columns[name]) for name in ("received_at", "promised_at"))
        allotted = sum(each.minutes for each in self.route)
        leg = Leg(
            position=len(self.legs) + 1,
            step_id=step.pk,
            name=step.name,
            unit_id=step.unit_of(receiving=life.unit.pk, handling=life.handling_unit.pk),
            role=step.role.value,
            minutes=fitted(step.minutes, allotted=allotted, available=promised - received),
            given_at=event.at,
            given_by=given_by.by if given_by is not None else None,
        )
        self.legs.append(leg)
        self._recount(event.at)
        return leg

    def _recount(self, until: dt.datetime) -> None:
        """Where the leg's time ends by the pauses that had ended by then."""
        leg = self.legs[-1]
        position = self.office.position
        start, due = position(leg.given_at), position(leg.given_at) + leg.minutes
        for pause, ended_at in self._pauses(leg, until):
            begin, end = position(pause.started_at), position(ended_at)
            if pause.after == Pause.After.RESTART:
                start, due = end, end + leg.minutes
            elif start <= begin < due:
                due += end - begin
        leg.due_at = self._moment(due)

    def _end(self, event: DossierEvent, ending: Leg.Ending, *, note: str = "") -> None:
        leg = self.legs[-1]
        self._recount(event.at)
        if ending is Leg.Ending.DONE and leg.accepted_at is None:
            self._accept(event)
        leg.ended_at, leg.ending, leg.note = event.at, ending.value, note
        late = self.office.position(event.at) - self.office.position(leg.due_at)
        kept = Dossier.Verdict.EARLY if event.at.date() < leg.due_at.date() else Dossier.Verdict.ON_TIME
        leg.verdict = (Dossier.Verdict.LATE if event.at > leg.due_at else kept).value
        leg.minutes_late = max(late, 0)
        spent = self.office.position(event.at) - self.office.position(leg.given_at)
        self.used[self.at] = self.used.get(self.at, 0) + spent

    def _pauses(self, leg: Leg, until: dt.datetime) -> list[tuple[Pause, dt.datetime]]:
        return [
            (row, row.ended_at)
            for row in self.life.pauses
            if row.ended_at is not None and leg.given_at < row.ended_at <= until
        ]

    def _moment(self, position: int) -> dt.datetime:
        """The end of a span of office minutes: at closing time it is that close, not the next opening."""
        return self.office.moment(position - 1) + dt.timedelta(minutes=1)
