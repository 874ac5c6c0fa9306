"""The receipt for money taken (biên lai thu phí, lệ phí): what is printed is frozen when it is issued.

It is the office's own numbered receipt, Vietnamese only; the State's electronic receipt by Decree 123/2020/NĐ-CP
comes from the tax authority's own system.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.utils import timezone

from procedures.models import FeeKind
from staff.letterheads import counter_letterhead
from staff.models import User
from staff.printing import qr_svg, render_pdf

from .charge_lines import per_of
from .document_heading import counter_of, local, verification_url
from .models import Charge, FeeReceipt
from .models.dossier import new_reference
from .wording import day_in_words, money, number_in_words

Paper = Literal["a5", "80mm"]
PAPERS: tuple[Paper, ...] = ("a5", "80mm")

_KINDS = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí", FeeKind.UNSPECIFIED: "Phí, lệ phí"}
_METHODS = {FeeReceipt.Method.CASH: "Tiền mặt", FeeReceipt.Method.TRANSFER: "Chuyển khoản"}


def content_of(receipt: FeeReceipt, charges: Sequence[Charge], *, by: User) -> dict[str, Any]:
    """All that is printed on a receipt about to be issued; gives it its verification code."""
    unit, dossier = receipt.unit, receipt.dossier
    receipt.verification_code = new_reference()
    kinds = {FeeKind(charge.kind) for charge in charges}
    subject = _KINDS[kinds.pop()] if len(kinds) == 1 else "Phí, lệ phí"
    url = verification_url(receipt.verification_code)
    return {
        "title": f"Biên lai thu {subject.lower()}",
        "letterhead": counter_letterhead(unit),
        "place_and_day": f"{unit.place or unit.name}, {day_in_words(timezone.localdate(receipt.collected_at))}",
        "counter": {"name": counter_of(unit), "address": unit.address, "phone": unit.hotline},
        "number": str(receipt),
        "mark": "",
        "code": dossier.shown_code,
        "procedure": dossier.version.name,
        "payer": receipt.payer,
        "applicant": dossier.applicant_name if dossier.applicant_name != receipt.payer else "",
        "lines": [_line(charge) for charge in charges],
        "amount": money(receipt.amount),
        "in_words": f"{number_in_words(receipt.amount).capitalize()} đồng",
        "method": _METHODS[FeeReceipt.Method(receipt.method)],
        "transfer_reference": receipt.transfer_reference,
        "collected": local(receipt.collected_at),
        "official": str(by),
        "verification": {"code": receipt.verification_code, "url": url},
        "qr": url,
    }


def _line(charge: Charge) -> dict[str, str]:
    per = per_of(charge.fee) if charge.fee is not None else ""
    let_off = {
        Charge.Exemption.FULL.value: f"Miễn: {charge.ground}",
        Charge.Exemption.PARTIAL.value: f"Giảm: {charge.ground}",
    }.get(charge.exemption, charge.ground)
    return {
        "kind": _KINDS[FeeKind(charge.kind)],
        "name": charge.name,
        "each": money(charge.unit_amount) + (f"/{per}" if per else ""),
        "quantity": str(charge.quantity),
        "amount": money(charge.amount),
        "note": let_off,
    }


def in_one_line(receipt: FeeReceipt) -> str:
    """``BL-000123/2023: 16.000 đồng, Tiền mặt``, as it stands in the course of a dossier."""
    return f"{receipt}: {money(receipt.amount)}, {_METHODS[FeeReceipt.Method(receipt.method)].lower()}"


def pdf(receipt: FeeReceipt, *, paper: Paper = "a5") -> bytes:
    """The receipt as PDF from its frozen content; a voided one says so across the sheet."""
    voided = None
    if receipt.voided_at is not None:
        voided = {"at": local(receipt.voided_at), "by": str(receipt.voided_by), "reason": receipt.void_reason}
    data = {**receipt.content, "paper": paper, "qr_svg": qr_svg(receipt.content["qr"]), "voided": voided}
    template = "bien_lai_80" if paper == "80mm" else "bien_lai"
    return render_pdf(template, data, at=timezone.localtime(receipt.collected_at))
