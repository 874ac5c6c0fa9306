"""Sections of the dossier page: acts, promise, papers with their files, timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dossiers.changes import change_words
from dossiers.explaining import calendar_error_in_words
from dossiers.forms.office import ActForm, act_form
from dossiers.labels import ACTION_LABELS
from dossiers.legs import is_accepted
from dossiers.models import Attachment, Dossier, DossierEvent
from dossiers.permissions import allowed_actions
from dossiers.promising import promise_of
from dossiers.workflow import FINAL_STATES, Action, State
from procedures.errors import LimitNotSet
from staff.models.official import ROLE_LABELS
from staff.roles import Role
from staff.working_time import CalendarError

#: Acts that cannot be taken back: the page asks before it sends them.
GRAVE = frozenset({Action.REFUSE, Action.STOP, Action.SIGN, Action.EXTEND, Action.OVERRIDE})

#: Acts on one question, which stand beside it (`opinions_section`).
IN_PANELS = frozenset({Action.GIVE_OPINION, Action.DROP_OPINION})

_TONES = {
    Action.REFUSE: "stopped",
    Action.STOP: "stopped",
    Action.REQUEST_SUPPLEMENT: "waiting",
    Action.REQUEST_PAYMENT: "waiting",
    Action.WITHDRAW: "waiting",
    Action.SEND_BACK: "waiting",
    Action.GIVE_BACK: "waiting",
    Action.PULL: "waiting",
    Action.EXTEND: "waiting",
    Action.OVERRIDE: "waiting",
}


@dataclass(frozen=True)
class Act:
    """One act the person may carry out now, with its form; the main one stands first and open."""

    action: Action
    label: str
    form: ActForm
    is_main: bool

    @property
    def is_grave(self) -> bool:
        return self.action in GRAVE

    @property
    def is_open(self) -> bool:
        return self.is_main or bool(self.form.is_bound and self.form.errors)


def acts_for(user: Any, dossier: Dossier, *, door: str, failed: tuple[Action, ActForm] | None) -> list[Act]:
    """What this person may do now, the main act first and grave ones last; `failed` keeps what was typed."""
    allowed = [action for action in allowed_actions(user, dossier) if action not in IN_PANELS]
    main = _main(dossier, allowed)
    order = sorted(allowed, key=lambda action: (action is not main, action in GRAVE, action is Action.CORRECT))
    return [
        Act(
            action,
            _label(action, dossier),
            failed[1] if failed and failed[0] is action else act_form(action, dossier, door=door),
            action is main,
        )
        for action in order
    ]


def _main(dossier: Dossier, allowed: Sequence[Action]) -> Action | None:
    """The one act the dossier waits for, when this person may carry it out."""
    wanted: tuple[Action, ...] = ()
    match State(dossier.state):
        case State.SUBMITTED:
            wanted = (Action.RECEIVE,)
        case State.RECEIVED:
            wanted = (Action.FORWARD,)
        case State.PROCESSING:
            next_act = Action.HAND_ON if Action.HAND_ON in allowed else Action.PROPOSE
            wanted = (Action.SIGN, next_act if is_accepted(dossier) else Action.TAKE)
        case State.SUPPLEMENT if dossier.supplement_requests.filter(answered_at__isnull=False).exists():
            wanted = (Action.RESUME, Action.RECEIVE)
        case State.PAYMENT:
            wanted = (Action.CONFIRM_PAYMENT,)
        case State.RESOLVED:
            wanted = (Action.RETURN,)
    return next((action for action in wanted if action in allowed), None)


def _label(action: Action, dossier: Dossier) -> str:
    if action is Action.TAKE and dossier.specialist is not None and is_accepted(dossier):
        return _("Take over from %(name)s") % {"name": dossier.specialist.user}
    return str(ACTION_LABELS[action])


def promise_section(dossier: Dossier, *, now: dt.datetime) -> dict[str, Any]:
    """The `promise` with its trace, before reception as if received `now`; None with the `promise_problem` in
    words where the calendar does not reach that far.
    """
    is_over = State(dossier.state) in FINAL_STATES or dossier.resolved_at is not None
    if is_over and dossier.received_at is None:
        return {"promise": None, "promise_problem": ""}
    try:
        promise = promise_of(dossier, received_at=dossier.received_at or now, as_of=None if is_over else now)
    except CalendarError as error:
        return {"promise": None, "promise_problem": calendar_error_in_words(error)}
    except LimitNotSet:
        return {"promise": None, "promise_problem": ""}
    return {"promise": promise, "promise_problem": ""}


@dataclass(frozen=True)
class PaperLine:
    """One paper with how it was handed in and the files that stand for it."""

    name: str
    note: str
    is_shown_only: bool
    is_wanted: bool
    originals: int | None
    copies: int | None
    files: list[Attachment]


def paper_lines(dossier: Dossier, attachments: Iterable[Attachment]) -> list[PaperLine]:
    """Papers written down at reception; before that the published list with the files that were sent."""
    by_document: dict[int, list[Attachment]] = {}
    for attachment in attachments:
        if attachment.required_document_id is not None:
            by_document.setdefault(attachment.required_document_id, []).append(attachment)
    written = list(dossier.papers.all())
    lines = [
        PaperLine(
            paper.name,
            _("Does not pass: %(fault)s") % {"fault": paper.fault} if paper.fault else "",
            paper.is_shown_only,
            False,
            paper.originals,
            paper.copies,
            by_document.pop(paper.required_document_id or 0, []),
        )
        for paper in written
    ]
    for document in dossier.version.documents.all():
        files = by_document.pop(document.pk, [])
        if files or not written:
            lines.append(
                PaperLine(
                    document.name, document.note, not document.is_uploadable, document.mandatory, None, None, files
                )
            )
    return lines


#: What a line of the trail is read with.
TRAIL = ("by", "unit", "delegation__official__user")


def timeline(events: Iterable[DossierEvent]) -> list[dict[str, Any]]:
    """The trail as the office reads it, oldest first."""
    return [
        {
            "title": ACTION_LABELS[Action(event.action)],
            "at": event.at,
            "who": who_acted(event),
            "text": event.reason,
            "lines": change_words(event.detail),
            "tone": _TONES.get(Action(event.action), "done"),
        }
        for event in events
    ]


def who_acted(event: DossierEvent) -> str:
    """Name, role and unit; of a deputy also for whom and under which paper (… làm thay … theo …)."""
    name = str(event.by) if event.by is not None else ""
    role = str(ROLE_LABELS[Role(event.by_role)]) if event.by_role else ""
    unit = event.unit.name if event.unit is not None and event.by_role != Role.CITIZEN else ""
    cover = event.delegation
    instead = (
        _("for %(name)s under %(document)s") % {"name": cover.official.user, "document": cover.document}
        if cover is not None
        else ""
    )
    return ", ".join(part for part in (name, role, unit, instead) if part)
