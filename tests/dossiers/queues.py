"""Desks and tickets for the tests of the queue."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.models import Ticket
from dossiers.services import queue
from procedures.models import Desk
from staff.models import Unit
from tests.people import SINCE, Office, moment

MORNING = "2023-08-29 08:00"


def make_desk(unit: Unit, number: int, *fields: object) -> Desk:
    """A desk in force; without fields it takes all."""
    desk = Desk.objects.create(unit=unit, number=number, valid_from=SINCE)
    desk.fields.set(fields)
    return desk


def ticket_at(unit: Unit, at: str = MORNING, **given: object) -> Ticket:
    """A number from the kiosk."""
    return queue.issue(unit=unit, at=moment(at), **({"service": "receive"} | given))


def later(at: str, **units: int) -> dt.datetime:
    return moment(at) + dt.timedelta(**units)


@pytest.fixture
def desk(office: Office) -> Desk:
    """Desk 1 of Bình Nghĩa."""
    return make_desk(office.commune, 1)


@pytest.fixture
def second_desk(office: Office) -> Desk:
    return make_desk(office.commune, 2)
