"""The main counter's till (ca trực, thu phí) in the demo: yesterday's shift closed and counted, today's open."""

from __future__ import annotations

import datetime as dt

from dossiers import shift_sheets
from dossiers.cash import DENOMINATIONS
from dossiers.charge_lines import ChargeLine, is_typed
from dossiers.models import Charge, Dossier, FeeReceipt, Shift
from dossiers.services import charging, shifts
from procedures.models import Desk, Fee
from staff.models import User

OPENING_CASH = 500_000
#: The till of yesterday held so much less than the receipts say.
GAP, GAP_REASON = 2_000, "Thối nhầm tiền lẻ cho công dân lúc đông khách, đã báo lãnh đạo."
#: So many pages, copies or transactions; of the rest one.
_QUANTITIES = {"2.000815": 12, "2.000635": 2}
_PROVINCE_SETS = 15_000
_PROVINCE_GROUND = "Nghị quyết của HĐND tỉnh về lệ phí hộ tịch (mức giả định)"
_EXEMPT = {"1.004884": "Người thuộc hộ nghèo: điểm a khoản 1 Điều 11 Luật Hộ tịch năm 2014"}
_BY_TRANSFER = {"2.001035": "FT-GIA-DINH-0352"}
_VOIDED = {"1.004859": "Ghi nhầm tên người nộp; lập lại biên lai ngay tại quầy."}


class Till:
    """Hoa's shifts at one desk."""

    def __init__(self, desk: Desk, clerk: User, leader: User) -> None:
        self._desk, self._clerk, self._leader = desk, clerk, leader

    def open(self, at: dt.datetime) -> Shift:
        return shifts.open_shift(
            unit=self._desk.unit, desk=self._desk, opening_cash=OPENING_CASH, by=self._clerk, at=at
        )

    def close(self, at: dt.datetime) -> None:
        """Count the till; two thousand đồng are missing, and it says why."""
        shift = self._open_shift()
        counted = shift_sheets.totals_of(shift).expected_cash - GAP
        shifts.close_shift(
            shift=shift,
            notes=_notes(counted),
            gap_reason=GAP_REASON,
            note="Còn 01 hồ sơ chưa nộp phí, đã hẹn công dân.",
            by=self._clerk,
            at=at,
        )

    def accept(self, at: dt.datetime) -> None:
        closed = Shift.objects.get(closed_at__isnull=False, accepted_at=None)
        shifts.accept(shift=closed, by=self._leader, at=at)

    def charge(self, dossier: Dossier, at: dt.datetime, *, is_paid: bool) -> None:
        """Enter what the posted fees ask for, and take the money if it is paid at once."""
        code = dossier.version.procedure.code
        lines = [_line(fee, code) for fee in dossier.version.fees.all() if fee.amount or fee.by_province][:1]
        charges = charging.enter(dossier=dossier, lines=lines, by=self._clerk, at=at)
        if not is_paid or not any(charge.amount for charge in charges):
            return
        receipt = self._collect(dossier, code, at)
        if code in _VOIDED:
            charging.void(receipt=receipt, reason=_VOIDED[code], by=self._clerk, at=at + dt.timedelta(minutes=2))
            self._collect(dossier, code, at + dt.timedelta(minutes=3))

    def _collect(self, dossier: Dossier, code: str, at: dt.datetime) -> FeeReceipt:
        reference = _BY_TRANSFER.get(code, "")
        method = FeeReceipt.Method.TRANSFER if reference else FeeReceipt.Method.CASH
        return charging.collect(
            dossier=dossier, method=method, payer="", transfer_reference=reference, by=self._clerk, at=at
        )

    def _open_shift(self) -> Shift:
        return Shift.objects.get(official=self._clerk.official, unit=self._desk.unit, closed_at=None)


def _line(fee: Fee, code: str) -> ChargeLine:
    exempt = _EXEMPT.get(code)
    return ChargeLine(
        fee.pk,
        quantity=_QUANTITIES.get(code, 1),
        exemption=Charge.Exemption.FULL if exempt else Charge.Exemption.NONE,
        ground=exempt or (_PROVINCE_GROUND if is_typed(fee) else ""),
        unit_amount=_PROVINCE_SETS if is_typed(fee) else None,
    )


def _notes(amount: int) -> dict[int, int]:
    """The fewest notes that make this amount."""
    notes = {}
    for value in DENOMINATIONS:
        notes[value], amount = divmod(amount, value)
    return notes
