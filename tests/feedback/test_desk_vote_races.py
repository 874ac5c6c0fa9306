"""Two tablets at one desk, two fingers on one question: real threads, real row locks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection

from dossiers.errors import WrongMoment
from dossiers.services import queue
from feedback.models import DeskVote
from feedback.services import desk_votes
from procedures.models import Desk
from staff.models import User
from tests.dossiers.queues import desk, later, ticket_at
from tests.people import moment

__all__ = ["desk"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DONE = "2023-08-29 08:20"
T = TypeVar("T")


@pytest.fixture(autouse=True)
def served(desk: Desk, hoa: User) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-29 08:10"))
    queue.finish(desk=desk, by=hoa, at=moment(DONE))


def at_once(act: Callable[[int], T]) -> list[T]:
    """The act of two threads that start together."""
    together = threading.Barrier(2)

    def begin(number: int) -> T:
        try:
            together.wait(timeout=20)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(begin, range(2)))


def test_two_tablets_at_one_desk_ask_once(desk: Desk) -> None:
    asked = at_once(lambda _number: desk_votes.offer(desk=desk, at=later(DONE, seconds=1)))

    assert sum(each is not None for each in asked) == 1
    assert DeskVote.objects.count() == 1


def test_of_two_fingers_one_counts(desk: Desk) -> None:
    question = desk_votes.offer(desk=desk, at=later(DONE, seconds=1))
    assert question is not None

    def touch(number: int) -> bool:
        try:
            desk_votes.vote(question=question, level=number + 1, at=later(DONE, seconds=8))
        except WrongMoment:
            return False
        return True

    assert sorted(at_once(touch)) == [False, True]
