"""What stands at the head of every statutory paper, as text (phần đầu giấy tờ), and who signs in whose name.

Statutory papers are Vietnamese only; nothing here passes through gettext.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from staff.access import delegation_for
from staff.letterheads import COUNTERS, counter_letterhead
from staff.models import Unit, User
from staff.roles import Role
from staff.signature_lines import signature_lines

from .form_titles import form_set, form_title
from .models import Dossier
from .permissions import unit_for
from .wording import day_in_words, moment_in_words


def tracking_url(dossier: Dossier) -> str:
    """Địa chỉ tra cứu: where the paper's QR leads; the phone's last digits are asked there."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('dossiers:track')}?code={dossier.shown_code}"


def verification_url(code: str) -> str:
    """Địa chỉ kiểm tra: where anybody can see whether the paper is what was issued."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('dossiers:verify')}{code}/"


def counter_short(unit: Unit) -> str:
    """Chữ viết tắt in paper numbers: ``BPTNTKQ`` for a counter, ``TTPVHCC`` for a public service centre."""
    return "TTPVHCC" if counter_of(unit).startswith(COUNTERS[1]) else "BPTNTKQ"


def counter_of(unit: Unit) -> str:
    """Bộ phận một cửa with its unit, as in a sentence: ``Bộ phận Tiếp nhận và Trả kết quả xã Tràng An``."""
    written = unit.counter_name or COUNTERS[0]
    known = (name for name in COUNTERS if written.lower().startswith(name.lower()))
    return f"{next(known, written)} {lower_first(unit.name)}"


def agency_of(unit: Unit) -> str:
    """The agency that resolves, as in a sentence: ``Ủy ban nhân dân xã Tràng An``, ``Phòng Tư pháp``."""
    if unit.kind == Unit.Kind.DIVISION or unit.name.upper().startswith(("UBND", "ỦY BAN")):
        return unit.name
    return f"Ủy ban nhân dân {lower_first(unit.name)}"


def lower_first(text: str) -> str:
    """``Xã Tràng An`` inside a sentence: ``xã Tràng An``; an abbreviation such as UBND stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def local(moment: dt.datetime | None) -> str:
    """A moment on the Vietnamese clock in words; empty when there is none."""
    return moment_in_words(timezone.localtime(moment)) if moment is not None else ""


def acting_unit(dossier: Dossier, by: User) -> Unit:
    """The agency in whose name a leader signs: where the leader's role lies, else where the dossier is handled."""
    is_counter = unit_for(by, dossier, Role.LEADER) == dossier.receiving_unit_id
    return dossier.receiving_unit if is_counter else dossier.handling_unit or dossier.receiving_unit


def agency_letterhead(unit: Unit) -> dict[str, str]:
    """Two lines: the superior agency (empty when the letterhead has none), and the agency that decides."""
    if unit.letterhead_name:
        return {"upper": unit.letterhead_parent, "lower": unit.letterhead_name}
    return {"upper": "", "lower": unit.letterhead_parent or agency_of(unit)}


def signatory(by: User, unit: Unit) -> dict[str, Any]:
    """Who signs an agency's paper; of a deputy also what stands above it, and which paper gives the right."""
    delegation = delegation_for(by, Role.LEADER, unit.pk)
    if delegation is None:
        return {"name": str(by), "lines": [], "document": ""}
    printed = signature_lines(by.official, delegation)
    return {"name": str(by), "lines": list(printed.lines), "document": printed.document}


def heading(form: str, dossier: Dossier, *, unit: Unit, by: User, at: dt.datetime) -> dict[str, Any]:
    """What every paper about `dossier` says of office, applicant and procedure; `unit` stands on the date line."""
    counter = dossier.receiving_unit
    today = timezone.localdate(at)
    title = form_title(form, today)
    tracking = tracking_url(dossier)
    return {
        "title": title.title,
        "mark": title.mark,
        "set": form_set(today),
        "letterhead": counter_letterhead(counter),
        "place_and_day": f"{unit.place or unit.name}, {day_in_words(today)}",
        "counter": {"name": counter_of(counter), "address": counter.address, "phone": counter.hotline},
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
