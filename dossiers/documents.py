"""Statutory papers (giấy tờ phát hành): numbered, frozen, printed again exactly as they were issued."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.utils import timezone

from staff.models import User
from staff.printing import qr_svg, render_pdf

from .document_content import AGENCY_FORMS, TYPED_FIELDS, content_of, facts_of
from .document_heading import acting_unit, counter_short, verification_url
from .models import Dossier, IssuedDocument
from .models.dossier import new_reference
from .references import next_numbers, paper_series
from .wording import day_in_words

Form = IssuedDocument.Form
Paper = Literal["a4", "a5", "80mm"]

_TEMPLATES = {
    Form.RECEIPT: "mau_01",
    Form.SUPPLEMENT: "mau_02",
    Form.REFUSAL: "mau_03",
    Form.APOLOGY: "mau_04",
    Form.STOP: "mau_05",
    Form.CONTROL_SHEET: "mau_06",
    Form.RESULT: "ket_qua",
    Form.RESULT_SLIP: "phieu_tra_ket_qua",
}
# The same on a roll of 80 mm.
_NARROW = {Form.RECEIPT: "mau_01_hep", Form.RESULT_SLIP: "phieu_tra_ket_qua_hep"}
# What stands between number and counter; a paper of the agency itself ends with its own mark.
_NUMBER_PREFIXES = {
    Form.RECEIPT: "",
    Form.SUPPLEMENT: "PBS-",
    Form.REFUSAL: "PTC-",
    Form.APOLOGY: "PXL",
    Form.STOP: "TB-",
    Form.CONTROL_SHEET: "PKS-",
    Form.RESULT: "KQGQ",
    Form.RESULT_SLIP: "PTKQ-",
}
# What a control sheet says of its own printing, not of the dossier.
_OF_THE_MOMENT = frozenset({"printed", "place_and_day", "official", "title", "mark", "set"})


def issue(
    *,
    dossier: Dossier,
    form: Form,
    by: User,
    at: dt.datetime,
    extra: dict[str, Any] | None = None,
    number: int | None = None,
) -> IssuedDocument:
    """Give the paper its number and freeze all that is printed on it (phát hành giấy tờ).

    Runs inside the caller's transaction and takes the number last, because the counter stays locked until commit;
    unless the caller took one of `paper_series` already. `extra` holds what the dossier itself does not say:
    ``items`` and ``reason`` for form 02, ``reason`` for 03 and 05, ``apology`` and ``moves`` for 04, ``proposal``
    for the result, ``collected_by``, ``originals`` and ``is_drawn`` for the result slip where they are known;
    for form 01 ``papers`` and ``principal`` when they were just written. Raises KeyError when one is missing,
    LimitNotSet for a receipt without an established limit.
    """
    content = content_of(form, dossier, by=by, at=at, extra=extra or {})
    return _issue(content, dossier=dossier, form=form, by=by, at=at, number=number)


def _issue(
    content: dict[str, Any],
    *,
    dossier: Dossier,
    form: Form,
    by: User,
    at: dt.datetime,
    number: int | None = None,
    **columns: Any,
) -> IssuedDocument:
    is_agency = form in AGENCY_FORMS
    unit = acting_unit(dossier, by) if is_agency else dossier.receiving_unit
    if number is None:
        (number,) = next_numbers(unit, paper_series(form.value, timezone.localdate(at)))
    shown = f"{number}/{_NUMBER_PREFIXES[form]}{'' if is_agency else counter_short(unit)}"
    code = new_reference()
    verification = {"code": code, "url": verification_url(code)}
    if is_agency:
        content = {**content, "qr": verification["url"]}  # the counter's papers lead to the dossier instead
    return IssuedDocument.objects.create(
        dossier=dossier,
        form=form,
        number=shown,
        issued_at=at,
        issued_by=by,
        content={**content, "number": shown, "verification": verification},
        verification_code=code,
        **columns,
    )


def correct(document: IssuedDocument, *, reason: str, by: User, at: dt.datetime, text: str = "") -> IssuedDocument:
    """A new number in place of `document`, with the dossier's facts as they are now (đính chính).

    `text` replaces the field that was typed by hand; empty, it stays.
    """
    form = Form(document.form)
    content = {**document.content, **facts_of(form, document.dossier, by=by, at=at)}
    typed = TYPED_FIELDS.get(form)
    if text and typed is not None:
        content[typed] = text
    return _replace(document, content, reason=reason, by=by, at=at)


def control_sheet(dossier: Dossier, *, by: User, at: dt.datetime) -> IssuedDocument:
    """The newest control sheet if it still tells all, else a newer one in its place."""
    before = latest(dossier, Form.CONTROL_SHEET)
    content = content_of(Form.CONTROL_SHEET, dossier, by=by, at=at, extra={})
    if before is None:
        return _issue(content, dossier=dossier, form=Form.CONTROL_SHEET, by=by, at=at)
    if all(before.content.get(name) == value for name, value in content.items() if name not in _OF_THE_MOMENT):
        return before
    return _replace(before, content, reason="Cập nhật quá trình giải quyết", by=by, at=at)


def _replace(
    document: IssuedDocument, content: dict[str, Any], *, reason: str, by: User, at: dt.datetime
) -> IssuedDocument:
    day = day_in_words(timezone.localdate(document.issued_at))
    return _issue(
        {**content, "replaces": {"number": document.number, "day": day, "reason": reason}},
        dossier=document.dossier,
        form=Form(document.form),
        by=by,
        at=at,
        replaces=document,
        correction_reason=reason,
    )


def preview(*, dossier: Dossier, form: Form, by: User, at: dt.datetime, extra: dict[str, Any]) -> bytes:
    """The paper as it would be issued now (bản xem trước): no number, no code to verify it, nothing stored."""
    data = {
        **content_of(form, dossier, by=by, at=at, extra=extra),
        "number": f"…/{_NUMBER_PREFIXES[form]}",
        "verification": {"code": "", "url": ""},
        "is_preview": True,
        "paper": "a4",
        "qr_svg": "",
    }
    return render_pdf(_TEMPLATES[form], data, at=timezone.localtime(at))


def pdf(document: IssuedDocument, *, paper: Paper = "a4", sealed: dict[str, str] | None = None) -> bytes:
    """The paper as PDF, from its frozen content alone; the same bytes each time.

    `sealed` says what is written in place of the handwritten signature on a paper that is signed digitally.
    """
    data = {
        **document.content,
        "paper": paper,
        "sealed": sealed,
        "qr_svg": qr_svg(document.content["qr"]),
    }
    templates = _NARROW if paper == "80mm" else _TEMPLATES
    return render_pdf(templates[Form(document.form)], data, at=timezone.localtime(document.issued_at))


def papers_of(form: str) -> tuple[Paper, ...]:
    """On which sizes of paper this form can be printed."""
    return ("a4", "a5", "80mm") if Form(form) in _NARROW else ("a4", "a5")


def latest(dossier: Dossier, form: Form) -> IssuedDocument | None:
    """The newest paper of this form, or None."""
    return dossier.issued_documents.filter(form=form).order_by("-issued_at", "-pk").first()
