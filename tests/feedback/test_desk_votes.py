"""The vote at the desk: asked once when a service has ended, kept whatever it is, counted when it can be free."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dossiers.errors import Faults, WrongMoment
from dossiers.models import Dossier, Ticket
from dossiers.services import queue, shifts
from feedback.models import DeskVote
from feedback.services import desk_votes
from feedback.tablet import screen_of
from procedures.models import Desk
from staff.models import UnitPolicy, User
from tests.dossiers.queues import desk, later, second_desk, ticket_at
from tests.people import MakeDossier, moment

__all__ = ["desk", "second_desk"]
pytestmark = pytest.mark.django_db

CALLED, DONE = "2023-08-29 08:10", "2023-08-29 08:20"


@pytest.fixture
def served(desk: Desk, hoa: User) -> Ticket:
    """A number that was called to desk 1 and is done."""
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment(CALLED))
    return queue.finish(desk=desk, by=hoa, at=moment(DONE))


@pytest.fixture
def question(desk: Desk, served: Ticket) -> DeskVote:
    found = desk_votes.offer(desk=desk, at=later(DONE, seconds=1))
    assert found is not None
    return found


def test_a_number_that_is_done_is_asked_about(question: DeskVote, served: Ticket, hoa: User) -> None:
    assert (question.ticket, question.official) == (served, hoa.official)
    assert question.closes_at == later(DONE, seconds=30)


def test_nobody_is_asked_while_the_number_is_at_the_desk(desk: Desk, hoa: User) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment(CALLED))

    assert desk_votes.offer(desk=desk, at=later(CALLED, seconds=1)) is None


def test_a_number_that_did_not_come_is_not_asked_about(desk: Desk, hoa: User) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment(CALLED))
    queue.skip(desk=desk, by=hoa, at=moment(DONE))

    assert desk_votes.offer(desk=desk, at=later(DONE, seconds=1)) is None


def test_a_service_is_asked_about_once(desk: Desk, question: DeskVote) -> None:
    assert desk_votes.offer(desk=desk, at=later(DONE, seconds=3)) is None
    assert DeskVote.objects.get() == question


def test_whoever_left_before_the_tablet_woke_is_not_asked(desk: Desk, served: Ticket) -> None:
    assert desk_votes.offer(desk=desk, at=later(DONE, seconds=26)) is None


def test_the_other_desk_asks_nothing(second_desk: Desk, served: Ticket) -> None:
    assert desk_votes.offer(desk=second_desk, at=later(DONE, seconds=1)) is None


def test_the_dossier_handed_in_meanwhile_is_the_one_rated(desk: Desk, hoa: User, received: MakeDossier) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment(CALLED))
    dossier = received("2023-08-29 08:15")
    queue.finish(desk=desk, by=hoa, at=moment(DONE))

    question = desk_votes.offer(desk=desk, at=later(DONE, seconds=1))

    assert question is not None
    assert question.dossier == dossier


def test_the_result_returned_meanwhile_is_the_one_rated(desk: Desk, hoa: User, returned: MakeDossier) -> None:
    ticket_at(desk.unit, "2023-08-31 09:00")
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-31 09:50"))
    dossier = returned(signed="2023-08-31 10:00")
    queue.finish(desk=desk, by=hoa, at=moment("2023-08-31 10:05"))

    question = desk_votes.offer(desk=desk, at=moment("2023-08-31 10:05:01"))

    assert question is not None
    assert question.dossier == dossier


def test_of_a_result_returned_and_a_dossier_received_the_later_is_rated(
    desk: Desk, hoa: User, returned: MakeDossier, received: MakeDossier
) -> None:
    ticket_at(desk.unit, "2023-08-31 09:00")
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-31 09:50"))
    returned(signed="2023-08-31 10:00")
    dossier = received("2023-08-31 10:03")
    queue.finish(desk=desk, by=hoa, at=moment("2023-08-31 10:05"))

    question = desk_votes.offer(desk=desk, at=moment("2023-08-31 10:05:01"))

    assert question is not None
    assert question.dossier == dossier


def test_without_a_number_a_reception_in_the_open_shift_is_asked_about(
    desk: Desk, hoa: User, received: MakeDossier
) -> None:
    shifts.open_shift(unit=desk.unit, desk=desk, opening_cash=0, by=hoa, at=moment("2023-08-29 07:00"))
    dossier = received("2023-08-29 09:30")

    question = desk_votes.offer(desk=desk, at=moment("2023-08-29 09:30:02"))

    assert question is not None
    assert (question.dossier, question.ticket, question.official) == (dossier, None, hoa.official)
    assert desk_votes.offer(desk=desk, at=moment("2023-08-29 09:30:04")) is None


def test_a_returned_result_in_the_open_shift_is_asked_about(desk: Desk, hoa: User, returned: MakeDossier) -> None:
    shifts.open_shift(unit=desk.unit, desk=desk, opening_cash=0, by=hoa, at=moment("2023-08-31 07:00"))
    dossier = returned(signed="2023-08-31 10:00")

    question = desk_votes.offer(desk=desk, at=moment("2023-08-31 10:00:02"))

    assert question is not None
    assert question.dossier == dossier


def test_with_a_number_at_the_desk_the_question_waits_until_it_is_done(
    desk: Desk, hoa: User, received: MakeDossier
) -> None:
    shifts.open_shift(unit=desk.unit, desk=desk, opening_cash=0, by=hoa, at=moment("2023-08-29 07:00"))
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment(CALLED))
    received("2023-08-29 08:15")

    assert desk_votes.offer(desk=desk, at=moment("2023-08-29 08:15:02")) is None


def test_an_answer_is_stored_and_counts(question: DeskVote) -> None:
    vote = desk_votes.vote(question=question, level=5, at=later(DONE, seconds=8))

    assert (vote.level, vote.set_aside) == (5, "")


def test_an_answer_faster_than_a_person_is_kept_and_set_aside(question: DeskVote) -> None:
    vote = desk_votes.vote(question=question, level=5, at=later(DONE, seconds=2))

    assert (vote.level, vote.set_aside) == (5, "too_fast")


def test_an_answer_before_the_number_was_called_is_set_aside(question: DeskVote, served: Ticket) -> None:
    Ticket.objects.filter(pk=served.pk).update(called_at=later(DONE, seconds=15))

    vote = desk_votes.vote(question=question, level=5, at=later(DONE, seconds=9))

    assert vote.set_aside == "before_call"


def test_nobody_answers_twice(question: DeskVote) -> None:
    desk_votes.vote(question=question, level=1, at=later(DONE, seconds=8))

    with pytest.raises(WrongMoment):
        desk_votes.vote(question=question, level=5, at=later(DONE, seconds=9))
    assert DeskVote.objects.get().level == 1


def test_the_window_closes(question: DeskVote) -> None:
    with pytest.raises(WrongMoment):
        desk_votes.vote(question=question, level=5, at=later(DONE, seconds=33))


def test_a_service_taken_up_again_is_not_rated_yet(question: DeskVote, served: Ticket) -> None:
    Ticket.objects.filter(pk=served.pk).update(state=Ticket.State.SERVING)

    with pytest.raises(WrongMoment):
        desk_votes.vote(question=question, level=5, at=later(DONE, seconds=8))


@pytest.mark.parametrize("level", [None, 0, 6])
def test_only_the_five_faces_are_answers(question: DeskVote, level: int | None) -> None:
    with pytest.raises(Faults) as error:
        desk_votes.vote(question=question, level=level, at=later(DONE, seconds=8))
    assert set(error.value.errors) == {"level"}


def test_the_reason_is_kept_as_ticks_and_words(question: DeskVote) -> None:
    desk_votes.vote(question=question, level=2, at=later(DONE, seconds=8))

    vote = desk_votes.explain(
        question=question, codes=["again", "waited"], words=" Chờ từ\nsáng ", at=later(DONE, seconds=20)
    )

    assert vote.reason == "waited,again|Chờ từ sáng"


@pytest.mark.parametrize(
    ("given", "field"),
    [({"codes": ["bribe"], "words": ""}, "why"), ({"codes": [], "words": "a" * 201}, "words")],
)
def test_a_reason_that_cannot_be_kept_is_refused(question: DeskVote, given: Any, field: str) -> None:
    desk_votes.vote(question=question, level=2, at=later(DONE, seconds=8))

    with pytest.raises(Faults) as error:
        desk_votes.explain(question=question, at=later(DONE, seconds=20), **given)
    assert set(error.value.errors) == {field}


def test_a_satisfied_citizen_is_not_asked_why(question: DeskVote) -> None:
    desk_votes.vote(question=question, level=4, at=later(DONE, seconds=8))

    with pytest.raises(WrongMoment):
        desk_votes.explain(question=question, codes=[], words="x", at=later(DONE, seconds=9))


def test_the_next_service_closes_the_open_question(desk: Desk, question: DeskVote, hoa: User) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=later(DONE, seconds=5))
    queue.finish(desk=desk, by=hoa, at=later(DONE, seconds=15))

    following = desk_votes.offer(desk=desk, at=later(DONE, seconds=16))

    question.refresh_from_db()
    assert question.closes_at == later(DONE, seconds=16)
    assert screen_of(desk, later(DONE, seconds=17)).question == following


@pytest.mark.parametrize(
    ("level", "seconds", "name"),
    [(None, 2, "ask"), (None, 30, "rest"), (5, 9, "thanks"), (5, 13, "rest"), (3, 9, "why"), (3, 54, "rest")],
)
def test_the_screen_follows_the_answer(
    desk: Desk, question: DeskVote, level: int | None, seconds: int, name: str
) -> None:
    if level is not None:
        desk_votes.vote(question=question, level=level, at=later(DONE, seconds=8))

    assert screen_of(desk, later(DONE, seconds=seconds)).name == name


def test_a_reason_is_thanked_for(desk: Desk, question: DeskVote) -> None:
    desk_votes.vote(question=question, level=1, at=later(DONE, seconds=8))
    desk_votes.explain(question=question, codes=[], words="", at=later(DONE, seconds=20))

    assert screen_of(desk, later(DONE, seconds=21)).name == "thanks"


def test_at_rest_the_tablet_names_who_sits_there_and_the_number(desk: Desk, hoa: User) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment(CALLED))

    screen = screen_of(desk, later(CALLED, minutes=1))

    assert (screen.name, screen.official, screen.number) == ("rest", hoa.official, "001")


def test_online_receptions_are_nobody_at_the_desk(desk: Desk, hoa: User, received: MakeDossier) -> None:
    shifts.open_shift(unit=desk.unit, desk=desk, opening_cash=0, by=hoa, at=moment("2023-08-29 07:00"))
    dossier = received("2023-08-29 09:30")
    Dossier.objects.filter(pk=dossier.pk).update(channel=Dossier.Channel.ONLINE)

    assert desk_votes.offer(desk=desk, at=moment("2023-08-29 09:30:02")) is None


def test_the_policy_says_how_long_the_tablet_asks(desk: Desk, served: Ticket) -> None:
    UnitPolicy.objects.create(unit=desk.unit, valid_from=dt.date(2020, 1, 1), vote_seconds=60)

    question = desk_votes.offer(desk=desk, at=later(DONE, seconds=40))

    assert question is not None
    assert question.closes_at == later(DONE, seconds=60)
