"""The digest (bản nhắc việc đầu giờ): one message with all that waits for one official, instead of a flood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from staff import channels, post
from staff.message_kinds import Kind
from staff.message_texts import Occasion, public_address, usual_text
from staff.models import Assignment, Message, Official, ReminderPreference, Unit
from staff.office_calendar import Calendars, current_calendars
from staff.roles import Role
from staff.working_time import CalendarError

from .models import Reminder
from .reminder_findings import waiting_reminders
from .reminder_rules import Quiet, Rule, told_until

_RANK = {rule.value: rank for rank, rule in enumerate(Rule)}
_PAGES = {
    Role.CLERK.value: "dossiers:counter_dossier",
    Role.SPECIALIST.value: "dossiers:specialist_dossier",
    Role.LEADER.value: "dossiers:leader_dossier",
}
#: What the moment of a rule is, beside which it is written.
_ABOUT: dict[Rule, Any] = {
    Rule.LATE: _("promised for"),
    Rule.ONE_DAY_LEFT: _("promised for"),
    Rule.QUARTER_LEFT: _("promised for"),
    Rule.STEP_LATE: _("step to be done by"),
    Rule.APOLOGY_DRAFTED: _("drafted"),
    Rule.UNTOUCHED: _("lying since"),
    Rule.UNOPENED: _("handed over"),
    Rule.OPINION_ASKED: _("to be answered by"),
    Rule.OPINION_DUE: _("to be answered by"),
    Rule.UNCOLLECTED: _("ready since"),
}


@dataclass(frozen=True)
class Line:
    """One dossier in a digest."""

    code: str
    procedure: str
    about: dt.datetime
    url: str


@dataclass
class Group:
    """Lines about which the same is to be said."""

    rule: Rule
    label: str | LazyText
    about: Any
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Digest:
    """What one person is told together; `more` wait for the next time, `uncollected` are only counted."""

    rows: list[Reminder]
    groups: list[Group]
    uncollected: int
    more: int

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def is_empty(self) -> bool:
        return not self.groups and not self.uncollected


@dataclass(frozen=True)
class Recipient:
    """An official as reminders reach them; no `channel` when no address is known."""

    official: Official
    unit: Unit
    preference: ReminderPreference
    channel: str
    address: str

    @property
    def channel_label(self) -> str:
        return str(Message.Channel(self.channel).label) if self.channel else ""

    @property
    def quiet(self) -> Quiet | None:
        start, end = self.preference.quiet_from, self.preference.quiet_to
        return Quiet(start, end) if start is not None and end is not None else None


def send_digests(*, now: dt.datetime, looked_at: dt.datetime | None = None) -> int:
    """Tell everybody what waits for them and may be told now; returns how many messages were written.

    `looked_at` is when the sweep before this one ended: the first one after a morning asleep makes up for it.
    Sent twice by no two sweeps: the official's row is locked while the reminders are bound to the message.
    """
    calendars = current_calendars()
    waiting = waiting_reminders().order_by().values_list("official", flat=True).distinct()
    recipients = recipients_of(list(waiting), on=timezone.localdate(now))
    first_keys = [_key(recipient, now, 1) for recipient in recipients]
    told_today = set(Message.objects.filter(key__in=first_keys).values_list("key", flat=True))
    sent = 0
    for recipient, first_key in zip(recipients, first_keys, strict=True):
        until = _told_until(recipient, now, calendars, looked_at)
        is_done = first_key in told_today and recipient.preference.mode == ReminderPreference.Mode.DIGEST
        if recipient.channel and until is not None and not is_done:
            sent += _send(recipient, until=until, now=now)
    return sent


def recipients_of(official_ids: Iterable[int], *, on: dt.date) -> list[Recipient]:
    """These officials as far as they work for the office, by their first assignment in force; two statements."""
    units: dict[int, Unit] = {}
    ids = list(official_ids)
    for assignment in (
        Assignment.objects.in_force(on).filter(official__in=ids).select_related("unit").order_by("pk")
    ):
        units.setdefault(assignment.official_id, assignment.unit)
    officials = Official.objects.filter(pk__in=units).select_related("user", "reminder_preference").order_by("pk")
    return [_recipient(official, units[official.pk]) for official in officials]


def preference_of(official: Official) -> ReminderPreference:
    """How this official wants to be reminded; the defaults when nothing was chosen."""
    found: ReminderPreference | None = getattr(official, "reminder_preference", None)
    return found or ReminderPreference(official=official)


def next_digest(recipient: Recipient, *, limit: int | None = None) -> Digest:
    """What the next message would hold, as things stand now."""
    return _digest(
        list(_rows(recipient.official)), limit if limit is not None else recipient.preference.most_a_day
    )


def _recipient(official: Official, unit: Unit) -> Recipient:
    preference = preference_of(official)
    user = official.user
    wanted = preference.channel
    by_phone = wanted != Message.Channel.EMAIL and wanted in channels.available() and bool(user.phone)
    if by_phone:
        channel, address = wanted, user.phone
    else:  # better told by letter than not at all
        channel, address = (Message.Channel.EMAIL.value, user.email) if user.email else ("", "")
    return Recipient(official, unit, preference, channel, address)


def _told_until(
    recipient: Recipient, now: dt.datetime, calendars: Calendars, looked_at: dt.datetime | None
) -> dt.datetime | None:
    at_once = recipient.preference.mode == ReminderPreference.Mode.AT_ONCE
    calendar = calendars.for_unit(recipient.unit)
    try:
        return told_until(now=now, at_once=at_once, quiet=recipient.quiet, calendar=calendar, looked_at=looked_at)
    except CalendarError:  # a year nobody has established yet: the day is an ordinary one
        return now


def _rows(official: Official) -> Any:
    return waiting_reminders().filter(official=official).select_related("dossier__version").order_by("pk")


@transaction.atomic
def _send(recipient: Recipient, *, until: dt.datetime, now: dt.datetime) -> int:
    # the second sweep waits here, and then finds nothing left to tell
    Official.objects.select_for_update(no_key=True, of=("self",)).get(pk=recipient.official.pk)
    rows = list(_rows(recipient.official).filter(planned_at__lte=until).select_for_update(of=("self",)))
    # by the official, not by the key alone: SQLite would look through all messages ever written
    told = list(
        Reminder.objects.filter(
            official=recipient.official, message__key__startswith=_key(recipient, now, "")
        ).values_list("message", "rule")
    )
    told_before = sum(rule != Rule.UNCOLLECTED for _message, rule in told)
    digest = _digest(rows, max(recipient.preference.most_a_day - told_before, 0))
    if digest.is_empty:
        return 0
    number = len({message for message, _rule in told}) + 1
    if recipient.preference.mode == ReminderPreference.Mode.DIGEST and number > 1:
        return 0
    key = _key(recipient, now, number)
    given = {
        "digest": digest,
        "official": recipient.official,
        "unit": recipient.unit,
        "at": now,
        "link": public_address(reverse("dossiers:reminders")),
        "tasks_link": public_address(reverse("dossiers:uncollected")),
    }
    occasion = Occasion(Kind.DIGEST.value, "messages/digest.txt", recipient.unit, given)
    text = usual_text(occasion, channel=recipient.channel, language=settings.LANGUAGE_CODE)
    post.enqueue(
        key=key,
        event=Kind.DIGEST.value,
        unit=recipient.unit,
        recipient=recipient.address,
        subject=text.subject,
        body=text.body,
        channel=recipient.channel,
        not_before=now,
    )
    message = Message.objects.only("pk").get(key=key)
    pks = [row.pk for row in digest.rows]
    waiting_reminders().filter(pk__in=pks).update(message=message)
    return 1


def _digest(rows: Sequence[Reminder], limit: int) -> Digest:
    """The most pressing rows up to the limit; results nobody collects are one thing, however many.

    What lies untouched is told to the head beyond the limit: the citizen reads that the head knows of it.
    """
    uncollected = [row for row in rows if row.rule == Rule.UNCOLLECTED]
    others = sorted(
        (row for row in rows if row.rule != Rule.UNCOLLECTED),
        key=lambda row: (not _is_owed(row), _RANK[row.rule], row.about, row.pk),
    )
    told = others[: max(limit, sum(map(_is_owed, others)))]
    groups: dict[str, Group] = {}
    for row in told:
        rule = Rule(row.rule)
        group = groups.setdefault(row.rule, Group(rule, Reminder.Rule(row.rule).label, _ABOUT[rule]))
        group.lines.append(Line(row.dossier.shown_code, row.dossier.version.name, row.about, _page(row)))
    return Digest([*told, *uncollected], list(groups.values()), len(uncollected), len(others) - len(told))


def _is_owed(row: Reminder) -> bool:
    return row.role == Role.LEADER.value and row.rule in (Rule.UNTOUCHED.value, Rule.UNOPENED.value)


def _page(row: Reminder) -> str:
    name = _PAGES.get(row.role)
    return public_address(reverse(name, args=[row.dossier.reference])) if name else ""


def _key(recipient: Recipient, now: dt.datetime, number: int | str) -> str:
    """``digest:17:2023-08-29:1``: the official, the day, and which message of the day."""
    return f"digest:{recipient.official.pk}:{timezone.localdate(now).isoformat()}:{number}"
