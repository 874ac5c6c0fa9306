"""Rows of the office's work lists (danh sách hồ sơ cần xử lý): one statement, plain values, masked numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from procedures.routing import default_name
from staff.models import Unit
from staff.office_calendar import Calendars
from staff.privacy import mask_identity_number, mask_phone
from staff.roles import Role

from .models import Dossier, Proposal, SupplementRequest
from .querysets import DossierQuerySet
from .remaining import Urgency, answer_time_left, time_left
from .time_words import answer_words, left_words
from .workflow import OPEN_STATES, PAUSED_STATES, RUNNING_STATES, State

PAGE_SIZE = 25

_FIELDS = (
    "reference",
    "lock_version",
    "code",
    "applicant_name",
    "identity_number",
    "phone",
    "state",
    "channel",
    "delivery",
    "submitted_at",
    "received_at",
    "due_at",
    "resolved_at",
    "closed_at",
    "verdict",
    "receiving_unit_id",
    "receiving_unit__name",
    "handling_unit_id",
    "handling_unit__name",
    "specialist_id",
    "specialist__user__full_name",
    "version__name",
    "version__procedure__code",
)

_MARKS = ("supplied", "proposed", "sent_back")

#: The leg a dossier lies on now, joined by `with_marks`.
_LYING = (
    "lying__step_id",
    "lying__name",
    "lying__role",
    "lying__unit_id",
    "lying__unit__name",
    "lying__holder_id",
    "lying__holder__user__full_name",
    "lying__given_at",
    "lying__accepted_at",
    "lying__due_at",
)

#: States in which a dossier waits for an act that is done with many at once; the counter also prints for many.
_CHOSEN_IN = frozenset({State.RECEIVED.value, State.PROCESSING.value})
_CHOSEN_AT_COUNTER = _CHOSEN_IN | {State.SUBMITTED.value, State.SUPPLEMENT.value, State.RESOLVED.value}

_TONES = {Urgency.LATE: "bad", Urgency.SOON: "care", Urgency.FINE: "quiet"}


@dataclass(frozen=True)
class Badge:
    """The deadline of a row: the moment shown, the words beside it and their tone."""

    when: dt.datetime | None
    words: str
    tone: str


@dataclass(frozen=True)
class Step:
    """The step a dossier is at: what is done, until when, and how that stands."""

    name: str
    badge: Badge


@dataclass(frozen=True)
class Row:
    """One dossier of a list, ready to be shown; numbers are masked. `choice` names it among several chosen."""

    url: str
    choice: str
    code: str
    applicant: str
    identity_number: str
    phone: str
    procedure: str
    state: int
    unit: str
    specialist: str
    at: dt.datetime | None
    channel: str
    delivery: str
    badge: Badge
    step: Step | None
    marks: list[tuple[str, str]]
    preview: str
    outcome: str


@dataclass(frozen=True)
class Page:
    """One page of a list. There is no total: counting everything costs as much as the page."""

    rows: list[Row]
    number: int
    has_next: bool

    @property
    def has_choices(self) -> bool:
        return any(row.choice for row in self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def with_marks(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Mark what stands in rows beside the state: supplement handed in, result proposed, proposal sent back.

    `lying` joins the leg the dossier is on, of which there is at most one.
    """
    of_this = {"dossier": OuterRef("pk")}
    return dossiers.annotate(
        supplied=Exists(SupplementRequest.objects.filter(**of_this, answered_at__isnull=False)),
        proposed=Exists(Proposal.objects.filter(**of_this, decision="")),
        sent_back=Exists(Proposal.objects.filter(**of_this, decision=Proposal.Decision.SENT_BACK)),
        lying=FilteredRelation("legs", condition=Q(legs__ended_at__isnull=True)),
    )


def page_of(
    dossiers: DossierQuerySet,
    *,
    number: int,
    door: str,
    now: dt.datetime,
    calendars: Calendars,
    extra: Sequence[str] = (),
    covered: frozenset[tuple[int, int]] = frozenset(),
) -> Page:
    """Page `number` (from 1) of an ordered list `with_marks`; links lead to the dossier page at `door`.

    `extra` names further annotations to read, such as `preview`; work of somebody `covered` is marked.
    """
    first = (number - 1) * PAGE_SIZE
    values = list(dossiers.values(*_FIELDS, *_MARKS, *_LYING, *extra)[first : first + PAGE_SIZE + 1])
    rows = [
        row_of(value, door=door, now=now, calendars=calendars, covered=covered) for value in values[:PAGE_SIZE]
    ]
    return Page(rows, number, len(values) > PAGE_SIZE)


