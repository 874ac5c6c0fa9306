"""The sheet of a shift (biên bản kết ca): what was taken, voided, handed out and is held; frozen at closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from staff.letterheads import counter_letterhead
from staff.printing import render_pdf

from .cash import DENOMINATIONS
from .document_heading import counter_of, local
from .models import DossierEvent, FeeReceipt, KeptOriginal, Shift, Ticket
from .wording import day_in_words, money, number_in_words
from .workflow import Action

#: Originals named one by one on the sheet; of more, only how many.
MOST_ORIGINALS = 40
_METHODS = {FeeReceipt.Method.CASH: "tiền mặt", FeeReceipt.Method.TRANSFER: "chuyển khoản"}


@dataclass(frozen=True)
class Totals:
    """Số liệu của ca: as they stand now, or as they stood at closing."""

    receipts: Sequence[FeeReceipt]
    cash: int
    transfer: int
    expected_cash: int
    received: int
    returned: int
    tickets_served: int
    tickets_left: int
    originals: int

    @property
    def valid(self) -> list[FeeReceipt]:
        """Receipts in force."""
        return [receipt for receipt in self.receipts if receipt.voided_at is None]

    @property
    def voided(self) -> list[FeeReceipt]:
        """Receipts that were voided; their numbers stay used."""
        return [receipt for receipt in self.receipts if receipt.voided_at is not None]


def totals_of(shift: Shift) -> Totals:
    """What the shift has done so far."""
    receipts = list(shift.receipts.select_related("dossier", "voided_by__user").order_by("number"))
    taken = {
        method: sum(each.amount for each in receipts if each.method == method and each.voided_at is None)
        for method in FeeReceipt.Method.values
    }
    events = DossierEvent.objects.filter(by=shift.official.user_id, unit=shift.unit_id, at__gte=shift.opened_at)
    if shift.closed_at is not None:
        events = events.filter(at__lte=shift.closed_at)
    acts = list(events.filter(action__in=(Action.RECEIVE, Action.RETURN)).values_list("action", flat=True))
    today = timezone.localdate(shift.opened_at)
    tickets = Ticket.objects.filter(unit=shift.unit_id, day=today)
    served = tickets.filter(official=shift.official_id, state=Ticket.State.DONE, ended_at__gte=shift.opened_at)
    left = tickets.filter(state__in=(Ticket.State.WAITING, *Ticket.AT_DESK))
    held = KeptOriginal.objects.filter(dossier__receiving_unit=shift.unit_id, returned_at=None)
    return Totals(
        receipts=receipts,
        cash=taken[FeeReceipt.Method.CASH],
        transfer=taken[FeeReceipt.Method.TRANSFER],
        expected_cash=shift.opening_cash + taken[FeeReceipt.Method.CASH],
        received=acts.count(Action.RECEIVE),
        returned=acts.count(Action.RETURN),
        tickets_served=served.count(),
        tickets_left=left.count(),
        originals=held.count(),
    )


def content_of(shift: Shift, totals: Totals, notes: Mapping[int, int]) -> dict[str, Any]:
    """All that is printed on the sheet of a shift that is being closed."""
    unit, closed = shift.unit, shift.closed_at
    if closed is None or shift.counted_cash is None:
        raise ValueError("only a counted shift has a sheet")
    held = KeptOriginal.objects.filter(dossier__receiving_unit=unit, returned_at=None).select_related("dossier")
    gap = shift.counted_cash - totals.expected_cash
    return {
        "title": "Biên bản kết ca",
        "mark": "",
        "letterhead": counter_letterhead(unit),
        "place_and_day": f"{unit.place or unit.name}, {day_in_words(timezone.localdate(closed))}",
        "counter": counter_of(unit),
        "number": str(shift.pk),
        "code": "",
        "official": str(shift.official.user),
        "desk": str(shift.desk) if shift.desk is not None else "",
        "opened": local(shift.opened_at),
        "closed": local(closed),
        "opening_cash": money(shift.opening_cash),
        "cash": money(totals.cash),
        "transfer": money(totals.transfer),
        "total": money(totals.cash + totals.transfer),
        "expected": money(totals.expected_cash),
        "counted": money(shift.counted_cash),
        "in_words": f"{number_in_words(shift.counted_cash).capitalize()} đồng",
        "gap": "" if gap == 0 else ("Thừa " if gap > 0 else "Thiếu ") + money(abs(gap)),
        "gap_reason": shift.gap_reason,
        "note": shift.note,
        "notes": [
            {"value": money(value), "number": str(notes[value]), "amount": money(value * notes[value])}
            for value in DENOMINATIONS
            if notes.get(value)
        ],
        "receipts": [_receipt(each) for each in totals.valid],
        "voided": [{**_receipt(each), "reason": each.void_reason} for each in totals.voided],
        "counts": {
            "received": totals.received,
            "returned": totals.returned,
            "served": totals.tickets_served,
            "left": totals.tickets_left,
            "originals": totals.originals,
        },
        "originals": [
            {"code": each.dossier.shown_code, "name": each.name, "count": str(each.count), "shelf": each.shelf}
            for each in held.order_by("shelf", "pk")[:MOST_ORIGINALS]
        ],
    }


def _receipt(receipt: FeeReceipt) -> dict[str, str]:
    return {
        "number": str(receipt),
        "at": f"{timezone.localtime(receipt.collected_at):%H:%M %d/%m}",
        "code": receipt.dossier.shown_code,
        "amount": money(receipt.amount),
        "method": _METHODS[FeeReceipt.Method(receipt.method)],
    }


def pdf(shift: Shift, *, sealed: dict[str, str] | None = None) -> bytes:
    """The sheet as PDF, from its frozen content alone; `sealed` as for other papers signed digitally.

    Who accepted the shift signs the printed sheet, or stands in the portal.
    """
    data = {
        **shift.content,
        "paper": "a4",
        "sealed": sealed,
        "qr_svg": "",
        "verification": {"code": "", "url": ""},
    }
    return render_pdf("bien_ban_ket_ca", data, at=timezone.localtime(shift.closed_at))
