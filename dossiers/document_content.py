"""What is printed on each statutory paper, as text, ready to be frozen (nội dung giấy tờ).

Statutory papers are Vietnamese only; nothing here passes through gettext.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from procedures.channels import ONLINE, VNEID
from procedures.models.fee import Fee, FeeKind
from staff.models import Unit, User

from .form_titles import form_title
from .models import Dossier, DossierPaper, IssuedDocument, Principal, Proposal
from .rating_link import rating_url
from .wording import (
    day_in_words,
    limit_in_words,
    moment_in_words,
    money,
    money_in_words,
    two_digits,
)
from .workflow import Action

# Names of counters inside a sentence; the letterhead has them in capitals.
_COUNTERS = (
    "Bộ phận Tiếp nhận và Trả kết quả",
    "Trung tâm Phục vụ hành chính công",
    "Bộ phận Một cửa",
)
_FEE_LABELS = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí", FeeKind.UNSPECIFIED: "Phí, lệ phí"}
_VERDICTS = {
    Dossier.Verdict.EARLY: "trước hạn",
    Dossier.Verdict.ON_TIME: "đúng hạn",
    Dossier.Verdict.LATE: "quá hạn",
}
_PRINCIPAL_FIELDS = ("name", "identity_number", "address", "phone", "email", "authorisation")


def tracking_url(dossier: Dossier) -> str:
    """Địa chỉ tra cứu: where the paper's QR leads; the phone's last digits are asked there."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('dossiers:track')}?code={dossier.shown_code}"


def content_of(
    form: IssuedDocument.Form, dossier: Dossier, *, by: User, at: dt.datetime, extra: Mapping[str, Any]
) -> dict[str, Any]:
    """Every printed field of `form` except its number, as text; raises KeyError when `extra` lacks a field."""
    fields = {
        IssuedDocument.Form.RECEIPT: _receipt,
        IssuedDocument.Form.SUPPLEMENT: _supplement,
        IssuedDocument.Form.REFUSAL: _refusal,
        IssuedDocument.Form.STOP: _stop,
        IssuedDocument.Form.RESULT_SLIP: _result_slip,
    }[form]
    return _heading(form, dossier, by=by, at=at) | fields(dossier, extra)


def counter_short(unit: Unit) -> str:
    """Chữ viết tắt in paper numbers: ``BPTNTKQ`` for a counter, ``TTPVHCC`` for a public service centre."""
    return "TTPVHCC" if _counter_of(unit).startswith(_COUNTERS[1]) else "BPTNTKQ"


def _counter_of(unit: Unit) -> str:
    """Bộ phận một cửa with its unit, as in a sentence: ``Bộ phận Tiếp nhận và Trả kết quả xã Tràng An``."""
    written = unit.counter_name or _COUNTERS[0]
    known = (name for name in _COUNTERS if written.lower().startswith(name.lower()))
    return f"{next(known, written)} {_lower_first(unit.name)}"


