"""Money in the small world: one owes, one has paid, one receipt is voided, one shift is closed, one open."""

from __future__ import annotations

import datetime as dt

from dossiers.charge_lines import ChargeLine
from dossiers.models import Dossier
from dossiers.services import charging, shifts
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import BankAccount, Unit, User


def post_fees(version: ProcedureVersion) -> list[Fee]:
    """One fee with its amount, one that the province sets."""
    return [
        Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000, per="bản"),
        Fee.objects.create(version=version, position=2, by_province=True, note="miễn cho hộ nghèo"),
    ]


def take_money(
    fee: Fee, *, owing: Dossier, paid: Dossier, voided: Dossier, unit: Unit, by: User, at: dt.datetime
) -> None:
    """In one shift a receipt that is voided, in the next one that holds."""
    BankAccount.objects.create(
        unit=unit,
        bank_name="Ngân hàng Thử nghiệm",
        bank_bin="970400",
        number="0123456789",
        holder="UBND XA BINH NGHIA",
        valid_from=at.date(),
    )
    for dossier in (owing, paid, voided):
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, quantity=2)], by=by, at=at)
    closed = shifts.open_shift(unit=unit, opening_cash=100_000, by=by, at=at)
    wrong = charging.collect(dossier=voided, method="cash", payer="", by=by, at=at)
    charging.void(receipt=wrong, reason="Lập nhầm hồ sơ.", by=by, at=at)
    shifts.close_shift(
        shift=closed, notes={50_000: 1}, gap_reason="Đã nộp bớt vào kho bạc.", by=by, at=at + dt.timedelta(hours=3)
    )
    shifts.open_shift(unit=unit, opening_cash=50_000, by=by, at=at + dt.timedelta(hours=4))
    charging.collect(dossier=paid, method="cash", payer="", by=by, at=at + dt.timedelta(hours=5))
