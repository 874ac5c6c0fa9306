"""Receipts for money where papers are checked: known by code and by file, void when voided."""

from __future__ import annotations

import pytest
from django.test import Client

from dossiers import fee_receipts
from dossiers.charge_lines import ChargeLine
from dossiers.models import FeeReceipt
from dossiers.services import charging, shifts
from dossiers.verification import Standing, by_file
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from tests.people import MakeDossier, Office, moment

NOW = moment("2023-08-30 10:00")


@pytest.fixture
def receipt(received: MakeDossier, version: ProcedureVersion, office: Office, hoa: User) -> FeeReceipt:
    fee = Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000)
    dossier = received("2023-08-30 09:30")
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOW)
    shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=NOW)
    return charging.collect(dossier=dossier, method="cash", payer="", by=hoa, at=NOW)


def test_anybody_checks_a_receipt_by_its_code(client: Client, receipt: FeeReceipt) -> None:
    finding = client.get(f"/kiem-tra/{receipt.verification_code}/").context["finding"]

    assert (finding.standing, finding.paper.amount) == (Standing.UNSIGNED, 8000)


def test_voided_receipt_is_told_to_be_void(client: Client, receipt: FeeReceipt, hoa: User) -> None:
    charging.void(receipt=receipt, reason="Thu nhầm hồ sơ", by=hoa, at=NOW)

    finding = client.get(f"/kiem-tra/{receipt.verification_code}/").context["finding"]

    assert (finding.standing, finding.is_good) == (Standing.VOIDED, False)


@pytest.mark.parametrize("paper", fee_receipts.PAPERS)
def test_file_of_a_receipt_is_known_again(receipt: FeeReceipt, paper: fee_receipts.Paper) -> None:
    assert by_file(fee_receipts.pdf(receipt, paper=paper)).standing is Standing.PRINT


def test_altered_file_of_a_receipt_is_told(receipt: FeeReceipt) -> None:
    assert by_file(fee_receipts.pdf(receipt) + b"\n").standing is Standing.CHANGED
