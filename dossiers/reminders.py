"""Reminders to officials before and after a promise breaks (nhắc hạn xử lý hồ sơ).

A reminder is a row of the outbox whose key names dossier, rule, due moment and recipient, so that none is written
twice, whoever sweeps and however often. A clock that stands still reminds of nothing; a date that moved withdraws
what was not sent yet and is planned anew.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from staff import post
from staff.message_kinds import Kind
from staff.message_texts import compose, public_address
from staff.models import Assignment, Message, Official
from staff.office_calendar import current_calendars
from staff.roles import Role
from staff.working_time import CalendarError, WorkingCalendar

from .models import Dossier

log = logging.getLogger(__name__)

RULES = (Kind.DUE_SOON_2, Kind.DUE_SOON_1, Kind.OVERDUE)
TEMPLATES = {
    Kind.DUE_SOON_2: "messages/due_soon.txt",
    Kind.DUE_SOON_1: "messages/due_soon.txt",
    Kind.OVERDUE: "messages/overdue.txt",
}
BATCH = 500
# Two working days never span more: the longest Lunar New Year break with its weekends is ten days.
HORIZON = dt.timedelta(days=21)

People = dict[tuple[int, str], list[Official]]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Finding:
    """A dossier to which a rule applies, and when the office can be told."""

    dossier: Dossier
    rule: Kind
    due_at: dt.datetime
    send_at: dt.datetime


def rule_for(
    *, received_at: dt.datetime, due_at: dt.datetime, at: dt.datetime, calendar: WorkingCalendar
) -> Kind | None:
    """The most urgent rule that applies at this moment, if any.

    A rule applies from the day that lies so many working days before the due day; a dossier received after that
    day had no such day, and a same-day dossier is thus only ever overdue. Raises CalendarError.
    """
    if at > due_at:
        return Kind.OVERDUE
    due_day = _local(due_at).date()
    left = calendar.working_days_between(_local(at).date(), due_day)
    if left > 2:
        return None
    if left == 2:
        return Kind.DUE_SOON_2
    given = calendar.working_days_between(_local(received_at).date(), due_day)
    return Kind.DUE_SOON_1 if given >= 1 else None


def reminder_key(reference: str, rule: Kind, due_at: dt.datetime, official: Official) -> str:
    """``K7M2-9QTD-4XHB:due_soon_2:20261124T100000Z:17``: the same for every sweep that finds the same to say."""
    return f"{reference}:{rule.value}:{_stamp(due_at)}:{official.pk}"


def plan_reminders(*, now: dt.datetime) -> int:
    """Withdraw reminders that are no longer true, write those due and not yet written; returns how many new ones.

    They are sent when the office next opens. The number of statements per batch is constant.
    """
    _cancel_outdated(now)
    calendars = current_calendars()
    dossiers = (
        Dossier.objects.running()
        .filter(due_at__lt=now + HORIZON)
        .select_related("version", "receiving_unit", "handling_unit")
    )
    planned = 0
    for batch in _batches(dossiers):
        findings = []
        for dossier in batch:
            try:
                finding = _examine(dossier, now, calendars.for_unit(dossier.receiving_unit))
            except CalendarError as error:
                log.warning("No reminder for dossier %s: %s", dossier.pk, error)
                continue
            if finding is not None:
                findings.append(finding)
        planned += _write(findings, now)
    return planned


def _cancel_outdated(at: dt.datetime) -> None:
    """Withdraw unsent reminders of a date that moved or passed, or of a clock that stands."""
    waiting = Message.objects.filter(event__in=RULES, state__in=[Message.State.QUEUED, Message.State.FAILED]).only(
        "pk", "key", "event"
    )
    for batch in _batches(waiting):
        said = {message.pk: message.key.split(":") for message in batch}
        references = {parts[0] for parts in said.values()}
        running = dict(
            Dossier.objects.running().filter(reference__in=references).values_list("reference", "due_at")
        )
        outdated = []
        for message in batch:
            reference, _rule, stamp, _official = said[message.pk]
            due_at = running.get(reference)
            passed = due_at is not None and due_at < at and message.event != Kind.OVERDUE
            if due_at is None or passed or _stamp(due_at) != stamp:
                outdated.append(message.pk)
        if outdated:
            post.cancel(Q(pk__in=outdated))


def _examine(dossier: Dossier, now: dt.datetime, calendar: WorkingCalendar) -> Finding | None:
    if dossier.received_at is None or dossier.due_at is None:
        return None
    rule = rule_for(received_at=dossier.received_at, due_at=dossier.due_at, at=now, calendar=calendar)
    if rule is None:
        return None
    return Finding(dossier, rule, dossier.due_at, calendar.next_opening(_local(now)))


def _write(findings: list[Finding], now: dt.datetime) -> int:
    """Write a batch: people, known keys and new rows by one statement each."""
    if not findings:
        return 0
    people = _people([finding.dossier for finding in findings], _local(now).date())
    wanted: dict[str, tuple[Finding, Official, Role]] = {}
    for finding in findings:
        for official, role in _recipients(finding, people):
            key = reminder_key(finding.dossier.reference, finding.rule, finding.due_at, official)
            wanted.setdefault(key, (finding, official, role))
    known = dict(Message.objects.filter(key__in=wanted).values_list("key", "state"))
    if withdrawn := [key for key, state in known.items() if state == Message.State.CANCELLED]:
        post.reinstate(withdrawn)  # the clock stood still and runs again towards the same date
    messages = [_message(key, *what) for key, what in wanted.items() if key not in known]
    if messages:
        post.enqueue_all(messages)
    return len(messages) + len(withdrawn)


def _people(dossiers: list[Dossier], on: dt.date) -> People:
    """Specialists and leaders of the units concerned who can be written to."""
    units = {unit for dossier in dossiers for unit in (dossier.handling_unit_id, dossier.receiving_unit_id)}
    people: People = defaultdict(list)
    assignments = (
        Assignment.objects.in_force(on)
        .filter(unit__in=units, role__in=[Role.SPECIALIST.value, Role.LEADER.value])
        .filter(official__user__is_active=True)
        .exclude(official__user__email="")
        .select_related("official__user")
        .order_by("pk")
    )
    for assignment in assignments:
        people[assignment.unit_id, assignment.role].append(assignment.official)
    return people


def _recipients(finding: Finding, people: People) -> Iterator[tuple[Official, Role]]:
    """The specialist who took it, else all of the unit; once overdue also the leaders, else the counter's."""
    dossier = finding.dossier
    specialists = people.get((dossier.handling_unit_id, Role.SPECIALIST.value), [])
    own = [official for official in specialists if official.pk == dossier.specialist_id]
    for official in own or specialists:
        yield official, Role.SPECIALIST
    if finding.rule is Kind.OVERDUE:
        leaders = people.get((dossier.handling_unit_id, Role.LEADER.value), [])
        for official in leaders or people.get((dossier.receiving_unit_id, Role.LEADER.value), []):
            yield official, Role.LEADER


def _message(key: str, finding: Finding, official: Official, role: Role) -> Message:
    dossier, rule = finding.dossier, finding.rule
    page = "dossiers:leader_dossier" if role is Role.LEADER else "dossiers:specialist_dossier"
    subject, body = compose(
        TEMPLATES[rule],
        {
            "dossier": dossier,
            "procedure": dossier.version.name,
            "unit": dossier.receiving_unit,
            "official": official,
            "days": 2 if rule is Kind.DUE_SOON_2 else 1,
            "link": public_address(reverse(page, args=[dossier.reference])),
        },
    )
    return Message(
        key=key,
        event=rule.value,
        unit=dossier.handling_unit,
        reference=dossier.shown_code,
        recipient=official.user.email,
        subject=subject,
        body=body,
        not_before=finding.send_at,
    )


def _batches(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    """All rows, `BATCH` at a time, in the order of their keys."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment)
