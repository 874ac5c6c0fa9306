"""The clerk's queue on the screen and over HTTP: desk of the computer, acts, who may."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.models import Ticket
from dossiers.services import queue
from procedures.models import Desk
from staff.models import User
from tests.dossiers.queues import desk, second_desk, ticket_at
from tests.dossiers.test_api import client_of
from tests.people import Office, moment

__all__ = ["desk", "second_desk"]
pytestmark = pytest.mark.django_db
PAGE = "/mot-cua/hang-doi/"


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(moment("2023-08-29 08:30"), tick=False):
        yield


@pytest.fixture
def clerk(hoa: User, desk: Desk) -> Client:
    """Hoa at a computer that stands at desk 1."""
    client = Client()
    client.force_login(hoa)
    client.post(f"{PAGE}quay/", {"desk": desk.pk})
    return client


def state_of(ticket: Ticket) -> str:
    ticket.refresh_from_db()
    return ticket.state


def test_without_a_desk_one_is_chosen_first(hoa: User, desk: Desk) -> None:
    client = Client()
    client.force_login(hoa)
    assert "Quầy của máy này" in client.get(PAGE).content.decode()


def test_the_computer_remembers_its_desk(clerk: Client) -> None:
    assert "Quầy 1" in clerk.get(PAGE).content.decode()


def test_a_forged_desk_is_none(hoa: User, desk: Desk) -> None:
    client = Client()
    client.force_login(hoa)
    client.cookies["desk"] = f"{desk.pk}:forged"
    assert client.get(PAGE).context["chosen"] is None


def test_the_desk_of_another_commune_cannot_be_chosen(tu: User, desk: Desk) -> None:
    client = Client()
    client.force_login(tu)
    assert client.post(f"{PAGE}quay/", {"desk": desk.pk}).status_code == 422


def test_a_specialist_has_no_queue(minh: User) -> None:
    client = Client()
    client.force_login(minh)
    assert client.get(PAGE).status_code == 403


def test_next_without_scripts(clerk: Client, office: Office) -> None:
    ticket = ticket_at(office.commune)
    clerk.post(f"{PAGE}goi/", {"seen": ""})
    assert state_of(ticket) == "called"
    assert "001" in clerk.get(PAGE).content.decode()


def test_a_second_click_is_answered_with_what_is_at_the_desk(clerk: Client, office: Office) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune)
    clerk.post(f"{PAGE}goi/", {"seen": ""})
    answer = clerk.post(f"{PAGE}goi/", {"seen": ""})
    assert answer.status_code == 409
    assert "001" in answer.content.decode()


@pytest.mark.parametrize(("act", "state"), [("vang", "absent"), ("xong", "done"), ("goi-lai", "called")])
def test_each_act_has_its_address(clerk: Client, office: Office, act: str, state: str) -> None:
    ticket = ticket_at(office.commune)
    clerk.post(f"{PAGE}goi/", {"seen": ""})
    clerk.post(f"{PAGE}{act}/", {"seen": ticket.token})
    assert state_of(ticket) == state


def test_an_unknown_act_is_not_found(clerk: Client) -> None:
    assert clerk.post(f"{PAGE}bay/").status_code == 404


def test_who_did_not_come_is_served_when_they_turn_up(clerk: Client, office: Office) -> None:
    ticket = ticket_at(office.commune)
    clerk.post(f"{PAGE}goi/", {"seen": ""})
    clerk.post(f"{PAGE}vang/", {"seen": ticket.token})
    assert "Đã gọi nhưng vắng" in clerk.get(PAGE).content.decode()
    clerk.post(f"{PAGE}phuc-vu/{ticket.token}/")
    assert state_of(ticket) == "serving"


def test_what_was_ended_by_a_slip_is_taken_up_again(clerk: Client, office: Office) -> None:
    ticket = ticket_at(office.commune)
    clerk.post(f"{PAGE}goi/", {"seen": ""})
    clerk.post(f"{PAGE}xong/", {"seen": ticket.token})
    assert clerk.get(PAGE).context["state"]["last"]["number"] == "001"
    clerk.post(f"{PAGE}phuc-vu/{ticket.token}/")
    assert state_of(ticket) == "serving"


def test_a_number_goes_to_another_desk(clerk: Client, second_desk: Desk, office: Office) -> None:
    ticket = ticket_at(office.commune)
    clerk.post(f"{PAGE}goi/", {"seen": ""})
    clerk.post(f"{PAGE}chuyen/", {"to": second_desk.pk})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.wanted_desk) == ("waiting", second_desk)


def test_a_number_is_given_out_by_hand(clerk: Client) -> None:
    answer = clerk.post(f"{PAGE}cap-so/", {"service": "ask", "priority": "elderly"}, follow=True)
    ticket = Ticket.objects.get()
    assert (ticket.source, ticket.priority) == ("clerk", "elderly")
    assert f"/phieu-so/{ticket.token}/in/" in answer.content.decode()


def test_after_closing_no_number_is_given_out_and_the_choice_stays(clerk: Client) -> None:
    with time_machine.travel(moment("2023-08-29 18:00")):
        answer = clerk.post(f"{PAGE}cap-so/", {"service": "collect"})
    assert answer.status_code == 422
    assert answer.context["give"]["service"].value() == "collect"


@pytest.mark.parametrize("rows", [1, 20])
def test_the_queue_costs_the_same_however_many_wait(
    clerk: Client, office: Office, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(rows):
        ticket_at(office.commune)
    with django_assert_max_num_queries(15):
        assert clerk.get(PAGE).status_code == 200


def test_the_bar_stands_on_the_counters_pages(clerk: Client, desk: Desk) -> None:
    assert f'data-queue="/api/v1/queue/desks/{desk.pk}/"' in clerk.get("/mot-cua/viec/").content.decode()


def test_a_computer_without_a_desk_has_no_bar(hoa: User, desk: Desk) -> None:
    client = Client()
    client.force_login(hoa)
    assert "data-queue" not in client.get("/mot-cua/viec/").content.decode()


def api(desk: Desk, act: str = "") -> str:
    return f"/api/v1/queue/desks/{desk.pk}/{act}"


def test_next_over_http_answers_with_the_queue(hoa: User, desk: Desk, office: Office) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune)
    given = client_of(hoa).post(api(desk, "next/"), {"seen": ""}).json()
    assert (given["present"]["number"], given["waiting_count"]) == ("001", 1)
    assert [row["number"] for row in given["waiting"]] == ["002"]


def test_over_http_a_stale_screen_is_refused(hoa: User, desk: Desk, office: Office) -> None:
    ticket_at(office.commune)
    client = client_of(hoa)
    client.post(api(desk, "next/"), {"seen": ""})
    assert client.post(api(desk, "next/"), {"seen": ""}).status_code == 409


@pytest.mark.parametrize(("act", "state"), [("recall/", "called"), ("skip/", None), ("done/", None)])
def test_acts_over_http(hoa: User, desk: Desk, office: Office, act: str, state: str | None) -> None:
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-29 08:10"))
    present = client_of(hoa).post(api(desk, act), {}).json()["present"]
    assert (present["state"] if present else None) == state


def test_transfer_over_http_names_the_fault_by_field(hoa: User, desk: Desk, office: Office) -> None:
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-29 08:10"))
    answer = client_of(hoa).post(api(desk, "transfer/"), {"to": 99999})
    assert [fault["field"] for fault in answer.json()["errors"]] == ["to"]


def test_serving_a_scanned_number_over_http(hoa: User, desk: Desk, office: Office) -> None:
    ticket = ticket_at(office.commune)
    given = client_of(hoa).post(api(desk, "serve/"), {"ticket": ticket.token}).json()
    assert given["present"]["state"] == "serving"


def test_the_queue_of_another_commune_is_not_found(tu: User, desk: Desk) -> None:
    assert client_of(tu).get(api(desk)).status_code == 404


def test_a_citizen_has_no_desk(lan: User, desk: Desk) -> None:
    assert client_of(lan).get(api(desk)).status_code == 403


def test_a_number_over_http(hoa: User, office: Office) -> None:
    answer = client_of(hoa).post("/api/v1/queue/tickets/", {"unit": "13504", "service": "receive"})
    assert (answer.status_code, answer.json()["number"]) == (201, "001")


def test_no_number_at_another_counter_over_http(tu: User, office: Office) -> None:
    answer = client_of(tu).post("/api/v1/queue/tickets/", {"unit": "13504", "service": "receive"})
    assert answer.status_code == 404
