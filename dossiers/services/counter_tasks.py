"""Tasks of the counter (việc của bộ phận một cửa): opened once, done with an outcome, dropped when needless."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.errors import NotPermitted, WrongMoment
from dossiers.models import CounterTask, Dossier
from dossiers.rules import FaultList
from dossiers.workflow import FINAL_STATES, State
from staff.access import holds, units_of
from staff.models import User
from staff.office_calendar import calendar_for
from staff.roles import Role
from staff.text import plain_line
from staff.working_time import CalendarError, WorkingCalendar

#: So often a number is called, a working day apart; then somebody nearby is asked to pass on the news.
MOST_CALLS = 3
MOST_OF_A_NOTE = 500

_GAVE_UP = (CounterTask.Outcome.NO_ANSWER, CounterTask.Outcome.WRONG_NUMBER)


def tasks_of(user: Any) -> QuerySet[CounterTask]:
    """Tasks of the counters where this clerk works."""
    units = units_of(user, Role.CLERK)
    return CounterTask.objects.filter(dossier__receiving_unit__in=units).select_related(
        "dossier__version", "dossier__receiving_unit", "done_by"
    )


def open_tasks(tasks: list[CounterTask]) -> None:
    """Write tasks by one statement; one about the same moment that exists already is left as it is."""
    CounterTask.objects.bulk_create(tasks, ignore_conflicts=True)


def task_for(
    dossier: Dossier,
    kind: CounterTask.Kind,
    *,
    about: dt.datetime,
    at: dt.datetime,
    calendar: WorkingCalendar,
    from_day: dt.date | None = None,
) -> CounterTask:
    """A task to be done by the close of business of the day the office is next open (from `from_day` on)."""
    day = from_day or timezone.localdate(at)
    try:
        found = calendar.day(day)
        due_at = (found if found.is_working and found.ends_at > at else calendar.next_working_day(day)).ends_at
    except CalendarError:  # a year nobody has established yet
        due_at = at + dt.timedelta(days=1)
    return CounterTask(dossier=dossier, kind=kind, about=about, planned_at=at, due_at=due_at)


@transaction.atomic
def finish(*, task: CounterTask, outcome: str, note: str = "", by: User, at: dt.datetime) -> CounterTask:
    """Note how a task came out (ghi kết quả thực hiện).

    Nobody answered: the call comes again on the next working day, `MOST_CALLS` times in all; then, and after a
    wrong number, the commune contact is asked. Raises Faults, NotPermitted, WrongMoment.
    """
    task = (
        CounterTask.objects.select_for_update(of=("self",))
        .select_related("dossier__receiving_unit")
        .get(pk=task.pk)
    )
    dossier = task.dossier
    if not holds(by, Role.CLERK, dossier.receiving_unit_id):
        raise NotPermitted(_("Only a clerk of the counter that received the dossier does this task."))
    if task.done_at is not None:
        raise WrongMoment(
            _("This task was done already: %(outcome)s.") % {"outcome": task.get_outcome_display()}, allowed=[]
        )
    faults = FaultList()
    if outcome not in CounterTask.Outcome.values:
        faults.add("outcome", _("Choose how it came out."))
    note = plain_line(note)
    if len(note) > MOST_OF_A_NOTE:
        faults.add("note", _("A note has at most %(count)d characters.") % {"count": MOST_OF_A_NOTE})
    if outcome == CounterTask.Outcome.PASSED_ON and not note:
        faults.add("note", _("Write down who passes on the news."))
    faults.raise_if_any()
    task.outcome, task.note, task.done_at, task.done_by = outcome, note, at, by
    task.save(update_fields=["outcome", "note", "done_at", "done_by"])
    if outcome in _GAVE_UP and task.kind != CounterTask.Kind.COMMUNE_CONTACT:
        _open_next(task, at)
    return task


def _open_next(task: CounterTask, at: dt.datetime) -> None:
    """The task that follows a call which reached nobody."""
    dossier, calendar = task.dossier, calendar_for(task.dossier.receiving_unit)
    calls = dossier.tasks.filter(kind=task.kind, outcome=CounterTask.Outcome.NO_ANSWER).count()
    again = task.outcome == CounterTask.Outcome.NO_ANSWER and calls < MOST_CALLS
    kind = CounterTask.Kind(task.kind) if again else CounterTask.Kind.COMMUNE_CONTACT
    if dossier.tasks.filter(kind=kind, done_at__isnull=True).exists():
        return
    tomorrow = timezone.localdate(at) + dt.timedelta(days=1)
    open_tasks([task_for(dossier, kind, about=at, at=at, calendar=calendar, from_day=tomorrow)])


def drop_needless(*, at: dt.datetime) -> int:
    """Tasks fall away when the dossier ends, and calls about a lateness or a result when it is past."""
    ended = Q(dossier__state__in=[state.value for state in FINAL_STATES])
    ready = Q(kind=CounterTask.Kind.CALL_LATE, dossier__state=State.RESOLVED.value)
    needless = CounterTask.objects.filter(ended | ready, done_at__isnull=True)
    pks = list(needless.values_list("pk", flat=True))
    if not pks:
        return 0
    still_open = CounterTask.objects.filter(pk__in=pks, done_at__isnull=True)
    return still_open.update(done_at=at, outcome=CounterTask.Outcome.NOT_NEEDED)
