"""The guidance slip (phiếu hướng dẫn): which papers to bring, printed for somebody who goes home to fetch them.

No dossier comes of it and nothing is stored. Vietnamese only, as every paper that is handed out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from procedures.models import Fee, ProcedureVersion, RequiredDocument
from procedures.opening import opening_lines
from procedures.wording import amount_in_words
from staff.letterheads import counter_letterhead
from staff.models import Unit, User
from staff.printing import qr_svg, render_pdf
from staff.text import plain_line

from .document_heading import counter_of
from .wording import day_in_words, limit_in_words, two_digits


def slip(
    version: ProcedureVersion,
    unit: Unit,
    *,
    papers: Mapping[int, str],
    points: list[str],
    name: str,
    channel: str,
    by: User,
    at: dt.datetime,
) -> bytes:
    """The slip as PDF. `papers` are those at hand by id, with what is wrong with each (empty: nothing)."""
    with translation.override("vi"):
        content = _content(version, unit, papers=papers, channel=channel, at=at)
    content |= {"points": points, "name": plain_line(name), "official": str(by)}
    return render_pdf("phieu_huong_dan", content, at=timezone.localtime(at))


def _content(
    version: ProcedureVersion, unit: Unit, *, papers: Mapping[int, str], channel: str, at: dt.datetime
) -> dict[str, Any]:
    today = timezone.localdate(at)
    address = f"{settings.PUBLIC_BASE_URL}{reverse('procedures:detail', args=[version.procedure.code])}"
    return {
        "title": "Phiếu hướng dẫn chuẩn bị hồ sơ",
        "paper": "a5",
        "mark": "",
        "number": "",
        "code": version.procedure.code,
        "letterhead": counter_letterhead(unit),
        "place_and_day": f"{unit.place or unit.name}, {day_in_words(today)}",
        "counter": {"name": counter_of(unit), "address": unit.address, "phone": unit.hotline},
        "procedure": version.name,
        "limit": limit_in_words(version.limit_for(channel)) if version.is_receivable else "",
        "fees": [_fee(fee) for fee in version.fees_for(channel, today)],
        "hours": opening_lines(unit, today),
        "papers": [
            {
                "name": document.name,
                "count": ", ".join(_counts(document)),
                "note": document.note,
                "mandatory": document.mandatory,
                "is_there": document.pk in papers and not papers[document.pk],
                "fault": papers.get(document.pk, ""),
            }
            for document in version.documents.all()
        ],
        "url": address,
        "qr_svg": qr_svg(address),
    }


def _counts(document: RequiredDocument) -> Iterator[str]:
    if not document.is_uploadable:
        yield "xuất trình"
    if document.originals:
        yield f"{two_digits(document.originals)} bản chính"
    if document.copies:
        yield f"{two_digits(document.copies)} bản sao"


def _fee(fee: Fee) -> str:
    kind = capfirst(fee.get_kind_display())
    return f"{kind} {fee.name}: {amount_in_words(fee)}" if fee.name else f"{kind}: {amount_in_words(fee)}"