def row_of(
    value: Mapping[str, Any],
    *,
    door: str,
    now: dt.datetime,
    calendars: Calendars,
    covered: frozenset[tuple[int, int]] = frozenset(),
) -> Row:
    """One row from the values of one dossier."""
    code = value["code"] or value["reference"]
    lies_at = "lying__unit" if value["lying__unit_id"] else "handling_unit"
    chosen_in = _CHOSEN_AT_COUNTER if door == "counter" else _CHOSEN_IN
    lies_elsewhere = value[f"{lies_at}_id"] != value["receiving_unit_id"]
    return Row(
        url=reverse(f"dossiers:{door}_dossier", args=[code]),
        choice=f"{value['reference']}:{value['lock_version']}" if value["state"] in chosen_in else "",
        code=code,
        applicant=value["applicant_name"],
        identity_number=mask_identity_number(value["identity_number"]),
        phone=mask_phone(value["phone"]),
        procedure=value["version__name"],
        state=value["state"],
        unit=value[f"{lies_at}__name"] if lies_elsewhere else "",
        specialist=value["lying__holder__user__full_name"] or value["specialist__user__full_name"] or "",
        at=value["received_at"] or value["submitted_at"],
        channel=str(Dossier.Channel(value["channel"]).label),
        delivery=str(Dossier.Delivery(value["delivery"]).label),
        badge=badge_of(value, now=now, calendars=calendars),
        step=_step(value, now=now, calendars=calendars),
        marks=list(_marks(value, covered)),
        preview=value.get("preview") or "",
        outcome=str(Proposal.Outcome(value["outcome"]).label) if value.get("outcome") else "",
    )


def _marks(value: Mapping[str, Any], covered: frozenset[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Words and tone of what the state alone does not tell."""
    state = State(value["state"])
    if state in OPEN_STATES and covered & _at_work(value):
        name = value["lying__holder__user__full_name"] or value["specialist__user__full_name"]
        yield _("For %(name)s") % {"name": name}, "note"
    if state is State.SUPPLEMENT and value["supplied"]:
        yield _("Supplement handed in"), "good"
    if _is_unaccepted(value):
        yield _("Not accepted yet"), "care"
    if state is State.PROCESSING and value["proposed"]:
        yield _("Waiting for signature"), "note"
    elif state is State.PROCESSING and value["sent_back"]:
        yield _("Sent back by the leader"), "bad"
    if value["channel"] != Dossier.Channel.COUNTER:
        yield str(Dossier.Channel(value["channel"]).label), ""


def _at_work(value: Mapping[str, Any]) -> frozenset[tuple[int, int]]:
    """Who has the dossier, and at which unit: its specialist, and the holder of the leg it is on."""
    pairs = (
        (value["specialist_id"], value["handling_unit_id"]),
        (value["specialist_id"], value["lying__unit_id"]),
        (value["lying__holder_id"], value["lying__unit_id"]),
    )
    return frozenset(pairs)


def _is_unaccepted(value: Mapping[str, Any]) -> bool:
    """Handed over to specialists, and nobody has accepted it."""
    return (
        value["state"] == State.PROCESSING
        and value["lying__role"] == Role.SPECIALIST
        and value["lying__accepted_at"] is None
    )


def _step(value: Mapping[str, Any], *, now: dt.datetime, calendars: Calendars) -> Step | None:
    """The step with its own clock, while the clock of the dossier runs."""
    if value["lying__role"] is None or State(value["state"]) not in RUNNING_STATES:
        return None
    name = value["lying__name"] if value["lying__step_id"] else default_name(Role(value["lying__role"]))
    calendar = calendars.for_unit(Unit(pk=value["lying__unit_id"]))
    left = time_left(value["lying__due_at"], since=value["lying__given_at"], now=now, calendar=calendar)
    return Step(name, Badge(value["lying__due_at"], left_words(left), _TONES[left.urgency]))


def badge_of(value: Mapping[str, Any], *, now: dt.datetime, calendars: Calendars) -> Badge:
    """What stands in the deadline column, by the state of the dossier whose columns `value` holds."""
    state, due_at = State(value["state"]), value["due_at"]
    calendar = calendars.for_unit(Unit(pk=value["receiving_unit_id"]))
    if state is State.SUBMITTED and value["submitted_at"]:
        left = answer_time_left(value["submitted_at"], now=now, calendar=calendar)
        return Badge(None, answer_words(left), _TONES[left.urgency])
    if state in RUNNING_STATES and due_at:
        left = time_left(due_at, since=value["received_at"], now=now, calendar=calendar)
        return Badge(due_at, left_words(left), _TONES[left.urgency])
    if state in PAUSED_STATES:
        return Badge(None, _("Clock stopped") if value["received_at"] else _("Clock not started"), "quiet")
    if value["verdict"]:
        verdict = Dossier.Verdict(value["verdict"])
        return Badge(due_at, str(verdict.label), "bad" if verdict is Dossier.Verdict.LATE else "good")
    return Badge(None, _("No time limit runs"), "quiet")
