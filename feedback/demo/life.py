"""One invented dossier from filing to rating, act by act along the real transition table, cut off at "now"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from dossiers.deadline_facts import AfterPause
from dossiers.deadline_facts import Pause as PauseFact
from dossiers.models import DossierEvent, DossierPaper, Leg, Pause, PromiseMove, Proposal, SupplementRequest
from dossiers.promising import promise_for
from dossiers.services.decision import verdict
from dossiers.workflow import Action, State, find
from procedures.models import ProcedureVersion
from staff.models import Unit, User
from staff.office_calendar import Calendars
from staff.roles import Role


class NotYet(Exception):
    """The next act lies after "now": the dossier stands where it is."""


class ImpossibleAct(ValueError):
    """The transition table or the law forbids what the story wanted."""


@dataclass
class Life:
    """A dossier in the making: its own columns and the rows that hang on it, none of them stored yet."""

    version: ProcedureVersion
    unit: Unit
    handling_unit: Unit
    now: dt.datetime
    early_rule: str
    calendars: Calendars
    columns: dict[str, Any]
    code: str = ""
    current: State = State.DRAFT
    events: list[DossierEvent] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    moves: list[PromiseMove] = field(default_factory=list)
    supplements: list[SupplementRequest] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    papers: list[DossierPaper] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    #: The unit a step of the route has brought it to, where that is not the one that handles it.
    lies_at: int | None = None

    @property
    def due_at(self) -> dt.datetime:
        due_at: dt.datetime = self.columns["due_at"]
        return due_at

    def act(
        self, action: Action, *, at: dt.datetime, by: User, role: Role, reason: str = "", **detail: Any
    ) -> None:
        """One act, if the table permits it; raises NotYet when it lies ahead of "now"."""
        if at > self.now:
            raise NotYet
        row = find(action, self.current)
        if row is None or role not in row.by or (row.needs_reason and not reason):
            raise ImpossibleAct(f"{action} by {role} in {self.current!r}")
        before = self.current
        self.current = row.targets[0] if row.targets else before
        self.events.append(
            DossierEvent(
                at=at,
                action=action.value,
                from_state=before.value,
                to_state=self.current.value,
                by=by,
                by_role=role.value,
                unit_id=self._desk if role is Role.SPECIALIST else self.unit.pk,
                reason=reason,
                detail=detail,
            )
        )

    @property
    def _desk(self) -> int:
        return self.lies_at or self.handling_unit.pk

    def receive(self, *, at: dt.datetime, by: User) -> None:
        """Reception at the counter with the real promise."""
        self.act(Action.RECEIVE, at=at, by=by, role=Role.CLERK)
        due_at = self._promise(received_at=at)
        self.columns |= {
            "code": self.code,
            "received_at": at,
            "promised_at": due_at,
            "due_at": due_at,
            "judged_due_at": due_at,
            "received_by": by.official,
        }
        self._move(None, due_at, PromiseMove.Ground.RECEIVED, at=at, by=by)

    def ask_supplement(self, items: list[str], reason: str, *, at: dt.datetime, by: User, role: Role) -> None:
        self.act(Action.REQUEST_SUPPLEMENT, at=at, by=by, role=role, reason=reason, items=items)
        self.supplements.append(SupplementRequest(items=items, reason=reason, asked_at=at, asked_by=by))
        if self.columns.get("received_at"):
            self._pause(Pause.Ground.SUPPLEMENT, self.version.after_supplement, at)

    def supply(self, answer: str, *, at: dt.datetime, by: User, role: Role) -> None:
        self.act(Action.SUPPLY, at=at, by=by, role=role, reason=answer)
        self.supplements[-1].answered_at = at
        self.supplements[-1].answer = answer

    def resume(self, *, at: dt.datetime, by: User) -> None:
        """The clock runs again from the moment the supplement was handed in."""
        self.act(Action.RESUME, at=at, by=by, role=Role.CLERK)
        self._end_pause(self.supplements[-1].answered_at or at, PromiseMove.Ground.SUPPLEMENT, at=at, by=by)

    def ask_payment(self, reason: str, *, at: dt.datetime, by: User) -> None:
        self.act(Action.REQUEST_PAYMENT, at=at, by=by, role=Role.SPECIALIST, reason=reason)
        self._pause(Pause.Ground.PAYMENT, self.version.after_payment, at)

    def confirm_payment(self, *, at: dt.datetime, by: User) -> None:
        self.act(Action.CONFIRM_PAYMENT, at=at, by=by, role=Role.CLERK)
        self._end_pause(at, PromiseMove.Ground.PAYMENT, at=at, by=by)

    def withdraw(self, reason: str, *, at: dt.datetime, by: User, role: Role) -> None:
        self.act(Action.WITHDRAW, at=at, by=by, role=role, reason=reason)
        self._pause(Pause.Ground.WITHDRAWAL, self.version.after_withdrawal, at)

    def stop(self, reason: str, *, at: dt.datetime, by: User) -> None:
        self.act(Action.STOP, at=at, by=by, role=Role.CLERK, reason=reason)
        self.pauses[-1].ended_at = at
        self.columns["closed_at"] = at

    def refuse(self, reason: str, *, at: dt.datetime, by: User) -> None:
        self.act(Action.REFUSE, at=at, by=by, role=Role.CLERK, reason=reason)
        self.columns["closed_at"] = at

    def take(self, *, at: dt.datetime, by: User) -> None:
        self.act(Action.TAKE, at=at, by=by, role=Role.SPECIALIST)
        self.columns["specialist"] = by.official

    def hand_on(self, *, at: dt.datetime, by: User, to: int) -> None:
        """To the next step of the route, at the unit `to`."""
        self.act(Action.HAND_ON, at=at, by=by, role=Role.SPECIALIST)
        self.columns["specialist"], self.lies_at = None, to

    def propose(self, outcome: str, text: str, *, at: dt.datetime, by: User) -> None:
        self.act(Action.PROPOSE, at=at, by=by, role=Role.SPECIALIST, outcome=outcome)
        self.proposals.append(Proposal(at=at, by=by.official, outcome=outcome, text=text))

    def send_back(self, reason: str, *, at: dt.datetime, by: User) -> None:
        self.act(Action.SEND_BACK, at=at, by=by, role=Role.LEADER, reason=reason)
        self._decide(Proposal.Decision.SENT_BACK, reason, at=at, by=by)

    def sign(self, *, at: dt.datetime, by: User) -> None:
        """The result is ready: lateness is settled by the same rule as in the office."""
        self.act(Action.SIGN, at=at, by=by, role=Role.LEADER, outcome=self.proposals[-1].outcome)
        self._decide(Proposal.Decision.SIGNED, "", at=at, by=by)
        self.columns |= {
            "resolved_at": at,
            "resolved_on": at.date(),
            "verdict": verdict(resolved_at=at, due_at=self.due_at, early_rule=self.early_rule).value,
        }

    def give_back(self, *, at: dt.datetime, by: User) -> None:
        self.act(Action.RETURN, at=at, by=by, role=Role.CLERK)
        self.columns["closed_at"] = at

    def _decide(self, decision: Proposal.Decision, comment: str, *, at: dt.datetime, by: User) -> None:
        proposal = self.proposals[-1]
        proposal.decision, proposal.comment = decision.value, comment
        proposal.decided_at, proposal.decided_by = at, by.official

    def _promise(self, *, received_at: dt.datetime) -> dt.datetime:
        pauses = [PauseFact(row.started_at, row.ended_at, AfterPause(row.after)) for row in self.pauses]
        promise = promise_for(
            version=self.version,
            unit=self.unit,
            received_at=received_at,
            channel=self.columns["channel"],
            pauses=pauses,
            calendars=self.calendars,
        )
        if promise.due_at is None:
            raise ImpossibleAct("a pause is still open")
        return promise.due_at

    def _pause(self, ground: Pause.Ground, after: str, at: dt.datetime) -> None:
        self.pauses.append(Pause(ground=ground.value, after=after, started_at=at))

    def _end_pause(self, ended_at: dt.datetime, ground: PromiseMove.Ground, *, at: dt.datetime, by: User) -> None:
        self.pauses[-1].ended_at = ended_at
        due_at = self._promise(received_at=self.columns["received_at"])
        if due_at != self.columns["due_at"]:
            self._move(self.columns["due_at"], due_at, ground, at=at, by=by)
            self.columns["due_at"] = self.columns["judged_due_at"] = due_at

    def _move(
        self, old: dt.datetime | None, new: dt.datetime, ground: PromiseMove.Ground, *, at: dt.datetime, by: User
    ) -> None:
        self.moves.append(PromiseMove(at=at, old_due_at=old, new_due_at=new, ground=ground.value, by=by))
