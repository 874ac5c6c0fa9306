"""What officials have to know now (điều cần nhắc): rows in, findings out; the rules are `reminder_rules`."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from staff.office_calendar import Calendars
from staff.roles import Role
from staff.working_time import CalendarError, WorkingCalendar

from .models import Apology, Dossier, DossierEvent, Leg, Opinion, Pause, Reminder
from .reminder_rules import Collecting, Rule, Stuck, collecting, promise_rule, stuck
from .workflow import RUNNING_STATES, State

log = logging.getLogger(__name__)

# A quarter of the longest limits in use (some sixty working days) with a Lunar New Year in it lies within this.
HORIZON = dt.timedelta(days=45)


@dataclass(frozen=True)
class Place:
    """Who is to be told: this official if still in that role there, else everybody who is; else at `or_at`.

    Where nobody is in that role, those in `or_as` are told.
    """

    role: Role
    unit_id: int
    official_id: int | None = None
    or_at: int | None = None
    or_as: Role | None = None


@dataclass(frozen=True)
class Finding:
    """One thing to be known of a dossier; `about` is the moment it is about."""

    dossier: Dossier
    rule: Rule
    about: dt.datetime
    places: tuple[Place, ...]


def collectable() -> Q:
    """Results the applicant is to fetch at the counter; the others travel by themselves."""
    return Q(state=State.RESOLVED.value, delivery=Dossier.Delivery.COUNTER)


def candidates(now: dt.datetime) -> list[int]:
    """Keys of all dossiers a rule may say something about, or about which something waits to be said."""
    running = Q(state__in=[state.value for state in RUNNING_STATES])
    untaken = Q(state=State.RECEIVED.value) | Q(state=State.PROCESSING.value, specialist=None)
    open_leg = Leg.objects.filter(ended_at__isnull=True).order_by()
    wanted = [
        Dossier.objects.filter(running, due_at__lt=now + HORIZON),
        Dossier.objects.filter(untaken),
        Dossier.objects.filter(collectable()),
    ]
    beside = [
        open_leg.filter(Q(due_at__lt=now) | Q(accepted_at__isnull=True)),
        Apology.objects.filter(status=Apology.Status.DRAFTED),
        open_opinions(),
        waiting_reminders(),
    ]
    keys = [rows.order_by().values_list("pk") for rows in wanted]
    keys += [rows.order_by().values_list("dossier") for rows in beside]
    return sorted(pk for (pk,) in keys[0].union(*keys[1:]))


def waiting_reminders() -> Any:
    """Reminders not told yet and still true."""
    return Reminder.objects.filter(message__isnull=True, withdrawn_at__isnull=True)


def open_opinions() -> Any:
    """Questions to other units without an answer."""
    return Opinion.objects.filter(answered_at__isnull=True, withdrawn_at__isnull=True)


def examine(
    dossier_ids: Iterable[int], *, now: dt.datetime, calendars: Calendars
) -> tuple[list[Finding], set[int]]:
    """What there is to know of these dossiers, and the keys of those that could be examined.

    As many statements for one dossier as for many. A dossier whose calendar does not reach is left as it is.
    """
    last_act = DossierEvent.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    dossiers = (
        Dossier.objects.filter(pk__in=list(dossier_ids))
        .select_related("receiving_unit", "handling_unit")
        .annotate(last_act=Subquery(last_act))
        .prefetch_related(
            Prefetch(
                "legs", Leg.objects.filter(ended_at__isnull=True).select_related("unit"), to_attr="open_legs"
            ),
            Prefetch("pauses", Pause.objects.filter(ended_at__isnull=False), to_attr="past_pauses"),
            Prefetch("apologies", Apology.objects.filter(status=Apology.Status.DRAFTED), to_attr="drafts"),
            Prefetch(
                "opinions",
                open_opinions().select_related("asked_by__official"),
                to_attr="awaited",
            ),
        )
    )
    findings: list[Finding] = []
    examined: set[int] = set()
    for dossier in dossiers:
        try:
            findings += _Look(dossier, now, calendars).findings()
        except CalendarError as error:
            log.warning("No reminder for dossier %s: %s", dossier.pk, error)
        else:
            examined.add(dossier.pk)
    return findings, examined


class _Look:
    """One dossier as `examine` read it, at one moment."""

    def __init__(self, dossier: Any, now: dt.datetime, calendars: Calendars) -> None:
        self.dossier, self.now, self.calendars = dossier, now, calendars
        self.calendar: WorkingCalendar = calendars.for_unit(dossier.receiving_unit)
        self.leg: Leg | None = next(iter(dossier.open_legs), None)
        self.stands = State(dossier.state)

    def findings(self) -> Iterator[Finding]:
        if self.stands is State.RESOLVED:
            yield from self._uncollected()
        if self.stands in RUNNING_STATES:
            yield from self._promise()
            yield from self._step()
            yield from self._stuck()
            yield from self._beside()

    def _promise(self) -> Iterator[Finding]:
        dossier = self.dossier
        restarts = [pause.ended_at for pause in dossier.past_pauses if pause.after == Pause.After.RESTART]
        since = max([dossier.received_at, *restarts])
        paused = [(p.started_at, p.ended_at) for p in dossier.past_pauses if p.started_at >= since]
        rule = promise_rule(
            since=since, due_at=dossier.due_at, now=self.now, calendar=self.calendar, paused=paused
        )
        if rule is Rule.LATE:
            yield self._found(rule, dossier.due_at, self._holder(), self._head())
        elif rule is not None:
            yield self._found(rule, dossier.due_at, self._holder())

    def _step(self) -> Iterator[Finding]:
        if self.leg is not None and self.leg.due_at < self.now:
            yield self._found(Rule.STEP_LATE, self.leg.due_at, self._holder(), self._head())

    def _stuck(self) -> Iterator[Finding]:
        rule, since = self._untouched_since()
        if rule is None or since is None:
            return
        unit = self.leg.unit if self.leg is not None else self.dossier.handling_unit
        calendar = self.calendars.for_unit(unit)
        hours = self.calendars.policy_of(unit, timezone.localdate(self.now)).stuck_hours
        stage = stuck(since=since, now=self.now, hours=hours, calendar=calendar)
        if stage is Stuck.HEAD:
            yield self._found(rule, since, self._holder(), self._head())
        elif stage is Stuck.OFFICER:
            yield self._found(rule, since, self._holder())

    def _untouched_since(self) -> tuple[Rule | None, dt.datetime | None]:
        if self.stands is State.RECEIVED:
            return Rule.UNTOUCHED, self.dossier.last_act
        if self.leg is not None:
            # a leader signs or sends back, and accepts nothing before
            is_unopened = self.leg.accepted_at is None and self.leg.role != Role.LEADER
            return (Rule.UNOPENED, self.leg.given_at) if is_unopened else (None, None)
        return (Rule.UNOPENED, self.dossier.last_act) if self.dossier.specialist_id is None else (None, None)

    def _beside(self) -> Iterator[Finding]:
        for draft in self.dossier.drafts:
            yield self._found(Rule.APOLOGY_DRAFTED, draft.drafted_at, self._head())
        for opinion in self.dossier.awaited:
            if opinion.due_at >= self.now:
                asked = Place(Role.SPECIALIST, opinion.unit_id, or_as=Role.LEADER)
                yield self._found(Rule.OPINION_ASKED, opinion.due_at, asked)
                continue
            asker = getattr(opinion.asked_by, "official", None)
            yield self._found(
                Rule.OPINION_DUE,
                opinion.due_at,
                Place(Role.SPECIALIST, opinion.unit_id),
                Place(Role.LEADER, opinion.unit_id),
                Place(Role.SPECIALIST, self.dossier.handling_unit_id, asker.pk if asker else None),
            )

    def _uncollected(self) -> Iterator[Finding]:
        dossier = self.dossier
        if dossier.delivery != Dossier.Delivery.COUNTER or dossier.resolved_on is None:
            return
        today = timezone.localdate(self.now)
        policy = self.calendars.policy_of(dossier.receiving_unit, today)
        step = collecting(
            ready_on=dossier.resolved_on,
            today=today,
            message=policy.collect_message_days,
            call=policy.collect_call_days,
            commune=policy.collect_commune_days,
            calendar=self.calendar,
        )
        if step is not Collecting.WAIT:
            yield self._found(Rule.UNCOLLECTED, dossier.resolved_at, Place(Role.CLERK, dossier.receiving_unit_id))

    def _holder(self) -> Place:
        """With whom the dossier lies now."""
        dossier, leg = self.dossier, self.leg
        if leg is not None:
            return Place(Role(leg.role), leg.unit_id, leg.holder_id)
        if self.stands is State.RECEIVED:
            return Place(Role.CLERK, dossier.receiving_unit_id, dossier.received_by_id)
        return Place(Role.SPECIALIST, dossier.handling_unit_id, dossier.specialist_id)

    def _head(self) -> Place:
        unit_id = self.leg.unit_id if self.leg is not None else self.dossier.handling_unit_id
        return Place(Role.LEADER, unit_id, or_at=self.dossier.receiving_unit_id)

    def _found(self, rule: Rule, about: dt.datetime, *places: Place) -> Finding:
        return Finding(self.dossier, rule, about, places)
