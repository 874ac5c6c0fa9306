"""The calendar over HTTP: public to read, previewed and applied by those who keep it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from staff.models import CalendarDay, OfficeHours, User
from tests.dossiers.test_api import client_of
from tests.people import MakeDossier, Office, moment

PREVIEW, APPLY = "/api/v1/calendar/preview/", "/api/v1/calendar/apply/"
SWAP = {
    "document": "Công văn 12/VPCP-KGVX",
    "days": [
        {"day": "2023-08-31", "kind": "swap_off", "name": "Nghỉ hoán đổi"},
        {"day": "2023-09-09", "kind": "worked", "name": "Làm bù"},
    ],
}


@pytest.fixture(autouse=True)
def in_august() -> Any:
    with time_machine.travel(moment("2023-08-29 16:00"), tick=False):
        yield


def test_anybody_reads_the_calendar(office: Office) -> None:
    answer = APIClient().get("/api/v1/calendar/?year=2024")

    told = answer.json()
    assert answer.status_code == 200
    assert told["established_years"] == list(range(2021, 2028))
    assert {"2024-04-29", "2024-05-04"} < {row["day"] for row in told["days"]}
    assert all(row["day"].startswith("2024") and row["source_document"] for row in told["days"])


def test_a_year_that_is_no_year_is_named(office: Office) -> None:
    answer = APIClient().get("/api/v1/calendar/?year=hai")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "year"


def test_a_manager_looks_and_then_applies(received: MakeDossier, thu: User) -> None:
    dossier = received("2023-08-29 09:30")
    client = client_of(thu)

    seen = client.post(PREVIEW, SWAP).json()

    assert seen["moved"] == seen["letters"] == 1
    assert seen["moves"][0]["code"] == dossier.code
    assert seen["moves"][0]["new_due_at"] == "2023-09-06T17:00:00+07:00"
    assert not CalendarDay.objects.filter(day=dt.date(2023, 8, 31)).exists()
    assert client.post(APPLY, SWAP | {"expected": seen["digest"]}).json() == {"moved": 1, "told": 1}
    dossier.refresh_from_db()
    assert dossier.due_at == moment("2023-09-06 17:00")
    assert client.post(APPLY, SWAP | {"expected": seen["digest"]}).status_code == 409


def test_what_nobody_looked_at_is_not_applied(received: MakeDossier, thu: User) -> None:
    received("2023-08-29 09:30")

    assert client_of(thu).post(APPLY, SWAP | {"expected": "khong-xem"}).status_code == 409
    assert not CalendarDay.objects.filter(day=dt.date(2023, 8, 31)).exists()


@pytest.mark.parametrize("address", [PREVIEW, APPLY])
def test_others_may_not(office: Office, hoa: User, lan: User, address: str) -> None:
    for person in (hoa, lan):
        assert client_of(person).post(address, SWAP | {"expected": "x"}).status_code == 403
    assert APIClient().post(address, SWAP).status_code == 401


def test_hours_are_set_by_the_code_of_the_unit(office: Office, thu: User) -> None:
    client = client_of(thu)
    spans = [{"weekday": day, "opens": "07:30", "closes": "11:30"} for day in range(5)]
    week = {"unit": "13504", "starts": "2023-10-01", "ends": "2023-12-31", "spans": spans}
    change = {"document": "Quyết định 5/QĐ-UBND", "weeks": [week]}

    seen = client.post(PREVIEW, change).json()
    done = client.post(APPLY, change | {"expected": seen["digest"]})

    assert done.status_code == 200
    assert OfficeHours.objects.filter(unit=office.commune, valid_to="2023-12-31").count() == 5


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": [{"day": "2023-09-09", "kind": "swap_off", "name": "x"}]}, "days"),
        ({"days": [{"day": "2031-09-09", "kind": "holiday", "name": "x"}]}, "days"),
        ({"days": [{"day": "9999-12-31", "kind": "holiday", "name": "x"}]}, "days.0.day"),
        ({"weeks": [{"unit": "khong-co", "starts": "2023-10-01", "spans": []}]}, "weeks.0.unit"),
        ({"weeks": [{"unit": "13504", "starts": "2023-10-02", "ends": "2023-10-01", "spans": []}]}, "weeks"),
        ({}, ""),
    ],
)
def test_faults_are_named_by_field(office: Office, thu: User, change: dict[str, Any], field: str) -> None:
    answer = client_of(thu).post(PREVIEW, {"document": "Công văn 12/VPCP-KGVX", **change})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field
