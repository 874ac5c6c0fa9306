"""Who waits for which desk, who is there, and about how long it takes (hàng đợi tại bộ phận một cửa)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from procedures.models import Desk, Field
from staff.models import Unit
from staff.office_calendar import calendar_for
from staff.working_time import CalendarError

from .models import Ticket
from .queueing import MOST_SERVED, estimated_wait, may_call

#: A desk that called nobody for so long does not count as open.
_QUIET = dt.timedelta(minutes=30)
#: So long a number ended at a desk can be taken up again there.
REOPENED_WITHIN = dt.timedelta(minutes=10)


def desks_of(unit_ids: Iterable[int], on: dt.date) -> QuerySet[Desk]:
    """Desks in force at these counters, by number."""
    found = Desk.objects.in_force(on).filter(unit__in=list(unit_ids)).select_related("unit")
    return found.order_by("unit__code", "number", "pk")


def of_today(unit: Unit | int, at: dt.datetime) -> QuerySet[Ticket]:
    """Tickets of the day of `at`."""
    return Ticket.objects.filter(unit=unit, day=timezone.localdate(at))


def in_order(tickets: QuerySet[Ticket], desk: Desk | None = None) -> QuerySet[Ticket]:
    """First who was sent to this very desk, then who has priority, then by when they came."""
    sent_here = Q(wanted_desk=desk) if desk is not None else Q(wanted_desk__isnull=False)
    return tickets.annotate(
        _sent=Case(When(sent_here, then=Value(0)), default=Value(1), output_field=IntegerField()),
        _priority=Case(When(priority="", then=Value(1)), default=Value(0), output_field=IntegerField()),
    ).order_by("_sent", "_priority", "ranked_at", "number")


def waiting_for(desk: Desk, at: dt.datetime) -> QuerySet[Ticket]:
    """Who waits and may be called by this desk, in the order of calling."""
    waiting = of_today(desk.unit_id, at).filter(state=Ticket.State.WAITING)
    own_or_any = Q(wanted_desk__isnull=True) | Q(wanted_desk=desk)
    fields = [field.pk for field in desk.fields.all()]
    if fields:
        own_or_any &= Q(wanted_desk=desk) | Q(field__isnull=True) | Q(field__in=fields)
    return in_order(waiting.filter(own_or_any), desk)


def at_desk(desk: Desk) -> Ticket | None:
    """Whoever was called to this desk or is being served there; at most one."""
    found = Ticket.objects.filter(desk=desk, state__in=Ticket.AT_DESK)
    return found.select_related("field", "booking", "dossier", "desk").first()


def just_served(desk: Desk, at: dt.datetime) -> QuerySet[Ticket]:
    """Who left this desk as served a moment ago, the last first: a slip of the finger can be taken back."""
    done = Ticket.objects.filter(desk=desk, state=Ticket.State.DONE, ended_at__gte=at - REOPENED_WITHIN)
    return done.filter(day=timezone.localdate(at)).order_by("-ended_at", "-pk")


@dataclass(frozen=True)
class Standing:
    """Vị trí trong hàng: how many are called before this ticket, and about how long that takes."""

    ahead: int
    wait: dt.timedelta

    @property
    def minutes(self) -> int:
        return int(self.wait.total_seconds() // 60)


@dataclass(frozen=True)
class Pace:
    """Nhịp phục vụ: what an estimate rests on, read once for all lines of a page."""

    served: tuple[dt.timedelta, ...]
    desks: int
    at_desks: int

    def wait(self, ahead: int) -> dt.timedelta:
        return estimated_wait(ahead=ahead, at_desks=self.at_desks, desks=self.desks, served=self.served)


def pace_of(unit: Unit | int, at: dt.datetime, desks: Collection[int] | None = None) -> Pace:
    """How quickly this counter serves now, from today's tickets (two statements); `desks` narrows it to some."""
    today = of_today(unit, at)
    done = today.filter(state=Ticket.State.DONE, called_at__isnull=False, ended_at__isnull=False)
    ends = done.order_by("-ended_at").values_list("called_at", "ended_at")[:MOST_SERVED]
    active = Q(state__in=Ticket.AT_DESK) | Q(ended_at__gte=at - _QUIET, desk__isnull=False)
    rows = [row for row in today.filter(active).values_list("desk", "state") if desks is None or row[0] in desks]
    return Pace(
        served=tuple(ended - called for called, ended in reversed(list(ends)) if called and ended),
        desks=len({desk for desk, _state in rows}),
        at_desks=sum(state in Ticket.AT_DESK for _desk, state in rows),
    )


def standing_of(ticket: Ticket, at: dt.datetime) -> Standing | None:
    """Where a waiting ticket stands among those its own desks call; None once it was called."""
    if ticket.state != Ticket.State.WAITING:
        return None
    desks = {
        desk.pk: {field.pk for field in desk.fields.all()}
        for desk in desks_of([ticket.unit_id], timezone.localdate(at)).prefetch_related("fields")
    }
    own = {
        pk: fields for pk, fields in desks.items() if _calls(pk, fields, ticket.field_id, ticket.wanted_desk_id)
    }
    waiting = in_order(of_today(ticket.unit_id, at).filter(state=Ticket.State.WAITING), ticket.wanted_desk)
    ahead = 0
    for pk, field, wanted in waiting.values_list("pk", "field", "wanted_desk"):
        if pk == ticket.pk:
            break
        ahead += not own or any(_calls(desk, fields, field, wanted) for desk, fields in own.items())
    return Standing(ahead, pace_of(ticket.unit_id, at, own or None).wait(ahead))


def _calls(desk: int, fields: set[int], field: int | None, wanted: int | None) -> bool:
    return may_call(desk, fields, field=field, wanted_desk=wanted)


def fields_at(unit: Unit, on: dt.date) -> list[Field]:
    """The fields a visitor has to choose from: those some desk takes apart; none where every desk takes all."""
    taken = Desk.objects.in_force(on).filter(unit=unit)
    return list(Field.objects.filter(desks__in=taken).distinct().order_by("name"))


def closing_today(unit: Unit, at: dt.datetime) -> dt.datetime | None:
    """Until when tickets are given out today; None on a day off, and midnight where no calendar says."""
    day = timezone.localdate(at)
    try:
        found = calendar_for(unit).day(day)
    except CalendarError:
        return timezone.localtime(at).replace(hour=23, minute=59, second=59)
    return found.ends_at if found.is_working else None
