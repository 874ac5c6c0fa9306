"""The queue at the counter (lấy số, gọi số): each verb moves one ticket, and two clerks never get the same one.

A ticket is taken by a conditional update: of two who press at once, the second finds it taken and gets the next.
The row of the desk is locked first, so that one desk never calls two.
"""

from __future__ import annotations

import datetime as dt
from operator import attrgetter

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.errors import NotPermitted, WrongMoment
from dossiers.models import Booking, Dossier, Ticket
from dossiers.queue_lines import at_desk, closing_today, desks_of, fields_at, just_served, waiting_for
from dossiers.queueing import ranked_moment
from dossiers.references import Series, next_numbers
from dossiers.rules import FaultList
from procedures.models import Desk, Field
from staff.access import holds
from staff.models import Unit, User
from staff.roles import Role

_State = Ticket.State


@transaction.atomic
def issue(
    *,
    unit: Unit,
    service: str,
    at: dt.datetime,
    field: Field | None = None,
    priority: str = "",
    source: str = Ticket.Source.KIOSK,
    by: User | None = None,
) -> Ticket:
    """Give out the next number of the day (cấp số thứ tự). Raises Faults, NotPermitted, WrongMoment."""
    if source == Ticket.Source.CLERK and not holds(by, Role.CLERK, unit.pk):
        raise NotPermitted(_("Only a clerk of this counter gives out numbers here."))
    faults = FaultList()
    if service not in Ticket.Service.values:
        faults.add("service", _("Choose what you came for."))
    if priority not in Ticket.Priority.values:
        faults.add("priority", _("Choose one of the offered kinds of priority."))
    if field is not None and field not in fields_at(unit, timezone.localdate(at)):
        faults.add("field", _("No desk here takes this field."))
    faults.raise_if_any()
    return _issued(unit, at, service=service, field=field, priority=priority, source=source)


@transaction.atomic
def issue_for_booking(*, booking: Booking, priority: str = "", at: dt.datetime) -> Ticket:
    """Turn a booking of today into a ticket (nhận số theo lịch hẹn); asked again, the same ticket comes.

    Raises WrongMoment for one that was cancelled or is meant for another day.
    """
    booking = Booking.objects.select_for_update(of=("self",)).select_related("unit").get(pk=booking.pk)
    given = Ticket.objects.filter(booking=booking).first()
    if given is not None:
        return given
    if booking.cancelled_at is not None:
        raise WrongMoment(_("This booking was cancelled."), allowed=[])
    day = timezone.localdate(booking.slot_at)
    if day != timezone.localdate(at):
        raise WrongMoment(_("This booking is for %(day)s.") % {"day": f"{day:%d/%m/%Y}"}, allowed=[])
    field = booking.procedure.field if booking.procedure is not None else None
    return _issued(
        booking.unit,
        at,
        service=Ticket.Service.RECEIVE,
        field=field if field is None or field in fields_at(booking.unit, day) else None,
        priority=priority,
        source=Ticket.Source.BOOKING,
        booking=booking,
    )


def _issued(
    unit: Unit,
    at: dt.datetime,
    *,
    service: str,
    field: Field | None,
    priority: str,
    source: str,
    booking: Booking | None = None,
) -> Ticket:
    closes = closing_today(unit, at)
    if closes is None or at >= closes:
        raise WrongMoment(_("The counter is closed; no more numbers are given out today."), allowed=[])
    day = timezone.localdate(at)
    (number,) = next_numbers(unit, Series("stt", day))
    return Ticket.objects.create(
        unit=unit,
        day=day,
        number=number,
        service=service,
        field=field,
        priority=priority,
        source=source,
        booking=booking,
        issued_at=at,
        ranked_at=ranked_moment(at, booking.slot_at if booking is not None else None),
    )


@transaction.atomic
def call_next(*, desk: Desk, by: User, at: dt.datetime, seen: str | None = None) -> Ticket | None:
    """Call whoever is next to this desk (gọi số tiếp theo); who was there before has been served.

    `seen` is the token of the ticket the page showed at the desk, empty for none: pressing twice calls once.
    None when nobody waits. Raises WrongMoment, NotPermitted.
    """
    desk = _locked(desk, by)
    present = at_desk(desk)
    _check_seen(present, seen)
    if present is not None:
        _end(present, _State.DONE, at)
    while (pk := waiting_for(desk, at).values_list("pk", flat=True).first()) is not None:
        if _take(pk, (_State.WAITING,), _State.CALLED, desk, by, at):
            return Ticket.objects.get(pk=pk)
    return None


@transaction.atomic
def recall(*, desk: Desk, by: User, at: dt.datetime) -> Ticket:
    """Call the ticket at this desk once more (gọi lại). Raises WrongMoment when there is none, NotPermitted."""
    present = _present(_locked(desk, by))
    Ticket.objects.filter(pk=present.pk).update(called_at=at, calls=F("calls") + 1)
    return Ticket.objects.get(pk=present.pk)


