"""Fees: the posted amount, exemptions with their ground, numbered receipts that are voided and never changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from dossiers.charge_lines import ChargeLine
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, FeeReceipt, Shift
from dossiers.services import charging, shifts
from dossiers.workflow import Action
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from staff.models.append_only import AppendOnlyError
from tests.people import MakeDossier, Office, moment

AT = moment("2023-08-30 10:00")


@pytest.fixture
def fee(version: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000, per="bản")


@pytest.fixture
def by_province(version: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=version, position=2, kind=FeeKind.CHARGE, amount=None, by_province=True)


@pytest.fixture
def dossier(received: MakeDossier, fee: Fee) -> Dossier:
    return received("2023-08-30 09:30")


@pytest.fixture
def shift(hoa: User, office: Office) -> Shift:
    return shifts.open_shift(unit=office.commune, opening_cash=100_000, by=hoa, at=moment("2023-08-30 07:00"))


def collect(dossier: Dossier, by: User, **more: str) -> FeeReceipt:
    return charging.collect(dossier=dossier, by=by, at=AT, **{"method": "cash", "payer": "", **more})


def faults_of(error: pytest.ExceptionInfo[Faults]) -> set[str]:
    return set(error.value.errors)


def test_amount_is_the_posted_one_times_the_number(dossier: Dossier, fee: Fee, hoa: User) -> None:
    (charge,) = charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, quantity=3)], by=hoa, at=AT)

    assert (charge.unit_amount, charge.amount, charge.kind) == (8000, 24000, "le_phi")


def test_typed_amount_does_not_replace_a_posted_one(dossier: Dossier, fee: Fee, hoa: User) -> None:
    (charge,) = charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, unit_amount=1)], by=hoa, at=AT)

    assert charge.amount == 8000


def test_fee_of_another_procedure_is_refused(dossier: Dossier, hoa: User) -> None:
    with pytest.raises(Faults) as error:
        charging.enter(dossier=dossier, lines=[ChargeLine(999_999)], by=hoa, at=AT)

    assert faults_of(error) == {"charges"}


def test_exemption_needs_its_ground(dossier: Dossier, fee: Fee, hoa: User) -> None:
    with pytest.raises(Faults) as error:
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, exemption="full")], by=hoa, at=AT)

    assert faults_of(error) == {f"fee_{fee.pk}_ground"}


def test_exempt_dossier_owes_nothing(dossier: Dossier, fee: Fee, hoa: User) -> None:
    line = ChargeLine(fee.pk, exemption="full", ground="Hộ nghèo, sổ 12/2023")
    charging.enter(dossier=dossier, lines=[line], by=hoa, at=AT)

    assert charging.owed(dossier) == 0


@pytest.mark.parametrize("due", [None, 0, 8000, 9000])
def test_reduced_fee_lies_between_nothing_and_the_whole(
    dossier: Dossier, fee: Fee, hoa: User, due: int | None
) -> None:
    line = ChargeLine(fee.pk, exemption="partial", ground="Nghị quyết 12", due=due)

    with pytest.raises(Faults) as error:
        charging.enter(dossier=dossier, lines=[line], by=hoa, at=AT)

    assert faults_of(error) == {f"fee_{fee.pk}_due"}


def test_fee_of_the_province_is_typed_with_its_ground(dossier: Dossier, by_province: Fee, hoa: User) -> None:
    with pytest.raises(Faults) as error:
        charging.enter(dossier=dossier, lines=[ChargeLine(by_province.pk)], by=hoa, at=AT)

    assert faults_of(error) == {f"fee_{by_province.pk}_amount", f"fee_{by_province.pk}_ground"}


def test_typed_fee_of_the_province_keeps_its_ground(dossier: Dossier, by_province: Fee, hoa: User) -> None:
    line = ChargeLine(by_province.pk, unit_amount=15_000, ground="Nghị quyết 06/2021/NQ-HĐND")
    (charge,) = charging.enter(dossier=dossier, lines=[line], by=hoa, at=AT)

    assert (charge.amount, charge.ground) == (15_000, "Nghị quyết 06/2021/NQ-HĐND")


def test_fee_stands_once_until_it_is_paid(dossier: Dossier, fee: Fee, hoa: User) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)

    with pytest.raises(Faults):
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)


def test_receipts_are_numbered_without_gap(received: MakeDossier, fee: Fee, hoa: User, shift: Shift) -> None:
    numbers = []
    for _ in range(2):
        dossier = received("2023-08-30 09:30")
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
        numbers.append(str(collect(dossier, hoa)))

    assert numbers == ["BL-000001/2023", "BL-000002/2023"]


def test_receipt_says_the_amount_in_words(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, quantity=2)], by=hoa, at=AT)

    assert collect(dossier, hoa).content["in_words"] == "Mười sáu nghìn đồng"


def test_money_is_taken_in_a_shift_only(dossier: Dossier, fee: Fee, hoa: User) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)

    with pytest.raises(Faults) as error:
        collect(dossier, hoa)

    assert faults_of(error) == {"fee_method"}


def test_transfer_needs_its_reference(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)

    with pytest.raises(Faults) as error:
        collect(dossier, hoa, method="transfer")

    assert faults_of(error) == {"fee_reference"}


def test_nothing_is_collected_twice(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    collect(dossier, hoa)

    with pytest.raises(Faults):
        collect(dossier, hoa)


def test_clerk_of_another_commune_takes_no_money(dossier: Dossier, tu: User) -> None:
    with pytest.raises(NotPermitted):
        collect(dossier, tu)


def test_collecting_stands_in_the_course_of_the_dossier(
    dossier: Dossier, fee: Fee, hoa: User, shift: Shift
) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    collect(dossier, hoa)

    event = dossier.events.last()
    assert (event.action, event.reason) == (Action.COLLECT_FEE, "BL-000001/2023: 8.000 đồng, tiền mặt")


def test_voided_receipt_leaves_the_fee_owed_again(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    charging.void(receipt=collect(dossier, hoa), reason="Thu nhầm hồ sơ", by=hoa, at=AT)

    assert charging.owed(dossier) == 8000


def test_voiding_needs_a_reason(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)

    with pytest.raises(Faults) as error:
        charging.void(receipt=collect(dossier, hoa), reason=" ", by=hoa, at=AT)

    assert faults_of(error) == {"reason"}


def test_receipt_is_voided_once(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    receipt = charging.void(receipt=collect(dossier, hoa), reason="Thu nhầm hồ sơ", by=hoa, at=AT)

    with pytest.raises(WrongMoment):
        charging.void(receipt=receipt, reason="Thu nhầm hồ sơ", by=hoa, at=AT)


def test_specialist_voids_nothing(dossier: Dossier, fee: Fee, hoa: User, minh: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)

    with pytest.raises(NotPermitted):
        charging.void(receipt=collect(dossier, hoa), reason="Thu nhầm hồ sơ", by=minh, at=AT)


def test_leader_voids_for_the_clerk(dossier: Dossier, fee: Fee, hoa: User, hai: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    receipt = charging.void(receipt=collect(dossier, hoa), reason="Thu nhầm hồ sơ", by=hai, at=AT)

    assert receipt.voided_by == hai.official


def test_model_refuses_to_change_a_receipt(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    receipt = collect(dossier, hoa)
    receipt.amount = 1

    with pytest.raises(AppendOnlyError):
        receipt.save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_feereceipt SET amount = 1",
        "UPDATE dossiers_feereceipt SET payer = 'X'",
        "DELETE FROM dossiers_feereceipt",
        "UPDATE dossiers_charge SET amount = 0, exemption = 'full', ground = 'X'",
        "DELETE FROM dossiers_charge",
    ],
)
def test_database_refuses_to_change_a_receipt_or_what_it_is_for(
    dossier: Dossier, fee: Fee, hoa: User, shift: Shift, statement: str
) -> None:
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    collect(dossier, hoa)

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_paid_fee_is_not_taken_away(dossier: Dossier, fee: Fee, hoa: User, shift: Shift) -> None:
    (charge,) = charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    collect(dossier, hoa)

    with pytest.raises(WrongMoment):
        charging.drop(charge=charge, by=hoa)


def test_unpaid_fee_entered_by_mistake_is_taken_away(dossier: Dossier, fee: Fee, hoa: User) -> None:
    (charge,) = charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=AT)
    charging.drop(charge=charge, by=hoa)

    assert not dossier.charges.exists()
