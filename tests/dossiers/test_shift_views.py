"""Shifts on the pages of the counter: opened, counted, closed, printed, accepted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.charge_lines import ChargeLine
from dossiers.models import FeeReceipt, Shift
from dossiers.services import charging, shifts
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from tests.people import MakeDossier, Office, moment

NOW = moment("2023-08-30 10:00")


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


@pytest.fixture
def shift(hoa: User, office: Office) -> Shift:
    return shifts.open_shift(unit=office.commune, opening_cash=100_000, by=hoa, at=NOW)


@pytest.fixture
def receipt(received: MakeDossier, version: ProcedureVersion, hoa: User, shift: Shift) -> FeeReceipt:
    fee = Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000)
    dossier = received("2023-08-30 09:30")
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOW)
    return charging.collect(dossier=dossier, method="cash", payer="", by=hoa, at=NOW)


def test_shift_is_opened_on_the_page(counter: Client, office: Office) -> None:
    counter.post("/mot-cua/ca/", {"unit": office.commune.pk, "opening_cash": "200.000"})

    assert Shift.objects.get().opening_cash == 200_000


def test_open_shift_shows_its_totals(counter: Client, receipt: FeeReceipt) -> None:
    assert counter.get("/mot-cua/ca/").context["totals"].expected_cash == 108_000


def test_gap_without_words_keeps_what_was_counted(counter: Client, receipt: FeeReceipt) -> None:
    answer = counter.post("/mot-cua/ca/ket/", {"note_100000": "1"})

    assert "gap_reason" in answer.context["form"].errors
    assert answer.context["form"]["note_100000"].value() == "1"


def test_shift_is_counted_and_closed(counter: Client, receipt: FeeReceipt) -> None:
    notes = {"note_100000": "1", "note_5000": "1", "note_2000": "1", "note_1000": "1"}

    answer = counter.post("/mot-cua/ca/ket/", notes, follow=True)

    assert answer.context["shift"].counted_cash == 108_000


def test_leader_accepts_the_shift(counter: Client, shift: Shift, hoa: User, hai: User) -> None:
    shifts.close_shift(shift=shift, notes={100_000: 1}, by=hoa, at=NOW)
    client = Client()
    client.force_login(hai)

    client.post(f"/mot-cua/ca/{shift.pk}/nhan/")

    shift.refresh_from_db()
    assert shift.accepted_by == hai.official


def test_leader_reads_of_shifts_at_the_counter_and_of_none_of_the_own(shift: Shift, hai: User) -> None:
    client = Client()
    client.force_login(hai)

    page = client.get("/mot-cua/ca/").content.decode()

    assert "Ca trực tại quầy</h1>" in page
    assert "Ca trực của tôi" not in page


def test_sheet_of_another_counter_is_not_found(shift: Shift, hoa: User, tu: User) -> None:
    shifts.close_shift(shift=shift, notes={100_000: 1}, by=hoa, at=NOW)
    client = Client()
    client.force_login(tu)

    assert client.get(f"/mot-cua/ca/{shift.pk}.pdf").status_code == 404


def test_sheet_is_printed(counter: Client, shift: Shift, hoa: User) -> None:
    shifts.close_shift(shift=shift, notes={100_000: 1}, by=hoa, at=NOW)

    assert counter.get(f"/mot-cua/ca/{shift.pk}.pdf").content.startswith(b"%PDF")


def test_list_asks_the_database_as_often_for_many_shifts(
    counter: Client, office: Office, hoa: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        opened = shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=NOW)
        shifts.close_shift(shift=opened, notes={}, by=hoa, at=NOW)

    with django_assert_max_num_queries(10):
        page = counter.get("/mot-cua/ca/")
    assert page.context["page_obj"].paginator.count == 20


@pytest.mark.parametrize(("opened", "is_told"), [("2023-08-30 07:00", False), ("2023-08-29 07:00", True)])
def test_shift_left_open_overnight_is_told(
    counter: Client, office: Office, hoa: User, opened: str, is_told: bool
) -> None:
    shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=moment(opened))

    assert counter.get("/mot-cua/ca/").context["is_of_earlier_day"] is is_told
