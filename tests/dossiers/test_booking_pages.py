"""Booking a time on the page and over HTTP: without an account, without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from rest_framework.test import APIClient

from dossiers.models import Booking, Ticket
from dossiers.tasks import sweep_queue
from procedures.models import Desk, ProcedureVersion
from staff.models import SweepRun, User
from tests.dossiers.queues import desk, ticket_at
from tests.people import Office, moment

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
PAGE = "/dat-lich/"
HERE = f"{PAGE}?don-vi=13504&ngay=2023-08-29"
GOOD = {
    "slot": "2023-08-29T08:30:00+07:00",
    "name": "Nguyễn Thị Lan",
    "phone": "0912 345 678",
    "email": "lan@example.com",
}
BODY = {"unit": "13504", "slot_at": GOOD["slot"], "name": GOOD["name"], "phone": GOOD["phone"]}


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(moment("2023-08-28 08:00"), tick=False):
        yield


def test_the_chosen_day_shows_its_times(client: Client, office: Office) -> None:
    shown = client.get(HERE)
    assert (shown.context["unit"], shown.context["day"].day.day) == (office.commune, 29)
    assert "08:30" in shown.content.decode()


def test_a_time_is_booked_and_shown_with_its_code(client: Client, office: Office) -> None:
    answer = client.post(HERE, GOOD, follow=True)
    row = Booking.objects.get()
    text = answer.content.decode()
    assert row.unit == office.commune
    assert row.code in text
    assert "0912345678" not in text


def test_all_faults_are_told_and_nothing_typed_is_lost(client: Client, office: Office) -> None:
    answer = client.post(HERE, {"name": "Nguyễn Thị Lan", "phone": "12", "email": "lan@example.com"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"slot", "phone"}
    assert "Nguyễn Thị Lan" in answer.content.decode()


def test_a_time_that_is_not_offered_is_one_fault(client: Client, office: Office) -> None:
    answer = client.post(HERE, {**GOOD, "slot": "2023-08-29T03:00:00+07:00"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["slot"])


def test_who_books_for_a_procedure_sees_what_to_bring(
    client: Client, office: Office, version: ProcedureVersion
) -> None:
    answer = client.post(f"{HERE}&thu-tuc={version.procedure.code}", GOOD, follow=True)
    assert Booking.objects.get().procedure == version.procedure
    assert "Tờ khai theo mẫu" in answer.content.decode()


def test_bookings_are_not_made_by_the_dozen(client: Client, office: Office) -> None:
    codes = [client.post(HERE, {}).status_code for _ in range(11)]
    assert (codes[0], codes[-1]) == (422, 429)


def test_a_counter_that_offers_nothing_says_so(client: Client, office: Office) -> None:
    office.commune.policies.create(valid_from=moment("2023-01-01 00:00").date(), bookings_per_slot=0)
    assert "lấy số" in client.get(HERE).content.decode()


def test_whoever_has_the_code_cancels(client: Client, office: Office) -> None:
    client.post(HERE, GOOD)
    row = Booking.objects.get()
    answer = client.post(f"{PAGE}{row.code}/huy/", follow=True)
    row.refresh_from_db()
    assert row.cancelled_at is not None
    assert "huy/" not in answer.content.decode()


def test_a_booking_is_found_by_its_code(client: Client, office: Office) -> None:
    client.post(HERE, GOOD)
    code = Booking.objects.get().code
    typed = code.replace("-", " ").lower()
    assert client.get(f"{PAGE}tra-cuu/", {"code": typed})["Location"] == f"{PAGE}{code}/"


def test_an_unknown_code_is_told(client: Client, office: Office) -> None:
    assert client.get(f"{PAGE}tra-cuu/", {"code": "K7M2-9QTD-4XHB"}).status_code == 404


def test_codes_are_not_guessed(client: Client, office: Office) -> None:
    codes = [client.get(f"{PAGE}tra-cuu/", {"code": "K7M2-9QTD-4XHB"}).status_code for _ in range(11)]
    assert codes[-1] == 429


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_costs_the_same_however_many_booked(
    client: Client, office: Office, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        Booking.objects.create(
            unit=office.commune,
            slot_at=moment(f"2023-08-29 {8 + number % 3:02d}:00"),
            place=number + 1,
            name="Lan",
            phone="0912345678",
            created_at=moment("2023-08-28 08:00"),
        )
    client.get(HERE)
    with django_assert_max_num_queries(8):
        assert client.get(HERE).status_code == 200


def test_the_clerk_gives_the_number_to_who_booked(client: Client, hoa: User, desk: Desk) -> None:
    client.post(HERE, GOOD)
    row = Booking.objects.get()
    with time_machine.travel(moment("2023-08-29 08:20"), tick=False):
        client.force_login(hoa)
        client.post("/mot-cua/hang-doi/quay/", {"desk": desk.pk})
        assert "Nguyễn Thị Lan" in client.get("/mot-cua/hang-doi/").content.decode()
        client.post(f"/mot-cua/hang-doi/lich-hen/{row.code}/")
    assert Ticket.objects.get().booking == row


def test_times_over_http(office: Office) -> None:
    given = APIClient().get("/api/v1/bookings/slots/?unit=13504&day=2023-08-29").json()
    assert given[0] == {
        "starts_at": "2023-08-29T07:00:00+07:00",
        "ends_at": "2023-08-29T07:30:00+07:00",
        "free": 3,
    }


def test_booked_read_and_cancelled_over_http(office: Office) -> None:
    client = APIClient()
    made = client.post("/api/v1/bookings/", BODY)
    assert (made.status_code, made.json()["phone"]) == (201, "******5678")
    address = f"/api/v1/bookings/{made.json()['code']}/"
    assert client.get(address).json()["cancelled_at"] is None
    assert client.delete(address).json()["cancelled_at"] == "2023-08-28T08:00:00+07:00"
    assert client.delete(address).status_code == 409


def test_faults_over_http_are_named_by_field(office: Office) -> None:
    answer = APIClient().post("/api/v1/bookings/", {**BODY, "phone": "12", "slot_at": "2023-08-29T03:00:00+07:00"})
    assert {fault["field"] for fault in answer.json()["errors"]} == {"slot", "phone"}


def test_the_sweep_ends_what_is_left_and_is_recorded(office: Office) -> None:
    ticket_at(office.commune, "2023-08-25 08:00")
    assert sweep_queue() == 1
    assert SweepRun.objects.get(name="queue").last_count == 1


def test_no_page_of_a_booking_names_the_phone(client: Client, office: Office) -> None:
    client.post(HERE, GOOD)
    shown = client.get(f"{PAGE}{Booking.objects.get().code}/").content.decode()
    assert re.search(r"\*+5678", shown)
