"""What stands in the waiting room of the small world: a desk, a number, a booking, the machines' addresses."""

from __future__ import annotations

import datetime as dt

from dossiers.models import Booking, Ticket
from dossiers.services import queue
from procedures.models import Desk
from staff.device_links import device_token
from tests.browser.world import World
from tests.people import SINCE, moment

_MORNING = moment("2023-08-29 08:00")


def desk(world: World) -> Desk:
    """Desk 1 of the commune, which takes one field."""
    made, is_new = Desk.objects.get_or_create(unit=world.office.commune, number=1, valid_from=SINCE)
    if is_new:
        made.fields.add(world.version.procedure.field)
    return made


def ticket(world: World) -> Ticket:
    """Somebody who waits."""
    waiting = Ticket.objects.filter(state=Ticket.State.WAITING).first()
    return waiting or queue.issue(unit=world.office.commune, service="receive", priority="elderly", at=_MORNING)


def booking(world: World) -> Booking:
    """Somebody who booked tomorrow morning."""
    made, _ = Booking.objects.get_or_create(
        unit=world.office.commune,
        slot_at=_MORNING + dt.timedelta(days=1),
        place=1,
        defaults={
            "procedure": world.version.procedure,
            "name": "Nguyễn Thị Lan",
            "phone": "0912345678",
            "created_at": _MORNING,
        },
    )
    return made


def kiosk(world: World) -> list[str]:
    desk(world)
    return [device_token("kiosk", world.office.commune.pk)]


def board(world: World) -> list[str]:
    """A board on which somebody is called."""
    at = desk(world)
    called = Ticket.objects.filter(desk=at, state__in=Ticket.AT_DESK)
    if not called.exists():
        ticket(world)
        queue.call_next(desk=at, by=world.people["hoa"], at=_MORNING)
    return [device_token("board", world.office.commune.pk)]
