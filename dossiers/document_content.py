"""What is printed on each statutory paper, as text, ready to be frozen (nội dung giấy tờ).

Statutory papers are Vietnamese only; nothing here passes through gettext.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from procedures.channels import ONLINE, VNEID
from procedures.models.fee import Fee, FeeKind
from staff.models import User

from .control_sheet import control_sheet
from .document_agency import agency_part, apology, result
from .document_heading import acting_unit, counter_of, heading, local
from .models import Dossier, DossierPaper, IssuedDocument, Principal, Proposal
from .rating_link import rating_url
from .wording import copy_kinds, day_in_words, limit_in_words, money, money_in_words, two_digits
from .workflow import Action

Form = IssuedDocument.Form

#: Signed by the head of the agency that decides, under the agency's own letterhead.
AGENCY_FORMS = frozenset({Form.APOLOGY, Form.RESULT})

_FEE_LABELS = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí", FeeKind.UNSPECIFIED: "Phí, lệ phí"}
_VERDICTS = {
    Dossier.Verdict.EARLY: "trước hạn",
    Dossier.Verdict.ON_TIME: "đúng hạn",
    Dossier.Verdict.LATE: "quá hạn",
}
_PRINCIPAL_FIELDS = ("name", "identity_number", "address", "phone", "email", "authorisation")

#: The one field of a paper that was typed by hand and may be corrected.
TYPED_FIELDS = {
    Form.SUPPLEMENT: "reason",
    Form.REFUSAL: "reason",
    Form.STOP: "reason",
    Form.APOLOGY: "cause",
    Form.RESULT: "text",
}


def content_of(
    form: Form, dossier: Dossier, *, by: User, at: dt.datetime, extra: Mapping[str, Any]
) -> dict[str, Any]:
    """Every printed field of `form` except its number, as text; raises KeyError when `extra` lacks a field."""
    if form in AGENCY_FORMS:
        unit = acting_unit(dossier, by)
        fields = apology(dossier, extra, at=at) if form is Form.APOLOGY else result(dossier, extra)
        return heading(form.value, dossier, unit=unit, by=by, at=at) | agency_part(unit, by) | fields
    if form is Form.CONTROL_SHEET:
        return heading(form.value, dossier, unit=dossier.receiving_unit, by=by, at=at) | control_sheet(
            dossier, at=at
        )
    of_counter = {
        Form.RECEIPT: _receipt,
        Form.SUPPLEMENT: _supplement,
        Form.REFUSAL: _refusal,
        Form.STOP: _stop,
        Form.RESULT_SLIP: _result_slip,
    }[form]
    return heading(form.value, dossier, unit=dossier.receiving_unit, by=by, at=at) | of_counter(dossier, extra)


def facts_of(form: Form, dossier: Dossier, *, by: User, at: dt.datetime) -> dict[str, Any]:
    """The part of a paper that is read from the dossier: a correction takes it anew and keeps the rest."""
    if form in AGENCY_FORMS:
        unit = acting_unit(dossier, by)
        facts = heading(form.value, dossier, unit=unit, by=by, at=at) | agency_part(unit, by)
    else:
        facts = heading(form.value, dossier, unit=dossier.receiving_unit, by=by, at=at)
    if form is Form.RECEIPT:
        facts["papers"], facts["principal"] = _papers_and_principal(dossier)
        facts |= {"sets": two_digits(dossier.sets), "delivery": _delivery(dossier)}
    # a result's title says what was decided, and the slip's code opens the rating
    kept = {Form.RESULT: "title", Form.RESULT_SLIP: "qr"}.get(form)
    return {name: value for name, value in facts.items() if name != kept}


def _receipt(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    if "papers" in extra:
        papers, principal = _papers_at_hand(dossier, extra["papers"], extra["principal"])
    else:
        papers, principal = _papers_and_principal(dossier)
    received_on = timezone.localdate(dossier.received_at)
    return {
        "principal": principal,
        "papers": papers,
        "sets": two_digits(dossier.sets),
        "limit": limit_in_words(dossier.version.limit_for(dossier.channel)),
        "received": local(dossier.received_at),
        "due": local(dossier.due_at),
        "delivery": _delivery(dossier),
        "fees": [_fee(fee) for fee in dossier.version.fees_for(dossier.channel, received_on)],
    }


def _supplement(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    items = [str(item) for item in extra["items"]]
    return {
        "items": items,
        "kinds": [list(copy_kinds(item)) for item in items],
        "reason": str(extra["reason"]),
    }


def _refusal(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason": str(extra["reason"])}


def _stop(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    # a wish that was taken back before is not what the notice rests on
    wish = dossier.events.filter(action__in=[Action.WITHDRAW.value, Action.CONTINUE.value]).order_by("pk").last()
    is_asked = wish is not None and wish.action == Action.WITHDRAW.value
    return {
        "reason": str(extra["reason"]),
        "received": local(dossier.received_at),
        "asked": day_in_words(timezone.localdate(wish.at)) if wish is not None and is_asked else "",
        "stopped": local(dossier.closed_at),
    }


def _result_slip(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    rating = rating_url(dossier)
    return {
        "received": local(dossier.received_at),
        "due": local(dossier.due_at),
        "resolved": local(dossier.resolved_at),
        "returned": local(dossier.closed_at),
        "verdict": _VERDICTS[Dossier.Verdict(dossier.verdict)] if dossier.verdict else "",
        "result": _result(dossier),
        "delivery": _delivery(dossier),
        "collected_by": str(extra.get("collected_by") or dossier.applicant_name),
        "originals": list(extra.get("originals", ())),
        "is_drawn": bool(extra.get("is_drawn")),
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
    return counter_of(dossier.receiving_unit)


def _papers_and_principal(dossier: Dossier) -> tuple[list[dict[str, str]], dict[str, str] | None]:
    """The papers and, read beside them in the same query, the authorising person."""
    beside = {f"principal_{name}": F(f"dossier__principal__{name}") for name in _PRINCIPAL_FIELDS}
    found = dossier.papers.order_by("pk").annotate(**beside)
    rows: list[Any] = list(found.values("name", "originals", "copies", "is_shown_only", "fault", *beside))
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
    names = ("name", "originals", "copies", "is_shown_only", "fault")
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
        "note": "; ".join(_remarks(row)),
    }


def _remarks(row: Mapping[str, Any]) -> Iterator[str]:
    """What the receipt says beside a paper."""
    if row["is_shown_only"]:
        yield "xuất trình để đối chiếu"
    if row["fault"]:
        yield f"chưa đạt: {row['fault']}"


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
    if fee.name:
        text = f"{fee.name}: {text}"
    return {"label": _FEE_LABELS[FeeKind(fee.kind)], "text": "; ".join(filter(None, (text, fee.note.strip())))}