@transaction.atomic
def serve(*, ticket: Ticket, desk: Desk, by: User, at: dt.datetime) -> Ticket:
    """Begin to serve this very ticket (phục vụ số này), also out of turn, or back after being called in vain or
    ended here by mistake.

    Who was at the desk before has been served. Raises WrongMoment when another desk has it, NotPermitted.
    """
    desk = _locked(desk, by)
    present = at_desk(desk)
    if present is not None and present.pk == ticket.pk:
        Ticket.objects.filter(pk=ticket.pk, state=_State.CALLED).update(state=_State.SERVING, served_at=at)
        return Ticket.objects.get(pk=ticket.pk)
    if ticket.unit_id != desk.unit_id or ticket.day != timezone.localdate(at):
        raise WrongMoment(_("This number belongs to another day or another counter."), allowed=[])
    if present is not None:
        _end(present, _State.DONE, at)
    before: tuple[str, ...] = (_State.WAITING, _State.ABSENT)
    if just_served(desk, at).filter(pk=ticket.pk).exists():
        before += (_State.DONE,)
    if not _take(ticket.pk, before, _State.SERVING, desk, by, at):
        raise WrongMoment(
            _("Number %(number)s is at another desk or was served.") % {"number": ticket}, allowed=[]
        )
    return Ticket.objects.get(pk=ticket.pk)


@transaction.atomic
def skip(*, desk: Desk, by: User, at: dt.datetime, seen: str | None = None) -> Ticket:
    """The called person did not come (vắng mặt); the number can be served later.

    Raises WrongMoment, NotPermitted.
    """
    desk = _locked(desk, by)
    present = _present(desk)
    _check_seen(present, seen)
    return _end(present, _State.ABSENT, at)


@transaction.atomic
def finish(*, desk: Desk, by: User, at: dt.datetime, seen: str | None = None) -> Ticket:
    """The person at this desk has been served (xong). Raises WrongMoment, NotPermitted."""
    desk = _locked(desk, by)
    present = _present(desk)
    _check_seen(present, seen)
    return _end(present, _State.DONE, at)


@transaction.atomic
def transfer(*, desk: Desk, to: Desk, by: User, at: dt.datetime) -> Ticket:
    """Send the person at this desk to another one (chuyển quầy), where they are called first.

    Raises Faults, WrongMoment, NotPermitted.
    """
    desk = _locked(desk, by)
    present = _present(desk)
    faults = FaultList()
    if to.pk == desk.pk or not desks_of([desk.unit_id], timezone.localdate(at)).filter(pk=to.pk).exists():
        faults.add("to", _("Choose another desk of this counter."))
    faults.raise_if_any()
    Ticket.objects.filter(pk=present.pk).update(
        state=_State.WAITING, desk=None, official=None, wanted_desk=to, ranked_at=at, served_at=None
    )
    return Ticket.objects.get(pk=present.pk)


def close_earlier_days(*, at: dt.datetime) -> int:
    """Tickets of earlier days end (kết thúc số tồn): who was at a desk was served, who waited left. How many."""
    earlier = Ticket.objects.filter(day__lt=timezone.localdate(at))
    served = earlier.filter(state__in=Ticket.AT_DESK).update(state=_State.DONE, ended_at=at)
    return served + earlier.filter(state=_State.WAITING).update(state=_State.LEFT, ended_at=at)


def _locked(desk: Desk, by: User) -> Desk:
    """The desk, so that nobody else moves its ticket meanwhile; others may still refer to it.

    Two desks that send each other somebody at once would otherwise wait for each other's row.
    """
    if not holds(by, Role.CLERK, desk.unit_id):
        raise NotPermitted(_("Only a clerk of this counter calls numbers here."))
    return Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)


def _present(desk: Desk) -> Ticket:
    present = at_desk(desk)
    if present is None:
        raise WrongMoment(_("No number is at this desk."), allowed=[])
    return present


def _check_seen(present: Ticket | None, seen: str | None) -> None:
    if seen is None or seen == (present.token if present is not None else ""):
        return
    if present is None:
        raise WrongMoment(_("This number has left the desk meanwhile."), allowed=[])
    raise WrongMoment(_("Number %(number)s is at this desk now.") % {"number": present}, allowed=[])


def _take(pk: int, before: tuple[str, ...], state: str, desk: Desk, by: User, at: dt.datetime) -> bool:
    """Take a ticket nobody else has taken; False when somebody was quicker."""
    taken = Ticket.objects.filter(pk=pk, state__in=before).update(
        state=state,
        desk=desk,
        official=by.official,
        called_at=at,
        calls=F("calls") + 1,
        served_at=at if state == _State.SERVING else None,
        ended_at=None,
        wanted_desk=None,
    )
    return bool(taken)


def _end(ticket: Ticket, state: str, at: dt.datetime) -> Ticket:
    is_served = state == _State.DONE
    Ticket.objects.filter(pk=ticket.pk).update(
        state=state,
        ended_at=at,
        served_at=(ticket.served_at or ticket.called_at) if is_served else None,
        dossier=_handled(ticket) if is_served else None,
    )
    return Ticket.objects.get(pk=ticket.pk)


def _handled(ticket: Ticket) -> Dossier | None:
    """What this official received or returned last since the call.

    Asked only now, so that receiving and returning do no work for the queue.
    """
    if ticket.called_at is None:
        return None
    of_unit = Dossier.objects.filter(receiving_unit=ticket.unit_id)
    received = of_unit.filter(received_by=ticket.official_id, received_at__gte=ticket.called_at)
    returned = of_unit.filter(collection__by=ticket.official_id, collection__at__gte=ticket.called_at)
    came = received.annotate(handled_at=F("received_at")).order_by("-received_at").first()
    went = returned.annotate(handled_at=F("collection__at")).order_by("-collection__at").first()
    return max(filter(None, (came, went)), key=attrgetter("handled_at"), default=None)
