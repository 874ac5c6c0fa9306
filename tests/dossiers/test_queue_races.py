"""Several clerks press at the same moment: real threads, real row locks."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from dossiers.errors import WrongMoment
from dossiers.models import Ticket
from dossiers.services import queue
from procedures.models import Desk
from staff.models import User
from staff.roles import Role
from tests.dossiers.queues import desk, second_desk, ticket_at
from tests.people import Office, make_official, moment

__all__ = ["desk", "second_desk"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = moment("2023-08-29 08:30")


def test_two_clerks_pressing_at_once_never_get_one_number(desk: Desk, second_desk: Desk, office: Office) -> None:
    clerks = [make_official(name, name, office.commune, Role.CLERK) for name in ("ngoc", "oanh")]
    for _ in range(20):
        ticket_at(office.commune)
    together = threading.Barrier(2)

    def press(desk: Desk, clerk: User) -> list[int]:
        got: list[int] = []
        try:
            for _ in range(10):
                together.wait(timeout=20)
                found = queue.call_next(desk=desk, by=clerk, at=NOW)
                got.append(found.number if found is not None else 0)
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(press, (desk, second_desk), clerks)

    assert sorted(first + second) == list(range(1, 21))


def test_one_desk_pressed_twice_at_once_calls_one(desk: Desk, office: Office, hoa: User) -> None:
    for _ in range(2):
        ticket_at(office.commune)
    together = threading.Barrier(2)

    def press(_number: int) -> bool:
        try:
            together.wait(timeout=20)
            queue.call_next(desk=desk, by=User.objects.get(pk=hoa.pk), at=NOW, seen="")
        except WrongMoment:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        got = sorted(pool.map(press, range(2)))

    assert got == [False, True]
    assert Ticket.objects.filter(state="waiting").count() == 1


def test_a_desk_at_work_does_not_keep_others_from_sending_somebody_there(
    desk: Desk, second_desk: Desk, office: Office, hoa: User
) -> None:
    for _ in range(2):
        ticket_at(office.commune)
    for each in (desk, second_desk):
        queue.call_next(desk=each, by=hoa, at=NOW)

    def send() -> Ticket:
        try:
            return queue.transfer(desk=second_desk, to=desk, by=User.objects.get(pk=hoa.pk), at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        queue.recall(desk=desk, by=hoa, at=NOW)
        sent = pool.submit(send)
        assert sent.result(timeout=10).wanted_desk_id == desk.pk
