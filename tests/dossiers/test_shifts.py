"""Shifts: one open at a time, counted against the receipts, a gap explained, the sheet frozen and accepted."""

from __future__ import annotations

import io

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from dossiers import shift_sheets
from dossiers.charge_lines import ChargeLine
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import FeeReceipt, Shift
from dossiers.services import charging, shifts
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from staff.roles import Role
from tests.people import MakeDossier, Office, make_official, moment

MORNING = moment("2023-08-30 07:00")
NOON = moment("2023-08-30 11:30")


@pytest.fixture
def shift(hoa: User, office: Office) -> Shift:
    return shifts.open_shift(unit=office.commune, opening_cash=100_000, by=hoa, at=MORNING)


@pytest.fixture
def take(received: MakeDossier, version: ProcedureVersion, hoa: User, shift: Shift):
    """Take 8,000 đồng for one dossier more."""
    fee = Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000)

    def collect(method: str = "cash") -> FeeReceipt:
        dossier = received("2023-08-30 09:30")
        at = moment("2023-08-30 10:00")
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=at)
        return charging.collect(
            dossier=dossier, method=method, payer="", transfer_reference="FT23242", by=hoa, at=at
        )

    return collect


def close(shift: Shift, hoa: User, notes: dict[int, int], **more: str) -> Shift:
    return shifts.close_shift(shift=shift, notes=notes, by=hoa, at=NOON, **more)


def test_one_shift_is_open_at_a_time(shift: Shift, office: Office, hoa: User) -> None:
    with pytest.raises(WrongMoment):
        shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=NOON)


def test_shift_is_opened_by_who_works_there(office: Office, tu: User) -> None:
    with pytest.raises(NotPermitted):
        shifts.open_shift(unit=office.commune, opening_cash=0, by=tu, at=MORNING)


def test_transfers_and_voided_receipts_are_no_cash(shift: Shift, take, hoa: User) -> None:
    take()
    take("transfer")
    charging.void(receipt=take(), reason="Thu nhầm hồ sơ", by=hoa, at=NOON)

    totals = shift_sheets.totals_of(shift)

    assert (totals.cash, totals.transfer, totals.expected_cash) == (8000, 8000, 108_000)


def test_shift_without_gap_closes_without_a_word(shift: Shift, take, hoa: User) -> None:
    take()

    closed = close(shift, hoa, {100_000: 1, 5000: 1, 2000: 1, 1000: 1})

    assert (closed.expected_cash, closed.counted_cash, closed.gap_reason) == (108_000, 108_000, "")


def test_gap_must_be_explained(shift: Shift, take, hoa: User) -> None:
    take()

    with pytest.raises(Faults) as error:
        close(shift, hoa, {100_000: 1})

    assert set(error.value.errors) == {"gap_reason"}


def test_explained_gap_stands_on_the_sheet(shift: Shift, take, hoa: User) -> None:
    take()

    closed = close(shift, hoa, {100_000: 1}, gap_reason="Trả lại thừa cho công dân")

    assert (closed.content["gap"], closed.content["gap_reason"]) == (
        "Thiếu 8.000 đồng",
        "Trả lại thừa cho công dân",
    )


def test_sheet_counts_the_work_of_the_shift(shift: Shift, take, hoa: User) -> None:
    take()

    assert close(shift, hoa, {100_000: 1, 5000: 1, 2000: 1, 1000: 1}).content["counts"]["received"] == 1


def test_sheet_is_a_pdf_that_names_the_receipts(shift: Shift, take, hoa: User) -> None:
    take()
    closed = close(shift, hoa, {100_000: 1, 5000: 1, 2000: 1, 1000: 1}, note="Còn 2 bộ chờ ký")

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(shift_sheets.pdf(closed))).pages)

    assert "BL-000001/2023" in text
    assert "Còn 2 bộ chờ ký" in text


def test_nobody_closes_the_shift_of_another(shift: Shift, hai: User) -> None:
    with pytest.raises(NotPermitted):
        shifts.close_shift(shift=shift, notes={}, by=hai, at=NOON)


def test_closed_shift_is_not_closed_again(shift: Shift, hoa: User) -> None:
    close(shift, hoa, {100_000: 1})

    with pytest.raises(WrongMoment):
        close(shift, hoa, {100_000: 1})


def test_receipt_of_a_closed_shift_is_not_voided(shift: Shift, take, hoa: User) -> None:
    receipt = take()
    close(shift, hoa, {100_000: 1, 5000: 1, 2000: 1, 1000: 1})

    with pytest.raises(WrongMoment):
        charging.void(receipt=receipt, reason="Thu nhầm hồ sơ", by=hoa, at=NOON)


def test_no_money_is_taken_in_a_closed_shift(shift: Shift, take, hoa: User) -> None:
    close(shift, hoa, {100_000: 1})

    with pytest.raises(Faults) as error:
        take()

    assert set(error.value.errors) == {"fee_method"}


def test_nobody_accepts_an_own_shift(shift: Shift, hoa: User) -> None:
    close(shift, hoa, {100_000: 1})

    with pytest.raises(NotPermitted):
        shifts.accept(shift=shift, by=hoa, at=NOON)


def test_next_clerk_accepts_the_shift(shift: Shift, office: Office, hoa: User) -> None:
    mai = make_official("mai", "Ngô Thị Mai", office.commune, Role.CLERK)
    close(shift, hoa, {100_000: 1})

    assert shifts.accept(shift=shift, by=mai, at=NOON).accepted_by == mai.official


def test_shift_is_accepted_once(shift: Shift, hoa: User, hai: User) -> None:
    close(shift, hoa, {100_000: 1})
    shifts.accept(shift=shift, by=hai, at=NOON)

    with pytest.raises(WrongMoment):
        shifts.accept(shift=shift, by=hai, at=NOON)


@pytest.mark.parametrize("statement", ["UPDATE dossiers_shift SET counted_cash = 5", "DELETE FROM dossiers_shift"])
def test_database_refuses_to_change_a_closed_shift(shift: Shift, hoa: User, statement: str) -> None:
    close(shift, hoa, {100_000: 1})

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("notes", [{3000: 1}, {1000: -1}])
def test_till_is_counted_in_notes_that_exist(shift: Shift, hoa: User, notes: dict[int, int]) -> None:
    with pytest.raises(Faults):
        close(shift, hoa, notes)
