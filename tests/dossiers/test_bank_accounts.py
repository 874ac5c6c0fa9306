"""Accounts for fees: entered by managers of the counter or above, one at a time, never for past days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.errors import Faults, NotPermitted
from dossiers.services.accounts import set_account
from staff.models import AuditEntry, BankAccount, Unit, User
from tests.people import SINCE, Office, moment

NOW = moment("2023-08-30 10:00")
TYPED = {
    "bank_name": "Ngân hàng Thử nghiệm",
    "bank_bin": "970400",
    "number": "0123 456 789",
    "holder": "UBND XA BINH NGHIA",
    "since": "2023-08-30",
}


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(thu: User) -> Client:
    client = Client()
    client.force_login(thu)
    return client


def set_for(office: Office, by: User, since: str, **changes: str) -> BankAccount:
    given = {**TYPED, **changes}
    return set_account(unit=office.commune, by=by, at=NOW, **{**given, "since": dt.date.fromisoformat(since)})


def test_manager_enters_the_account(manager: Client, office: Office) -> None:
    manager.post("/quan-ly/tai-khoan/13504/", TYPED)

    assert BankAccount.objects.get(unit=office.commune).number == "0123456789"


def test_entering_is_noted(manager: Client, office: Office) -> None:
    manager.post("/quan-ly/tai-khoan/13504/", TYPED)

    assert AuditEntry.objects.filter(action="bank_account.set", target="13504").exists()


def test_next_account_ends_the_one_before(office: Office, thu: User) -> None:
    first = set_for(office, thu, "2023-08-30")
    set_for(office, thu, "2023-09-15", number="999999")

    first.refresh_from_db()
    assert first.valid_to == dt.date(2023, 9, 14)


def test_slip_of_the_same_day_is_corrected(office: Office, thu: User) -> None:
    set_for(office, thu, "2023-08-30")
    set_for(office, thu, "2023-08-30", number="999999")

    assert [each.number for each in BankAccount.objects.all()] == ["999999"]


@pytest.mark.parametrize(
    ("changes", "since", "field"),
    [
        ({"bank_bin": "97040"}, "2023-08-30", "bank_bin"),
        ({"number": "12"}, "2023-08-30", "number"),
        ({"holder": ""}, "2023-08-30", "holder"),
        ({}, "2023-08-29", "since"),
    ],
)
def test_what_cannot_be_right_is_told(
    office: Office, thu: User, changes: dict[str, str], since: str, field: str
) -> None:
    with pytest.raises(Faults) as error:
        set_for(office, thu, since, **changes)

    assert set(error.value.errors) == {field}


def test_account_before_a_later_one_is_told(office: Office, thu: User) -> None:
    set_for(office, thu, "2023-09-15")

    with pytest.raises(Faults) as error:
        set_for(office, thu, "2023-09-01")

    assert set(error.value.errors) == {"since"}


def test_clerk_sets_no_account(office: Office, hoa: User) -> None:
    with pytest.raises(NotPermitted):
        set_for(office, hoa, "2023-08-30")


def test_clerk_does_not_open_the_page(hoa: User) -> None:
    client = Client()
    client.force_login(hoa)

    assert client.get("/quan-ly/tai-khoan/").status_code == 403


def test_faults_keep_what_was_typed(manager: Client, office: Office) -> None:
    answer = manager.post("/quan-ly/tai-khoan/13504/", {**TYPED, "bank_bin": "12"})

    assert answer.status_code == 422
    assert answer.context["form"]["holder"].value() == "UBND XA BINH NGHIA"


def test_list_asks_the_database_as_often_for_many_counters(
    manager: Client, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        Unit.objects.create(
            parent=office.district,
            code=f"14{number:03d}",
            kind="commune",
            name=f"Xã {number}",
            receives_dossiers=True,
            valid_from=SINCE,
        )

    with django_assert_max_num_queries(12):
        page = manager.get("/quan-ly/tai-khoan/")
    assert len(page.context["page_obj"]) == 23
