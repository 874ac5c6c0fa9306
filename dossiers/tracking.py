"""Public tracking (tra cứu hồ sơ): code and the last four digits of the phone; never a name or a paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from staff.rate_limit import too_many
from staff.roles import Role

from .labels import STATE_LABELS
from .ledger import Entry, ledger
from .models import Dossier
from .stuck import Notice, notice
from .workflow import FINAL_STATES, Action, State

#: Four digits are soon guessed, so page and API together answer no more than this to one address.
TRIES_PER_MINUTE = 30

# What each state means to the person who waits, and what is expected of them.
PLAIN_WORDS = {
    State.SUBMITTED: _("The office has your dossier and answers within 8 working hours."),
    State.RECEIVED: _("The dossier is complete and was received. It goes to the official in charge next."),
    State.REFUSED: _("The dossier was refused. The reason is on the refusal notice."),
    State.PROCESSING: _("An official is working on your dossier."),
    State.SUPPLEMENT: _("The office waits for papers from you. The time limit stands still meanwhile."),
    State.PAYMENT: _("A payment is due before the office can go on. The time limit stands still meanwhile."),
    State.WITHDRAWAL: _("You asked to withdraw. The counter is confirming it."),
    State.STOPPED: _("Processing was stopped."),
    State.RESOLVED: _("The result is ready. Bring the receipt to the counter to collect it."),
    State.RETURNED: _("The result was handed over. Thank you."),
}

# The step within processing, from the leg the dossier is on.
STEP_WORDS = {
    "handed_over": _("Your dossier was handed over and waits for an official to take it up."),
    "working": _("An official is working on your dossier."),
    "signing": _("The result is drafted and lies with the leader for signature."),
}

# Each act as something that happened, for the timeline; inner acts, such as sending a draft back, stay inside.
DONE_WORDS = {
    Action.SUBMIT: _("Submitted online"),
    Action.RECEIVE: _("Received by the counter"),
    Action.REFUSE: _("Refused by the counter"),
    Action.REQUEST_SUPPLEMENT: _("A supplement was requested"),
    Action.SUPPLY: _("The supplement was handed in"),
    Action.RESUME: _("The supplement was accepted"),
    Action.FORWARD: _("Forwarded to the official in charge"),
    Action.REQUEST_PAYMENT: _("The financial obligation was requested"),
    Action.CONFIRM_PAYMENT: _("The payment was confirmed"),
    Action.SIGN: _("The result was signed"),
    Action.RETURN: _("The result was returned"),
    Action.WITHDRAW: _("Withdrawal was asked for"),
    Action.CONTINUE: _("Processing went on"),
    Action.STOP: _("Processing was stopped"),
    Action.LINK: _("A linked dossier was opened"),
    Action.EXTEND: _("The office apologised and made a new appointment"),
    Action.OVERRIDE: _("The head set a new appointment by decision"),
}


@dataclass(frozen=True)
class Step:
    """One line of the public timeline."""

    at: dt.datetime
    action: Action
    state: State
    label: Any


@dataclass(frozen=True)
class Progress:
    """Tiến độ: what anybody with code and phone may know."""

    code: str
    procedure: str
    unit: str
    hotline: str
    state: State
    label: Any
    meaning: Any
    received_at: dt.datetime | None
    due_at: dt.datetime | None
    resolved_at: dt.datetime | None
    is_late: bool
    steps: list[Step]
    moves: list[Entry]
    stuck: Notice | None

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The steps as the timeline component draws them, the last one current while the dossier is open."""
        last = len(self.steps) - 1
        is_open = self.state not in FINAL_STATES
        return [
            {
                "title": DONE_WORDS[step.action],
                "at": step.at,
                "tone": "current" if number == last and is_open else "done",
            }
            for number, step in enumerate(self.steps)
        ]


def find(code: str, phone_tail: str) -> Dossier | None:
    """The dossier with this code or reference whose phone ends in these four digits, else None."""
    if len(phone_tail) != 4 or not phone_tail.isdecimal():
        return None
    return (
        Dossier.objects.named(code)
        .at_office()
        .filter(phone__endswith=phone_tail)
        .select_related("version", "receiving_unit")
        .first()
    )


def progress(dossier: Dossier, *, now: dt.datetime) -> Progress:
    """What is shown of a dossier without signing in."""
    state = State(dossier.state)
    running = state in (State.RECEIVED, State.PROCESSING)
    return Progress(
        code=dossier.shown_code,
        procedure=dossier.version.name,
        unit=dossier.receiving_unit.name,
        hotline=dossier.receiving_unit.hotline,
        state=state,
        label=STATE_LABELS[state],
        meaning=_meaning(dossier),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        resolved_at=dossier.resolved_at,
        is_late=dossier.verdict == Dossier.Verdict.LATE
        or (running and dossier.due_at is not None and dossier.due_at < now),
        steps=timeline(dossier),
        moves=ledger(dossier.promise_moves.all()),
        stuck=notice(dossier),
    )


def _meaning(dossier: Dossier) -> Any:
    """What the state means; while it is worked on, which step it is at, without saying who does it."""
    state, leg = State(dossier.state), dossier.open_leg
    if state is not State.PROCESSING or leg is None:
        return PLAIN_WORDS.get(state, "")
    if leg.role == Role.LEADER:
        return STEP_WORDS["signing"]
    return STEP_WORDS["working" if leg.accepted_at else "handed_over"]


def timeline(dossier: Dossier) -> list[Step]:
    """What happened so far, oldest first, without inner acts."""
    return [
        Step(
            at=event.at,
            action=Action(event.action),
            state=State(event.to_state),
            label=STATE_LABELS[State(event.to_state)],
        )
        for event in dossier.events.all()
        if Action(event.action) in DONE_WORDS
    ]


def closing_reason(dossier: Dossier) -> str:
    """Why the dossier was refused or stopped, for its applicant; empty otherwise. It stands on the notice too."""
    if dossier.state not in (State.REFUSED, State.STOPPED):
        return ""
    return str(dossier.events.filter(to_state=dossier.state).values_list("reason", flat=True).last() or "")


def tried_too_often(request: HttpRequest) -> bool:
    """Whether this address has used up its tries of the running minute; counts this one."""
    return too_many(request, "tracking", per_minute=TRIES_PER_MINUTE)
