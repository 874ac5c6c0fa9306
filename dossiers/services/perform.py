"""One door for every act by its name: the office's buttons and the API both come through here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dossiers.models import Dossier
from dossiers.rules import HandedIn
from dossiers.workflow import Action
from staff.models import User
from staff.stored_files import all_or_nothing

from . import (
    apology,
    correction,
    decision,
    filing,
    handing,
    handover,
    intake,
    linking,
    opinion,
    override,
    processing,
    refusal,
)
from ._step import lock_seen
from .correction import NOTHING, Correction


@dataclass(frozen=True)
class ActInput:
    """What an act may need; each act reads its own part."""

    reason: str = ""
    items: Sequence[str] = ()
    outcome: str = ""
    text: str = ""
    answer: str = ""
    collected_by: str = ""
    proof: str = ""
    identity_number: str = ""
    authorisation: str = ""
    originals: Sequence[int] = ()
    originals_stay: str = ""
    signature: bytes = b""
    papers: Sequence[HandedIn] | None = None
    cause: str = ""
    extra_days: int | None = None
    due_on: dt.date | None = None
    document: str = ""
    official: int | None = None
    units: Sequence[str] = ()
    question: str = ""
    amount: int | None = None
    measure: str = ""
    opinion: int | None = None
    procedure: str = ""
    unit: str = ""
    files_shown: Sequence[int] = ()
    note: str = ""
    correction: Correction = NOTHING
    lock_version: int | None = None

    def collector(self) -> handover.Collector:
        """Who came for the result."""
        return handover.Collector(
            name=self.collected_by,
            proof=self.proof,
            identity_number=self.identity_number,
            authorisation=self.authorisation,
            originals=self.originals,
            originals_stay=self.originals_stay,
            drawn=self.signature,
        )


Verb = Callable[[Dossier, ActInput, User, dt.datetime], Dossier]

VERBS: dict[Action, Verb] = {
    Action.SUBMIT: lambda d, _i, by, at: filing.submit(dossier=d, by=by, at=at),
    Action.RECEIVE: lambda d, i, by, at: intake.receive(dossier=d, by=by, at=at, papers=i.papers),
    Action.REFUSE: lambda d, i, by, at: refusal.refuse(dossier=d, reason=i.reason, by=by, at=at),
    Action.REQUEST_SUPPLEMENT: lambda d, i, by, at: processing.request_supplement(
        dossier=d, items=i.items, reason=i.reason, by=by, at=at
    ),
    Action.SUPPLY: lambda d, i, by, at: processing.supply(dossier=d, answer=i.answer, by=by, at=at),
    Action.RESUME: lambda d, _i, by, at: processing.resume(dossier=d, by=by, at=at),
    Action.FORWARD: lambda d, _i, by, at: processing.forward(dossier=d, by=by, at=at),
    Action.TAKE: lambda d, _i, by, at: processing.take(dossier=d, by=by, at=at),
    Action.HAND_ON: lambda d, i, by, at: handing.hand_on(dossier=d, by=by, at=at, reason=i.reason),
    Action.GIVE_BACK: lambda d, i, by, at: handing.give_back(dossier=d, reason=i.reason, by=by, at=at),
    Action.PULL: lambda d, _i, by, at: handing.pull(dossier=d, by=by, at=at),
    Action.REASSIGN: lambda d, i, by, at: handing.reassign(
        dossier=d, official=i.official, reason=i.reason, by=by, at=at
    ),
    Action.REQUEST_PAYMENT: lambda d, i, by, at: processing.request_payment(
        dossier=d, reason=i.reason, by=by, at=at
    ),
    Action.CONFIRM_PAYMENT: lambda d, _i, by, at: processing.confirm_payment(dossier=d, by=by, at=at),
    Action.PROPOSE: lambda d, i, by, at: processing.propose(
        dossier=d, outcome=i.outcome, text=i.text, note=i.note, by=by, at=at
    ),
    Action.SEND_BACK: lambda d, i, by, at: decision.send_back(dossier=d, reason=i.reason, by=by, at=at),
    Action.SIGN: lambda d, i, by, at: decision.sign(dossier=d, note=i.note, by=by, at=at),
    Action.RETURN: lambda d, i, by, at: handover.return_result(dossier=d, by=by, at=at, collector=i.collector()),
    Action.WITHDRAW: lambda d, i, by, at: handover.withdraw(dossier=d, reason=i.reason, by=by, at=at),
    Action.CONTINUE: lambda d, i, by, at: handover.continue_processing(dossier=d, by=by, at=at, reason=i.reason),
    Action.STOP: lambda d, i, by, at: handover.stop(dossier=d, reason=i.reason, by=by, at=at),
    Action.ASK_OPINION: lambda d, i, by, at: opinion.ask(
        dossier=d, units=i.units, question=i.question, amount=i.amount, measure=i.measure, by=by, at=at
    ),
    Action.GIVE_OPINION: lambda d, i, by, at: opinion.give(
        dossier=d, opinion=i.opinion, answer=i.answer, by=by, at=at
    ),
    Action.DROP_OPINION: lambda d, i, by, at: opinion.drop(dossier=d, opinion=i.opinion, by=by, at=at),
    Action.LINK: lambda d, i, by, at: linking.link(
        dossier=d, procedure=i.procedure, unit=i.unit, files=i.files_shown, by=by, at=at
    ),
    Action.CORRECT: lambda d, i, by, at: correction.correct_reception(
        dossier=d, correction=i.correction, reason=i.reason, by=by, at=at
    ),
    Action.EXTEND: lambda d, i, by, at: apology.extend(
        dossier=d, cause=i.cause, extra_days=i.extra_days, by=by, at=at
    ),
    Action.OVERRIDE: lambda d, i, by, at: override.override(
        dossier=d, due_on=i.due_on, reason=i.reason, document=i.document, by=by, at=at
    ),
}


@all_or_nothing()
def perform(dossier: Dossier, action: Action, given: ActInput, *, by: User, at: dt.datetime) -> Dossier:
    """Carry out `action` with what was given.

    `given.lock_version`, when present, must be the one the person saw: otherwise somebody acted in between.
    When it fails, the files it stored are taken away again. Raises Faults, WrongMoment, NotPermitted.
    """
    if given.lock_version is not None:
        dossier = lock_seen(dossier, action, by=by, expected=given.lock_version)
    return VERBS[action](dossier, given, by, at)