def _lower_first(text: str) -> str:
    """``Xã Tràng An`` inside a sentence: ``xã Tràng An``; an abbreviation such as UBND stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _local(moment: dt.datetime | None) -> str:
    return moment_in_words(timezone.localtime(moment)) if moment is not None else ""


def _heading(form: IssuedDocument.Form, dossier: Dossier, *, by: User, at: dt.datetime) -> dict[str, Any]:
    unit = dossier.receiving_unit
    today = timezone.localdate(at)
    title = form_title(form.value, today)
    tracking = tracking_url(dossier)
    return {
        "title": title.title,
        "mark": title.mark,
        "letterhead": {
            "upper": unit.letterhead_name or unit.letterhead_parent or unit.name,
            "lower": unit.counter_name or _COUNTERS[0],
        },
        "place_and_day": f"{unit.place or unit.name}, {day_in_words(today)}",
        "counter": {"name": _counter_of(unit), "address": unit.address, "phone": unit.hotline},
        "code": dossier.shown_code,
        "procedure": {"code": dossier.version.procedure.code, "name": dossier.version.name},
        "applicant": {
            "addressed": "Tổ chức" if dossier.applicant_kind == Dossier.ApplicantKind.ORGANISATION else "Ông (Bà)",
            "name": dossier.applicant_name,
            "identity_number": dossier.identity_number,
            "address": dossier.address,
            "phone": dossier.phone,
            "email": dossier.email,
        },
        "request": dossier.request or dossier.version.name,
        "official": str(by),
        "tracking_url": tracking,
        "qr": tracking,
    }


def _receipt(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    if "papers" in extra:
        papers, principal = _papers_at_hand(dossier, extra["papers"], extra["principal"])
    else:
        papers, principal = _papers_and_principal(dossier)
    return {
        "principal": principal,
        "papers": papers,
        "sets": two_digits(dossier.sets),
        "limit": limit_in_words(dossier.version.limit_for(dossier.channel)),
        "received": _local(dossier.received_at),
        "due": _local(dossier.due_at),
        "delivery": _delivery(dossier),
        "fees": [_fee(fee) for fee in dossier.version.fees_for(dossier.channel)],
    }


def _supplement(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    return {"items": [str(item) for item in extra["items"]], "reason": str(extra["reason"])}


def _refusal(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason": str(extra["reason"])}


def _stop(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    # a wish that was taken back before is not what the notice rests on
    wish = dossier.events.filter(action__in=[Action.WITHDRAW.value, Action.CONTINUE.value]).order_by("pk").last()
    is_asked = wish is not None and wish.action == Action.WITHDRAW.value
    return {
        "reason": str(extra["reason"]),
        "received": _local(dossier.received_at),
        "asked": day_in_words(timezone.localdate(wish.at)) if wish is not None and is_asked else "",
        "stopped": _local(dossier.closed_at),
    }


def _result_slip(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    rating = rating_url(dossier)
    return {
        "received": _local(dossier.received_at),
        "due": _local(dossier.due_at),
        "resolved": _local(dossier.resolved_at),
        "returned": _local(dossier.closed_at),
        "verdict": _VERDICTS[Dossier.Verdict(dossier.verdict)] if dossier.verdict else "",
        "result": _result(dossier),
        "delivery": _delivery(dossier),
        "collected_by": str(extra.get("collected_by") or dossier.applicant_name),
        "rating_url": rating,
        "qr": rating,
    }


def _result(dossier: Dossier) -> str:
    """What is handed over: the published result, or the written answer when the leader signed a denial."""
    outcomes = dossier.proposals.filter(decision=Proposal.Decision.SIGNED).values_list("outcome", flat=True)
    if outcomes.last() == Proposal.Outcome.DENIED:
        return "Văn bản trả lời hồ sơ không đủ điều kiện giải quyết, có nêu lý do"
    return dossier.version.result


def _delivery(dossier: Dossier) -> str:
    if dossier.delivery == Dossier.Delivery.POST:
        place = f" đến địa chỉ: {dossier.address}" if dossier.address else ""
        return f"Qua dịch vụ bưu chính công ích{place}"
    if dossier.delivery == Dossier.Delivery.ONLINE:
        return "Trực tuyến (bản điện tử của kết quả)"
    return _counter_of(dossier.receiving_unit)


def _papers_and_principal(dossier: Dossier) -> tuple[list[dict[str, str]], dict[str, str] | None]:
    """The papers and, read beside them in the same query, the authorising person."""
    beside = {f"principal_{name}": F(f"dossier__principal__{name}") for name in _PRINCIPAL_FIELDS}
    found = dossier.papers.order_by("pk").annotate(**beside)
    rows: list[Any] = list(found.values("name", "originals", "copies", "is_shown_only", *beside))
    principal: dict[str, Any]
    if rows:
        principal = {name: rows[0][f"principal_{name}"] for name in _PRINCIPAL_FIELDS}
    else:
        principal = Principal.objects.filter(dossier=dossier).values(*_PRINCIPAL_FIELDS).first() or {}
    is_electronic = dossier.channel in (ONLINE, VNEID)
    return [_paper(row, is_electronic) for row in rows], principal if principal.get("name") else None


def _papers_at_hand(
    dossier: Dossier, rows: Iterable[DossierPaper], authorising: Principal | None
) -> tuple[list[dict[str, str]], dict[str, str] | None]:
    """The same from rows just written."""
    names = ("name", "originals", "copies", "is_shown_only")
    papers = [{name: getattr(row, name) for name in names} for row in rows]
    principal = {name: getattr(authorising, name) for name in _PRINCIPAL_FIELDS} if authorising else None
    is_electronic = dossier.channel in (ONLINE, VNEID)
    return [_paper(row, is_electronic) for row in papers], principal


def _paper(row: Mapping[str, Any], is_electronic: bool) -> dict[str, str]:
    if is_electronic and not row["is_shown_only"]:
        pairs = [("Bản điện tử", row["originals"] + row["copies"])]
    else:
        pairs = [("Bản chính", row["originals"]), ("Bản sao", row["copies"])]
    pairs = [(kind, count) for kind, count in pairs if count]
    return {
        "name": row["name"],
        "kind": "\n".join(kind for kind, _ in pairs),
        "count": "\n".join(two_digits(count) for _, count in pairs),
        "note": "xuất trình để đối chiếu" if row["is_shown_only"] else "",
    }


def _fee(fee: Fee) -> dict[str, str]:
    """Phí, lệ phí: two kinds, never merged; figure and words, or who sets an amount that is not published."""
    if fee.amount:
        text = f"{money(fee.amount)} ({money_in_words(fee.amount)})"
    elif fee.amount == 0:
        text = "không thu"
    elif fee.by_province:
        text = "theo Nghị quyết của Hội đồng nhân dân tỉnh"
    else:
        text = "theo quy định"
    if fee.amount and fee.per:
        text += f"/{fee.per}"
    return {"label": _FEE_LABELS[FeeKind(fee.kind)], "text": "; ".join(filter(None, (text, fee.note.strip())))}
