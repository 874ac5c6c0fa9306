"""Results nobody comes for (kết quả chưa có người nhận): message, call, commune contact, each on its day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count as Number
from django.db.models import Q, QuerySet
from django.utils import timezone

from staff import post
from staff.message_kinds import Kind
from staff.message_texts import Wordings
from staff.models import Message, Unit
from staff.office_calendar import Calendars, current_calendars
from staff.working_time import CalendarError

from .models import CounterTask, Dossier
from .notifications import TEMPLATES, letter_to_applicant
from .reminder_findings import collectable
from .reminder_rules import Collecting, collecting
from .services.counter_tasks import drop_needless, open_tasks, task_for
from .workflow import FINAL_STATES

BATCH = 500
#: The post room gives a message up after some two days; a dead one older than this was dealt with.
DEAD_SINCE = dt.timedelta(days=30)


def plan_tasks(*, now: dt.datetime) -> int:
    """Open the counter's tasks that became due and drop those nobody needs; returns how many were opened.

    Idempotent: a task is known by dossier, kind and the moment it is about; the citizen is told once.
    """
    drop_needless(at=now)
    calendars = current_calendars()
    keys = list(Dossier.objects.filter(collectable()).order_by("pk").values_list("pk", flat=True))
    opened = sum(_climb(keys[first : first + BATCH], now, calendars) for first in range(0, len(keys), BATCH))
    return opened + _call_unreached(now, calendars)


def waited(dossier: Dossier, *, today: dt.date, calendars: Calendars) -> int | None:
    """Working days since the result was ready; None where the calendar does not reach."""
    if dossier.resolved_on is None:
        return None
    try:
        return calendars.for_unit(dossier.receiving_unit).working_days_between(dossier.resolved_on, today)
    except CalendarError:
        return None


def unfetched(units: Iterable[Unit], *, today: dt.date, calendars: Calendars) -> Q:
    """Results that lie at the counters longer than people usually take to come: the first step of the ladder."""
    found = Q(pk__in=())
    for unit in units:
        days, calendar = calendars.policy_of(unit, today).collect_message_days, calendars.for_unit(unit)
        day = today
        try:
            while calendar.working_days_between(day, today) < days:
                day -= dt.timedelta(days=1)
        except CalendarError:
            continue  # nothing is called late by a calendar that does not reach
        found |= Q(receiving_unit=unit.pk, resolved_on__lte=day)
    return collectable() & found


def step_of(dossier: Dossier, *, today: dt.date, calendars: Calendars) -> Collecting:
    """How far the ladder has gone for a result that is ready."""
    if dossier.resolved_on is None:
        return Collecting.WAIT
    policy = calendars.policy_of(dossier.receiving_unit, today)
    try:
        return collecting(
            ready_on=dossier.resolved_on,
            today=today,
            message=policy.collect_message_days,
            call=policy.collect_call_days,
            commune=policy.collect_commune_days,
            calendar=calendars.for_unit(dossier.receiving_unit),
        )
    except CalendarError:
        return Collecting.WAIT


@dataclass(frozen=True)
class Count:
    """Results of one unit nobody has collected, by how far the ladder has gone."""

    unit: str
    total: int
    messaged: int
    called: int
    passed_on: int


def counted(dossiers: QuerySet[Dossier], *, today: dt.date, calendars: Calendars) -> list[Count]:
    """Figures of these results by unit, the fullest first; one statement, whatever their number.

    Results of one unit and one day stand at the same step, so days are counted, not dossiers.
    """
    steps: dict[int, Counter[Collecting]] = defaultdict(Counter)
    names: dict[int, str] = {}
    groups = dossiers.order_by().values("receiving_unit", "receiving_unit__name", "resolved_on")
    for group in groups.annotate(number=Number("pk")):
        unit = group["receiving_unit"]
        names[unit] = group["receiving_unit__name"]
        dossier = Dossier(receiving_unit=Unit(pk=unit), resolved_on=group["resolved_on"])
        steps[unit][step_of(dossier, today=today, calendars=calendars)] += group["number"]
    found = [
        Count(
            names[unit],
            total=by_step.total(),
            messaged=by_step[Collecting.MESSAGE],
            called=by_step[Collecting.CALL],
            passed_on=by_step[Collecting.COMMUNE],
        )
        for unit, by_step in steps.items()
    ]
    return sorted(found, key=lambda count: (-count.total, count.unit))


def _climb(keys: list[int], now: dt.datetime, calendars: Calendars) -> int:
    """One batch of results up the ladder; as many statements for one result as for many."""
    today = timezone.localdate(now)
    dossiers = Dossier.objects.filter(pk__in=keys).select_related("version", "applicant", "receiving_unit__parent")
    steps = [(dossier, step_of(dossier, today=today, calendars=calendars)) for dossier in dossiers]
    waiting = [(dossier, step) for dossier, step in steps if step is not Collecting.WAIT]
    told = _told([dossier.shown_code for dossier, _step in waiting])
    tasks = [
        task_for(
            dossier, kind, about=dossier.resolved_at, at=now, calendar=calendars.for_unit(dossier.receiving_unit)
        )
        for dossier, step in waiting
        if dossier.resolved_at is not None
        for kind in _tasks_at(step, has_phone=bool(dossier.phone))
    ]
    known = set(
        CounterTask.objects.filter(dossier__in=keys).values_list("dossier", "kind", "about") if tasks else ()
    )
    new = [task for task in tasks if (task.dossier_id, task.kind, task.about) not in known]
    if new:
        open_tasks(new)
    _tell([dossier for dossier, _step in waiting if dossier.shown_code not in told], now)
    return len(new)


def _tell(dossiers: list[Dossier], now: dt.datetime) -> None:
    if dossiers:
        wordings = Wordings(Kind.UNCOLLECTED.value)
        letters = [
            letter_to_applicant(dossier, Kind.UNCOLLECTED, at=now, wordings=wordings) for dossier in dossiers
        ]
        post.enqueue_all([letter for letter in letters if letter is not None])


def _tasks_at(step: Collecting, *, has_phone: bool) -> Iterable[CounterTask.Kind]:
    """A number nobody gave cannot be called: the commune contact is asked instead."""
    if step >= Collecting.CALL and has_phone:
        yield CounterTask.Kind.CALL_UNCOLLECTED
    if step is Collecting.COMMUNE or (step is Collecting.CALL and not has_phone):
        yield CounterTask.Kind.COMMUNE_CONTACT


def _told(codes: list[str]) -> set[str]:
    messages = Message.objects.filter(event=Kind.UNCOLLECTED.value, reference__in=codes)
    return set(messages.values_list("reference", flat=True))


def _call_unreached(now: dt.datetime, calendars: Calendars) -> int:
    """A message to a citizen that was given up becomes a call, one at a time for each dossier."""
    dead: dict[str, dt.datetime] = dict(
        Message.objects.filter(
            state=Message.State.DEAD,
            event__in=[kind.value for kind in TEMPLATES],
            created_at__gte=now - DEAD_SINCE,
        )
        .exclude(reference="")
        .order_by("created_at")
        .values_list("reference", "created_at")
    )
    if not dead:
        return 0
    dossiers = list(
        Dossier.objects.filter(Q(code__in=dead) | Q(reference__in=dead))
        .exclude(state__in=[state.value for state in FINAL_STATES])
        .select_related("receiving_unit")
    )
    kinds = [CounterTask.Kind.CALL_UNREACHED, CounterTask.Kind.COMMUNE_CONTACT]
    called: Any = CounterTask.objects.filter(dossier__in=dossiers, kind__in=kinds)
    known = {(dossier, about) for dossier, about in called.values_list("dossier", "about")}
    under_way = set(called.filter(done_at__isnull=True).values_list("dossier", flat=True))
    tasks = []
    for dossier in dossiers:
        about = dead.get(dossier.shown_code) or dead[dossier.reference]
        if dossier.pk not in under_way and (dossier.pk, about) not in known:
            kind = CounterTask.Kind.CALL_UNREACHED if dossier.phone else CounterTask.Kind.COMMUNE_CONTACT
            calendar = calendars.for_unit(dossier.receiving_unit)
            tasks.append(task_for(dossier, kind, about=about, at=now, calendar=calendar))
    open_tasks(tasks)
    return len(tasks)
