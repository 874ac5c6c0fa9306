"""What placeholders are filled with (từ điền vào mẫu tin), from the same context the files are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from .templatetags.office_ui import mid_sentence, vn_moment


def words_of(context: Mapping[str, Any], language: str) -> dict[str, str]:
    """Every placeholder in `language`; `context` has dossier, unit, procedure, at, link and more."""
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
            "moment": vn_moment(context["at"]),
            "received": vn_moment(dossier.received_at),
            "due": vn_moment(dossier.due_at),
            "ready": vn_moment(dossier.resolved_at),
            "before": vn_moment(context.get("old_due_at")),
            "since": vn_moment(getattr(stuck, "since", None)),
            "place": mid_sentence(str(getattr(stuck, "unit", ""))),
            "items": "\n".join(f"{number}. {item}" for number, item in enumerate(context.get("items", ()), 1)),
            "moves": "\n".join(_moved(move) for move in context.get("moves", ())),
            "outcome": _outcome(context.get("outcome")),
            "collect": _collect(dossier.delivery),
        }
    plain = {name: str(value) for name, value in context.items() if isinstance(value, str | int)}
    return plain | words


def _moved(move: Any) -> str:
    return f"- {move.code}, {move.procedure}: {vn_moment(move.old)} → {vn_moment(move.new)}"


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
