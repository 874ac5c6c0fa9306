"""The ready-to-bring card on A4 (thẻ chuẩn bị hồ sơ), in large letters. Vietnamese only, as all papers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone, translation
from django.utils.text import capfirst

from procedures.channels import COUNTER
from procedures.models import Fee
from procedures.wording import amount_in_words
from staff.letterheads import counter_letterhead
from staff.printing import qr_svg, render_pdf

from .bring import Line, Prepared
from .document_heading import counter_of
from .wording import day_in_words, limit_in_words, moment_in_words, two_digits


def card_pdf(prepared: Prepared, *, is_large: bool, at: dt.datetime) -> bytes:
    """The card as PDF; `is_large` for those who read without glasses."""
    with translation.override("vi"):
        content = _content(prepared, at)
    return render_pdf("the_chuan_bi", {**content, "size": 20 if is_large else 14}, at=timezone.localtime(at))


def _content(prepared: Prepared, at: dt.datetime) -> dict[str, Any]:
    unit, version, filing = prepared.unit, prepared.version, prepared.filing
    promise = filing.promise
    says_start = promise is not None and not (filing.is_now and promise.effective_start == filing.at)
    return {
        "title": "Thẻ chuẩn bị hồ sơ",
        "procedure": version.name,
        "code": version.procedure.code,
        "letterhead": counter_letterhead(unit),
        "made": day_in_words(timezone.localdate(at)),
        "version": {"number": version.number, "day": day_in_words(version.valid_from)},
        "sets": two_digits(version.sets),
        "bring": [_line(line) for line in prepared.bring],
        "show": [_line(line) for line in prepared.show],
        "perhaps": [_line(line, with_case=True) for line in prepared.perhaps],
        "other_forms": [form.title for form in prepared.other_forms],
        "fees": [_fee(fee) for fee in prepared.fees],
        "filing": day_in_words(filing.at.date()),
        "filing_time": f"{filing.at:%H:%M}" if filing.is_now else "",
        "due": moment_in_words(timezone.localtime(promise.due_at)) if promise and promise.due_at else "",
        "start": moment_in_words(timezone.localtime(promise.effective_start)) if promise and says_start else "",
        "limit": limit_in_words(version.limit_for(COUNTER)) if version.is_receivable else "",
        "counter": {"name": counter_of(unit), "address": unit.address, "phone": unit.hotline},
        "desks": [f"{desk.number} ({desk.name})" if desk.name else str(desk.number) for desk in prepared.desks],
        "hours": list(prepared.hours),
        "url": prepared.address,
        "qr_svg": qr_svg(prepared.address),
    }


def _line(line: Line, *, with_case: bool = False) -> dict[str, Any]:
    paper = line.paper
    counts = []
    if paper.originals:
        counts.append(f"{two_digits(paper.originals)} bản chính")
    if paper.copies:
        counts.append(f"{two_digits(paper.copies)} bản sao")
    return {
        "name": paper.name,
        "count": ", ".join(counts),
        "case": line.case if with_case else "",
        "database": paper.database,
        "note": line.note,
        "forms": [form.title for form in line.forms],
    }


def _fee(fee: Fee) -> dict[str, str]:
    return {
        "name": capfirst(fee.name or fee.get_kind_display()),
        "amount": amount_in_words(fee),
        "exemption": fee.exemption,
        "note": fee.note,
    }
