"""A made-up dossier for the editor of texts (hồ sơ giả định): to preview wordings, and to show the usual text with
its placeholders.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils import timezone, translation

from .message_kinds import Kind
from .message_texts import compose, has_template, public_address, short, template_source
from .models import Message, Unit
from .templatetags.office_ui import vn_date, vn_moment, vn_short

_LAYOUT = '{% extends "messages/layout.txt" %}'
_MOMENTS = ("received", "due", "moment", "before", "since", "ready")
_A_DAY = dt.timedelta(days=1)
_MOVE = re.compile(r"^- \{move\}.*$", re.M)


def editable_events() -> list[Kind]:
    """The events citizens are told of: those whose file is built on the common layout."""
    return [kind for kind in Kind if template_source(usual_file(kind)).startswith(_LAYOUT)]


def usual_file(event: str) -> str:
    """Where the usual text of an event lies."""
    return f"messages/{event}.txt"


def sample_context(unit: Unit, language: str) -> dict[str, Any]:
    """A dossier nobody filed, received this morning."""
    now = timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0)
    procedure = "Đăng ký kết hôn" if language == "vi" else "Marriage registration"
    return _context(
        code=f"{unit.agency_code or 'H00'}-{now:%y%m%d}-0001",
        name="Nguyễn Thị Mẫu",
        procedure=procedure,
        unit=unit,
        moments=dict.fromkeys(_MOMENTS, now) | {"due": now + 5 * _A_DAY, "before": now + _A_DAY},
        reason="Tờ khai chưa có chữ ký." if language == "vi" else "The form is not signed.",
        items=["Tờ khai", "Bản sao giấy tờ"] if language == "vi" else ["Form", "Copy of the paper"],
        link=public_address("/tra-cuu/?code=…"),
        number="1",
        document="QĐ 01/QĐ-UBND",
        place=unit.name,
        cause="Phải xác minh thêm." if language == "vi" else "More had to be verified.",
    )


def usual_outline(event: str, *, channel: str, language: str) -> tuple[str, str]:
    """The usual text with its placeholders where the words of a dossier would stand."""
    moments = {name: dt.datetime(1901, 1, day, 1, 1, tzinfo=dt.UTC) for day, name in enumerate(_MOMENTS, 1)}
    place = SimpleNamespace(name="{unit}", hotline="{hotline}", address="{address}")
    named = {
        name: f"{{{name}}}"
        for name in ("code", "name", "procedure", "reason", "link", "number", "document", "cause", "place")
    }
    context = _context(unit=place, moments=moments, items=["{items}"], **named)
    context["moves"][0].code = "{move}"
    if channel != Message.Channel.SMS:
        return _marked(*compose(usual_file(event), context, language), moments, language)
    file = f"messages/sms/{event}.txt"
    if has_template(file):
        with translation.override(language):
            text = "\n".join(part for part in compose(file, context, language) if part.strip())
    else:
        text = f"{compose(usual_file(event), context, language)[0]}. {{link}}"
    return _marked("", short(text), moments, language)


def _context(
    *,
    code: str,
    name: str,
    procedure: str,
    unit: Any,
    moments: Mapping[str, dt.datetime],
    items: list[str],
    **said: Any,
) -> dict[str, Any]:
    """What any file of a text may ask for; a name none of them knows stays unused."""
    dossier = SimpleNamespace(
        shown_code=code,
        applicant_name=name,
        applicant_kind="person",
        received_at=moments["received"],
        due_at=moments["due"],
        resolved_at=moments["ready"],
        delivery="counter",
    )
    move = SimpleNamespace(code=code, procedure=procedure, old=moments["received"], new=moments["due"])
    stuck = SimpleNamespace(unit=said["place"], since=moments["since"], was_handed_over=True, about_to_move=False)
    return {
        "dossier": dossier,
        "unit": unit,
        "procedure": procedure,
        "at": moments["moment"],
        "items": items,
        "outcome": "granted",
        "moves": [move],
        "stuck": stuck,
        "old_due_at": moments["before"],
        **said,
    }


def _marked(subject: str, body: str, moments: Mapping[str, dt.datetime], language: str) -> tuple[str, str]:
    """The text with its sample moments and lists turned into placeholders."""
    with translation.override(language):
        shown = {
            written: f"{{{name}}}"
            for name, at in moments.items()
            for written in (vn_moment(at), vn_short(at), vn_date(at))
        }
    texts = []
    for text in (subject, body):
        for written, placeholder in shown.items():
            text = text.replace(written, placeholder).replace(short(written), placeholder)
        texts.append(_MOVE.sub("{moves}", text).replace("1. {items}", "{items}"))
    return texts[0], texts[1]
