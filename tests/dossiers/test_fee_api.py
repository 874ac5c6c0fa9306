"""Fees and shifts over HTTP: the same verbs, faults and limits as on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from dossiers.charge_lines import ChargeLine
from dossiers.models import Dossier, FeeReceipt, Shift
from dossiers.services import charging, shifts
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import BankAccount, User
from tests.people import MakeDossier, Office, moment

NOW = moment("2023-08-30 10:00")


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def api(hoa: User) -> APIClient:
    return signed_in(hoa)


@pytest.fixture
def fee(version: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000)


@pytest.fixture
def shift(hoa: User, office: Office) -> Shift:
    return shifts.open_shift(unit=office.commune, opening_cash=100_000, by=hoa, at=NOW)


@pytest.fixture
def owing(received: MakeDossier, fee: Fee, hoa: User) -> Dossier:
    dossier = received("2023-08-30 09:30")
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOW)
    return dossier


def at(dossier: Dossier, path: str) -> str:
    return f"/api/v1/dossiers/{dossier.shown_code}/{path}"


def faulty(answer: Any) -> set[str]:
    return {error["field"] for error in answer.json()["errors"]}


def test_fee_is_entered(api: APIClient, received: MakeDossier, fee: Fee) -> None:
    answer = api.post(at(received(), "fees/"), {"charges": [{"fee": fee.pk, "quantity": 2}]}, format="json")

    assert (answer.status_code, answer.json()["owed"]) == (201, 16_000)


def test_exemption_without_ground_is_named_by_field(api: APIClient, received: MakeDossier, fee: Fee) -> None:
    lines = {"charges": [{"fee": fee.pk, "exemption": "full"}]}

    answer = api.post(at(received(), "fees/"), lines, format="json")

    assert (answer.status_code, faulty(answer)) == (400, {f"fee_{fee.pk}_ground"})


def test_fee_is_taken_away(api: APIClient, owing: Dossier) -> None:
    answer = api.delete(at(owing, f"fees/{owing.charges.get().pk}/"))

    assert (answer.status_code, owing.charges.count()) == (204, 0)


def test_transfer_is_told_as_the_bank_needs_it(api: APIClient, owing: Dossier, office: Office) -> None:
    BankAccount.objects.create(
        unit=office.commune,
        bank_name="Ngân hàng Thử",
        bank_bin="970400",
        number="0123456789",
        holder="UBND XA BINH NGHIA",
        valid_from=NOW.date(),
    )

    transfer = api.get(at(owing, "fees/")).json()["transfer"]

    assert transfer["text"] == "LP H25 12 02 230830 0001"
    assert transfer["payload"].startswith("00020101021238540010A000000727")


def test_money_is_collected_in_the_shift(api: APIClient, owing: Dossier, shift: Shift) -> None:
    answer = api.post(at(owing, "fee-receipts/"), {"method": "cash"}, format="json")

    assert (answer.status_code, answer.json()["number"]) == (201, "BL-000001/2023")


def test_without_a_shift_no_money_is_taken(api: APIClient, owing: Dossier) -> None:
    answer = api.post(at(owing, "fee-receipts/"), {"method": "cash"}, format="json")

    assert (answer.status_code, faulty(answer)) == (400, {"fee_method"})


def test_receipt_is_voided(api: APIClient, owing: Dossier, shift: Shift, hoa: User) -> None:
    receipt = charging.collect(dossier=owing, method="cash", payer="", by=hoa, at=NOW)

    answer = api.post(f"/api/v1/fee-receipts/{receipt.pk}/void/", {"reason": "Thu nhầm hồ sơ"}, format="json")

    assert (answer.status_code, answer.json()["void_reason"]) == (200, "Thu nhầm hồ sơ")


def test_receipt_of_another_counter_is_not_found(owing: Dossier, shift: Shift, hoa: User, tu: User) -> None:
    receipt = charging.collect(dossier=owing, method="cash", payer="", by=hoa, at=NOW)

    answer = signed_in(tu).post(f"/api/v1/fee-receipts/{receipt.pk}/void/", {"reason": "x" * 9}, format="json")

    assert (answer.status_code, FeeReceipt.objects.get().voided_at) == (404, None)


def test_shift_is_opened_once(api: APIClient, office: Office) -> None:
    given = {"unit": office.commune.code, "opening_cash": 50_000}

    codes = [api.post("/api/v1/shifts/", given, format="json").status_code for _ in range(2)]

    assert codes == [201, 409]


def test_shift_is_closed_against_the_receipts(api: APIClient, shift: Shift) -> None:
    notes = {"notes": [{"value": 100_000, "number": 1}]}

    answer = api.post(f"/api/v1/shifts/{shift.pk}/close/", notes, format="json")

    assert (answer.status_code, answer.json()["counted_cash"]) == (200, 100_000)


def test_gap_without_words_is_a_fault(api: APIClient, shift: Shift) -> None:
    answer = api.post(f"/api/v1/shifts/{shift.pk}/close/", {"notes": []}, format="json")

    assert (answer.status_code, faulty(answer)) == (400, {"gap_reason"})


def test_leader_accepts(shift: Shift, hoa: User, hai: User) -> None:
    shifts.close_shift(shift=shift, notes={100_000: 1}, by=hoa, at=NOW)

    answer = signed_in(hai).post(f"/api/v1/shifts/{shift.pk}/accept/")

    assert (answer.status_code, answer.json()["accepted_by"]) == (200, "Phạm Văn Hải")


def test_shifts_of_another_counter_are_not_listed(shift: Shift, tu: User) -> None:
    assert signed_in(tu).get("/api/v1/shifts/").json()["results"] == []
