"""The queue as screens show it, as plain dicts: the clerk's with all it needs, the board's without any person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.models import Desk
from staff.models import Unit

from .models import Ticket
from .queue_lines import at_desk, desks_of, just_served, of_today, pace_of, waiting_for

#: So many lines the clerk sees; the rest is a number.
MOST_SHOWN = 30
#: So long a call stands out on the board.
_NEW = dt.timedelta(minutes=1)
#: So many earlier calls stay on the board.
_CALLED_BEFORE = 6


def desk_name(desk: Desk) -> str:
    """“Quầy 2”, with what it is called besides."""
    name = _("Desk %(number)s") % {"number": desk.number}
    return f"{name} · {desk.name}" if desk.name else name


def ticket_row(ticket: Ticket, at: dt.datetime) -> dict[str, Any]:
    """One number as the clerk sees it; of a booking also the name, because the person is asked for by it."""
    booking = ticket.booking
    return {
        "token": ticket.token,
        "number": str(ticket),
        "state": ticket.state,
        "state_label": ticket.get_state_display(),
        "service_label": ticket.get_service_display(),
        "field": ticket.field.name if ticket.field is not None else "",
        "priority_label": ticket.get_priority_display() if ticket.priority else "",
        "booked_for": f"{timezone.localtime(booking.slot_at):%H:%M}" if booking is not None else "",
        "name": booking.name if booking is not None else "",
        "waiting_minutes": max(int((at - ticket.issued_at).total_seconds() // 60), 0),
        "waiting_label": _waited(ticket, at),
        "calls": ticket.calls,
        "called_at": f"{timezone.localtime(ticket.called_at):%H:%M}" if ticket.called_at is not None else "",
    }


def _waited(ticket: Ticket, at: dt.datetime) -> str:
    minutes = max(int((at - ticket.issued_at).total_seconds() // 60), 0)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def desk_state(desk: Desk, at: dt.datetime) -> dict[str, Any]:
    """Who is at the desk, who waits for it, who was called in vain today."""
    present = at_desk(desk)
    related = ("field", "booking")
    waiting = list(waiting_for(desk, at).select_related(*related)[: MOST_SHOWN + 1])
    count = len(waiting) if len(waiting) <= MOST_SHOWN else waiting_for(desk, at).count()
    absent = of_today(desk.unit_id, at).filter(state=Ticket.State.ABSENT).select_related(*related)
    last = just_served(desk, at).first()
    return {
        "desk": {"id": desk.pk, "number": desk.number, "name": desk_name(desk)},
        "present": ticket_row(present, at) if present is not None else None,
        "last": {"token": last.token, "number": str(last)} if last is not None else None,
        "waiting": [ticket_row(each, at) for each in waiting[:MOST_SHOWN]],
        "waiting_count": count,
        "absent": [ticket_row(each, at) for each in absent.order_by("-ended_at")[:MOST_SHOWN]],
    }


def board_state(unit: Unit, at: dt.datetime) -> dict[str, Any]:
    """Which number is called to which desk; numbers only, because everybody reads it."""
    today = of_today(unit, at)
    now = today.filter(state__in=Ticket.AT_DESK).select_related("desk").order_by("-called_at")
    before = today.filter(state__in=(Ticket.State.DONE, Ticket.State.ABSENT), desk__isnull=False)
    waiting = today.filter(state=Ticket.State.WAITING).count()
    wait = pace_of(unit, at).wait(waiting)
    return {
        "called": [
            {
                "call": f"{each.token}.{each.calls}",
                "number": str(each),
                "desk": each.desk.number,
                "is_new": each.state == Ticket.State.CALLED and at - (each.called_at or at) < _NEW,
            }
            for each in now
            if each.desk is not None
        ],
        "before": [
            {"number": str(each), "desk": each.desk.number}
            for each in before.select_related("desk").order_by("-called_at")[:_CALLED_BEFORE]
            if each.desk is not None
        ],
        "desks": [desk.number for desk in desks_of([unit.pk], timezone.localdate(at))],
        "waiting": waiting,
        "wait_minutes": int(wait.total_seconds() // 60),
        "time": f"{timezone.localtime(at):%H:%M}",
    }
