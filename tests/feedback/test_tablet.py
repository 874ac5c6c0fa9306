"""The tablet's page and its API: nobody signs in, one screen at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.services import queue
from feedback.models import DeskVote
from procedures.models import Desk
from staff.device_links import device_token
from staff.models import User
from tests.dossiers.queues import desk, later, second_desk, ticket_at
from tests.people import moment

__all__ = ["desk", "second_desk"]
pytestmark = pytest.mark.django_db
DONE = "2023-08-29 08:20"


@pytest.fixture
def served(desk: Desk, hoa: User) -> None:
    ticket_at(desk.unit)
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-29 08:10"))
    queue.finish(desk=desk, by=hoa, at=moment(DONE))


@pytest.fixture
def clock(served: None) -> Any:
    """One second after the service."""
    with time_machine.travel(later(DONE, seconds=1), tick=False) as clock:
        yield clock


def page(desk: Desk) -> str:
    return f"/danh-gia-tai-quay/{device_token('tablet', desk.pk)}/"


def api(desk: Desk) -> str:
    return f"/api/v1/tablets/{device_token('tablet', desk.pk)}/"


@pytest.mark.parametrize("kind", ["kiosk", "board"])
def test_the_address_of_another_device_opens_no_tablet(desk: Desk, client: Client, kind: str) -> None:
    token = device_token(kind, desk.pk)

    assert client.get(f"/danh-gia-tai-quay/{token}/").status_code == 404
    assert client.get(f"/api/v1/tablets/{token}/").status_code == 404


def test_a_closed_desk_has_no_tablet(desk: Desk, client: Client) -> None:
    Desk.objects.filter(pk=desk.pk).update(valid_to=dt.date(2020, 1, 1))

    assert client.get(page(desk)).status_code == 404


def test_the_question_names_the_official_and_shows_five_faces(desk: Desk, client: Client, clock: Any) -> None:
    shown = client.get(page(desk)).content.decode()

    assert "Trần Thị Hoa" in shown
    assert shown.count('name="level"') == 5
    assert ">TH<" in shown


def test_a_touch_stores_the_answer_and_thanks(desk: Desk, client: Client, clock: Any) -> None:
    client.get(page(desk))
    clock.shift(5)

    shown = client.post(
        page(desk), {"question": DeskVote.objects.get().token, "level": "5"}, follow=True
    ).content.decode()

    assert DeskVote.objects.get().level == 5
    assert "tablet--thanks" in shown


def test_a_low_answer_is_asked_why_and_the_reason_is_kept(desk: Desk, client: Client, clock: Any) -> None:
    client.get(page(desk))
    clock.shift(5)
    token = DeskVote.objects.get().token
    shown = client.post(page(desk), {"question": token, "level": "2"}, follow=True).content.decode()
    assert "tablet--why" in shown

    clock.shift(10)
    thanked = client.post(page(desk), {"question": token, "why": ["waited"], "words": "Lâu quá"}, follow=True)

    assert DeskVote.objects.get().reason == "waited|Lâu quá"
    assert "tablet--thanks" in thanked.content.decode()


def test_why_can_be_skipped_with_words_begun(desk: Desk, client: Client, clock: Any) -> None:
    client.get(page(desk))
    clock.shift(5)
    token = DeskVote.objects.get().token
    client.post(page(desk), {"question": token, "level": "1"})

    client.post(page(desk), {"question": token, "words": "Thôi", "skip": "1"})

    assert DeskVote.objects.get().reason == ""


def test_words_too_long_come_back_as_typed(desk: Desk, client: Client, clock: Any) -> None:
    client.get(page(desk))
    clock.shift(5)
    token = DeskVote.objects.get().token
    client.post(page(desk), {"question": token, "level": "1"})

    answer = client.post(page(desk), {"question": token, "words": "lâu " * 60})

    assert answer.status_code == 422
    assert "lâu lâu" in answer.content.decode()


@pytest.mark.parametrize("level", ["", "0", "x", "9" * 5000])
def test_what_is_no_face_is_refused(desk: Desk, client: Client, clock: Any, level: str) -> None:
    client.get(page(desk))
    clock.shift(5)

    answer = client.post(page(desk), {"question": DeskVote.objects.get().token, "level": level})

    assert answer.status_code == 422
    assert DeskVote.objects.get().level is None


def test_a_second_answer_is_refused(desk: Desk, client: Client, clock: Any) -> None:
    client.get(page(desk))
    clock.shift(5)
    token = DeskVote.objects.get().token
    client.post(page(desk), {"question": token, "level": "1"})

    assert client.post(page(desk), {"question": token, "level": "5"}).status_code == 409


def test_another_desk_answers_no_question_of_this_one(
    desk: Desk, second_desk: Desk, client: Client, clock: Any
) -> None:
    client.get(page(desk))
    token = DeskVote.objects.get().token

    assert client.post(page(second_desk), {"question": token, "level": "5"}).status_code == 404
    assert client.post(f"{api(second_desk)}questions/{token}/vote/", {"level": 5}).status_code == 404


def test_the_api_says_what_to_show(desk: Desk, client: Client, clock: Any) -> None:
    state = client.get(api(desk)).json()

    assert state["name"] == "ask"
    assert (state["question"], state["number"]) == (DeskVote.objects.get().token, "001")
    assert state["seconds"] == 29


def test_the_api_takes_answer_and_reason(desk: Desk, client: Client, clock: Any) -> None:
    address = f"{api(desk)}questions/{client.get(api(desk)).json()['question']}/"
    clock.shift(5)

    voted = client.post(f"{address}vote/", {"level": 3}, content_type="application/json")
    said = client.post(f"{address}reason/", {"why": ["again"]}, content_type="application/json")

    assert (voted.json()["name"], said.json()["name"]) == ("why", "thanks")
    assert DeskVote.objects.get().reason == "again|"


@pytest.mark.parametrize("level", [9, None])
def test_the_api_refuses_other_levels(desk: Desk, client: Client, clock: Any, level: Any) -> None:
    address = f"{api(desk)}questions/{client.get(api(desk)).json()['question']}/vote/"

    assert client.post(address, {"level": level}, content_type="application/json").status_code == 400


def test_a_late_answer_over_the_api_is_told_so(desk: Desk, client: Client, clock: Any) -> None:
    address = f"{api(desk)}questions/{client.get(api(desk)).json()['question']}/vote/"
    clock.shift(60)

    assert client.post(address, {"level": 5}, content_type="application/json").status_code == 409


def test_asking_costs_few_statements(
    desk: Desk, client: Client, clock: Any, django_assert_max_num_queries: Any
) -> None:
    client.get(api(desk))

    with django_assert_max_num_queries(9):
        client.get(api(desk))


@pytest.mark.postgres
def test_a_nul_byte_does_no_harm(desk: Desk, client: Client, clock: Any) -> None:
    assert client.post(page(desk), {"question": "\0", "level": "5"}).status_code == 404
