"""Kiosk, board and the ticket on a telephone: nobody signs in, nobody is named."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from dossiers.models import Booking, Ticket
from dossiers.services import queue
from procedures.models import Desk, ProcedureVersion
from staff.device_links import device_token
from staff.models import User
from tests.dossiers.queues import desk, make_desk, ticket_at
from tests.people import Office, moment

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
NOW = moment("2023-08-29 08:30")


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def kiosk(office: Office) -> str:
    return f"/lay-so/{device_token('kiosk', office.commune.pk)}/"


def board(office: Office) -> str:
    return f"/api/v1/queue/boards/{device_token('board', office.commune.pk)}/"


def booking(office: Office, slot: str = "2023-08-29 09:00", **given: Any) -> Booking:
    return Booking.objects.create(
        unit=office.commune,
        slot_at=moment(slot),
        place=1,
        name="Nguyễn Thị Lan",
        phone="0912345678",
        created_at=moment("2023-08-28 08:00"),
        **given,
    )


@pytest.mark.parametrize("address", ["/lay-so/1/", "/bang-goi-so/1/", "/lay-so/15:forged/", "/bang-goi-so/khong/"])
def test_a_guessed_address_opens_nothing(office: Office, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_address_of_a_kiosk_is_not_that_of_a_board(office: Office, client: Client) -> None:
    assert client.get(f"/bang-goi-so/{device_token('kiosk', office.commune.pk)}/").status_code == 404


def test_a_number_is_taken_with_two_touches(office: Office, client: Client) -> None:
    assert "Nộp hồ sơ" in client.get(kiosk(office)).content.decode()
    assert client.get(f"{kiosk(office)}?service=receive").context["step"] == "priority"
    answer = client.post(kiosk(office), {"service": "receive", "priority": "", "lang": "vi"}, follow=True)
    assert "001" in answer.content.decode()
    assert Ticket.objects.get().source == "kiosk"


def test_where_desks_differ_the_field_is_asked(office: Office, client: Client, version: ProcedureVersion) -> None:
    make_desk(office.commune, 1, version.procedure.field)
    shown = client.get(f"{kiosk(office)}?service=receive")
    assert (shown.context["step"], shown.context["fields"]) == ("field", [version.procedure.field])
    client.post(kiosk(office), {"service": "receive", "field": "ho-tich", "priority": "disabled"})
    ticket = Ticket.objects.get()
    assert (ticket.field, ticket.priority) == (version.procedure.field, "disabled")


def test_the_kiosk_speaks_english_to_this_visitor_only(office: Office, client: Client) -> None:
    assert "Take a number" in client.get(f"{kiosk(office)}?lang=en").content.decode()
    assert "Lấy số thứ tự" in client.get(kiosk(office)).content.decode()


def test_the_kiosk_says_when_it_is_closed(office: Office, client: Client) -> None:
    with time_machine.travel(moment("2023-08-29 17:30")):
        assert not client.get(kiosk(office)).context["is_open"]
        assert client.post(kiosk(office), {"service": "receive"}).status_code == 409


def test_what_the_kiosk_did_not_offer_is_refused(office: Office, client: Client) -> None:
    assert client.post(kiosk(office), {"service": "sing"}).status_code == 422


@pytest.mark.parametrize("typed", ["{code}", "http://testserver/dat-lich/{code}/", "0912 345 678"])
def test_a_booking_is_scanned_or_typed(office: Office, client: Client, typed: str) -> None:
    row = booking(office)
    client.post(kiosk(office), {"booking": typed.format(code=row.code.lower()), "lang": "vi"})
    assert Ticket.objects.get().booking == row


def test_an_unknown_booking_is_told(office: Office, client: Client) -> None:
    assert client.post(kiosk(office), {"booking": "0912345678"}).status_code == 404


def test_a_booking_of_tomorrow_says_its_day(office: Office, client: Client) -> None:
    row = booking(office, "2023-08-30 09:00")
    answer = client.post(kiosk(office), {"booking": row.code})
    assert (answer.status_code, "30/08/2023" in answer.content.decode()) == (409, True)


def test_bookings_are_not_guessed_at_the_kiosk(office: Office, client: Client) -> None:
    codes = [client.post(kiosk(office), {"booking": "K7M2-9QTD-4XHB"}).status_code for _ in range(21)]
    assert (codes[0], codes[-1]) == (404, 429)


def test_the_board_names_numbers_and_desks_and_nobody(
    office: Office, client: Client, desk: Desk, hoa: User
) -> None:
    ticket = queue.issue_for_booking(booking=booking(office, "2023-08-29 08:30"), at=NOW)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    shown = client.get(board(office))
    assert shown.json()["called"] == [{"call": f"{ticket.token}.1", "number": "001", "desk": 1, "is_new": True}]
    assert "Lan" not in shown.content.decode()


def test_a_call_stands_out_for_a_minute(office: Office, client: Client, desk: Desk, hoa: User) -> None:
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=moment("2023-08-29 08:28"))
    [called] = client.get(board(office)).json()["called"]
    assert called["is_new"] is False


def test_calling_again_is_a_new_call_on_the_board(office: Office, client: Client, desk: Desk, hoa: User) -> None:
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    queue.recall(desk=desk, by=hoa, at=NOW)
    assert client.get(board(office)).json()["called"][0]["call"].endswith(".2")


def test_the_board_keeps_what_was_called_before(office: Office, client: Client, desk: Desk, hoa: User) -> None:
    ticket_at(office.commune)
    ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    given = client.get(board(office)).json()
    assert [row["number"] for row in given["called"] + given["before"]] == ["002", "001"]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_board_costs_the_same_however_many_wait(
    office: Office, client: Client, desk: Desk, hoa: User, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(rows + 1):
        ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    with django_assert_max_num_queries(7):
        assert client.get(board(office)).json()["waiting"] == rows


def test_the_ticket_on_a_telephone_says_how_many_are_before(office: Office, client: Client) -> None:
    ticket_at(office.commune)
    mine = ticket_at(office.commune)
    shown = client.get(f"/phieu-so/{mine.token}/")
    assert shown.context["standing"].ahead == 1
    assert "10 phút" in shown.content.decode()


def test_the_ticket_on_a_telephone_names_the_desk(office: Office, client: Client, desk: Desk, hoa: User) -> None:
    mine = ticket_at(office.commune)
    queue.call_next(desk=desk, by=hoa, at=NOW)
    assert "đến quầy 1" in client.get(f"/phieu-so/{mine.token}/").content.decode()


def test_the_ticket_is_printed_on_a_roll(office: Office, client: Client) -> None:
    mine = ticket_at(office.commune, priority="elderly")
    page = PdfReader(BytesIO(client.get(f"/phieu-so/{mine.token}/in/").content)).pages[0]
    assert round(float(page.mediabox.width) / 72 * 25.4) == 80
    assert "001" in page.extract_text()


def test_a_made_up_ticket_is_not_found(client: Client, office: Office) -> None:
    assert client.get("/phieu-so/K7M2-9QTD-4XHB/").status_code == 404


def test_who_has_the_address_of_a_kiosk_cannot_fill_the_queue(office: Office, client: Client) -> None:
    given = [client.post(kiosk(office), {"service": "receive"}).status_code for _ in range(31)]
    assert given == [302] * 30 + [429]
    assert Ticket.objects.count() == 30


@pytest.mark.postgres
def test_a_nul_byte_does_no_harm_at_the_kiosk(office: Office, client: Client) -> None:
    assert client.post(kiosk(office), {"service": "receive", "field": "\0ho-tich"}).status_code == 404
