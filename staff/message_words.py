"""What placeholders are filled with (từ điền vào mẫu tin), from the same context the files are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from .templatetags.office_ui import mid_sentence, vn_moment, vn_short


def words_of(context: Mapping[str, Any], language: str, *, is_short: bool = False) -> dict[str, str]:
    """Every placeholder in `language`; `context` has dossier, unit, procedure, at, link and more.

    `is_short` writes moments as ``17:00 05/09/2023``, as an SMS does.
    """
    when = vn_short if is_short else vn_moment
    dossier, unit, stuck = context["dossier"], context["unit"], context.get("stuck")
    with translation.override(language):
        words = {
            "code": dossier.shown_code,
            "procedure": context["procedure"],
            "name": dossier.applicant_name,
            "unit": mid_sentence(unit.name),
            "hotline": unit.hotline,
            "address": unit.address,
            "link": context["link"],
            "moment": when(context["at"]),
            "received": when(dossier.received_at),
            "due": when(dossier.due_at),
            "ready": when(dossier.resolved_at),
            "before": when(context.get("old_due_at")),
            "since": when(getattr(stuck, "since", None)),
            "place": mid_sentence(str(getattr(stuck, "unit", ""))),
            "items": "\n".join(f"{number}. {item}" for number, item in enumerate(context.get("items", ()), 1)),
            "moves": "\n".join(_moved(move, when) for move in context.get("moves", ())),
            "outcome": _outcome(context.get("outcome")),
            "collect": _collect(dossier.delivery),
        }
    plain = {name: str(value) for name, value in context.items() if isinstance(value, str | int)}
    return plain | words


def _moved(move: Any, when: Callable[[dt.datetime], str]) -> str:
    return f"- {move.code}, {move.procedure}: {when(move.old)} → {when(move.new)}"


def _outcome(outcome: Any) -> str:
    if outcome == "denied":
        return _("The dossier does not meet the conditions; a written reply with the reason is ready.")
    return _("The result of your dossier is ready.")


def _collect(delivery: str) -> str:
    if delivery == "post":
        return _("It will be sent to your address by public post, as you asked.")
    if delivery == "online":
        return _("You can fetch it from the page below.")
    return _("Please come to the counter during office hours, with the receipt and your identity paper.")
