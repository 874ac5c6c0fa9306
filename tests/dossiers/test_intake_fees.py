"""Fees in the intake form: what is ticked and typed becomes lines and a payment; faults stand at their field."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from dossiers.charge_lines import ChargeLine
from dossiers.forms.charging import IntakeFees, Payment
from dossiers.services import charging
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from tests.people import MakeDossier, Office, make_version, moment


@pytest.fixture
def fee(version: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000, per="bản")


@pytest.fixture
def by_province(version: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=version, position=2, by_province=True)


def sent(version: ProcedureVersion, **typed: Any) -> IntakeFees:
    return IntakeFees(version, "counter", {"fee_channel": "counter", **typed})


def test_posted_fee_is_ticked_from_the_start(version: ProcedureVersion, fee: Fee, by_province: Fee) -> None:
    assert [row.on.value() for row in IntakeFees(version, "counter").rows()] == [True, False]


def test_fee_that_holds_in_some_cases_only_is_not_ticked(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, amount=0, name="Đúng hạn")
    Fee.objects.create(version=version, position=2, amount=8000, name="Bản sao, khi có yêu cầu")

    assert [(row.fee.name, row.on.value()) for row in IntakeFees(version, "counter").rows()] == [
        ("Bản sao, khi có yêu cầu", False)
    ]


@time_machine.travel("2026-11-23T09:00:00+07:00", tick=False)
def test_fee_out_of_force_is_not_asked_for(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, amount=5000, valid_to=dt.date(2026, 11, 22))
    Fee.objects.create(version=version, position=2, amount=8000, valid_from=dt.date(2026, 11, 23))
    Fee.objects.create(version=version, position=3, amount=9000, valid_from=dt.date(2026, 11, 24))

    assert [row.fee.amount for row in IntakeFees(version, "counter").rows()] == [8000]


def test_ticked_fee_becomes_a_line(version: ProcedureVersion, fee: Fee) -> None:
    form = sent(version, **{f"fee_{fee.pk}_on": "on", f"fee_{fee.pk}_quantity": "3"})

    assert form.check()
    assert form.lines() == [ChargeLine(fee.pk, quantity=3)]


def test_fee_that_is_not_ticked_is_not_charged(version: ProcedureVersion, fee: Fee) -> None:
    form = sent(version)

    assert form.check()
    assert form.lines() == []


def test_data_from_where_no_fee_was_shown_charge_nothing(version: ProcedureVersion, fee: Fee) -> None:
    form = IntakeFees(version, "counter", {"applicant_name": "Lan"})

    assert form.check()
    assert (form.lines(), form.payment()) == ([], None)


def test_amount_is_typed_with_dots(version: ProcedureVersion, by_province: Fee) -> None:
    name = f"fee_{by_province.pk}"
    typed = {f"{name}_on": "on", f"{name}_amount": "15.000", f"{name}_ground": "Nghị quyết 06/2021/NQ-HĐND"}
    form = sent(version, **typed)

    assert form.check()
    assert form.lines()[0].unit_amount == 15_000


def test_amount_without_ground_is_a_fault_at_its_field(version: ProcedureVersion, by_province: Fee) -> None:
    name = f"fee_{by_province.pk}"
    form = sent(version, **{f"{name}_on": "on", f"{name}_amount": "15000"})

    assert not form.check()
    assert set(form.errors) == {f"{name}_ground"}


def test_cash_at_once_is_a_payment(version: ProcedureVersion, fee: Fee) -> None:
    form = sent(version, **{f"fee_{fee.pk}_on": "on", "fee_method": "cash", "fee_payer": "Anh Ba"})

    assert form.check()
    assert form.payment() == Payment("cash", "Anh Ba", "")


def test_transfer_nobody_has_seen_arrive_is_no_payment(version: ProcedureVersion, fee: Fee) -> None:
    form = sent(version, **{f"fee_{fee.pk}_on": "on", "fee_method": "transfer"})

    assert form.check()
    assert form.payment() is None


def test_cash_without_a_shift_is_a_fault(version: ProcedureVersion, fee: Fee) -> None:
    data = {"fee_channel": "counter", f"fee_{fee.pk}_on": "on", "fee_method": "cash"}
    form = IntakeFees(version, "counter", data, has_shift=False)

    assert not form.check()
    assert set(form.errors) == {"fee_method"}


def test_cash_for_nothing_is_a_fault(version: ProcedureVersion, fee: Fee) -> None:
    assert not sent(version, fee_method="cash").check()


def test_fees_of_another_channel_are_to_be_looked_at_again(version: ProcedureVersion, fee: Fee) -> None:
    assert not IntakeFees(version, "post", {"fee_channel": "counter", f"fee_{fee.pk}_on": "on"}).check()


def test_procedure_without_conditions_is_free(version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, amount=0)

    assert IntakeFees(version, "counter").is_free


def test_amount_of_the_province_is_offered_again(
    office: Office, received: MakeDossier, version: ProcedureVersion, by_province: Fee, hoa: User
) -> None:
    line = ChargeLine(by_province.pk, unit_amount=15_000, ground="Nghị quyết 06/2021/NQ-HĐND")
    charging.enter(dossier=received(), lines=[line], by=hoa, at=moment("2023-08-30 10:00"))

    (row,) = IntakeFees(version, "counter", unit_id=office.commune.pk).rows()

    assert row.amount is not None
    assert (row.amount.value(), row.ground.value()) == (15_000, "Nghị quyết 06/2021/NQ-HĐND")


def test_what_another_counter_typed_is_not_offered(
    office: Office, received: MakeDossier, version: ProcedureVersion, by_province: Fee, hoa: User
) -> None:
    line = ChargeLine(
        by_province.pk, unit_amount=15_000, ground="Nghị quyết 06/2021/NQ-HĐND", name="Bản của bà Lan"
    )
    charging.enter(dossier=received(), lines=[line], by=hoa, at=moment("2023-08-30 10:00"))

    (row,) = IntakeFees(version, "counter", unit_id=office.other_commune.pk).rows()

    assert row.last is None


def test_what_was_let_off_is_not_offered_to_the_next(
    office: Office, received: MakeDossier, version: ProcedureVersion, by_province: Fee, hoa: User
) -> None:
    line = ChargeLine(by_province.pk, exemption="full", ground="Hộ nghèo, sổ 12/2023")
    charging.enter(dossier=received(), lines=[line], by=hoa, at=moment("2023-08-30 10:00"))

    (row,) = IntakeFees(version, "counter", unit_id=office.commune.pk).rows()

    assert row.last is None


def test_procedure_without_posted_fee_asks_for_none(office: object) -> None:
    assert IntakeFees(make_version("2.000999", "Không niêm yết phí"), "counter").fees == []
