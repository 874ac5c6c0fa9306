"""What an own wording may leave open (chỗ điền trong mẫu tin): one table, filled in without running anything."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .message_kinds import Kind

#: What each placeholder stands for.
MEANINGS: dict[str, Any] = {
    "code": _("dossier code"),
    "procedure": _("name of the procedure"),
    "name": _("name of the applicant"),
    "unit": _("unit that received the dossier"),
    "hotline": _("telephone of the unit"),
    "address": _("address of the unit"),
    "link": _("address where the dossier is followed"),
    "moment": _("when it happened"),
    "received": _("when the dossier was received"),
    "due": _("when the result is promised"),
    "reason": _("reason given by the official"),
    "items": _("list of what is to be handed in"),
    "number": _("number of the request"),
    "outcome": _("whether the result or a written reply is ready"),
    "collect": _("how the result is received"),
    "moves": _("list of the dossiers with old and new date"),
    "document": _("the decision behind it"),
    "since": _("since when the dossier has lain untouched"),
    "place": _("where the dossier lies"),
    "ready": _("when the result was ready"),
    "before": _("the promise that is not kept"),
    "cause": _("cause of the delay"),
}
ALWAYS = ("code", "procedure", "name", "unit", "hotline", "address", "link")
#: What an event offers beside those; an event not listed offers `USUAL`.
OFFERED: dict[str, tuple[str, ...]] = {
    Kind.SUBMITTED: ("moment",),
    Kind.RECEIVED: ("received", "due"),
    Kind.REFUSED: ("reason",),
    Kind.SUPPLEMENT_REQUESTED: ("items", "reason", "number"),
    Kind.RESUMED: ("due",),
    Kind.PAYMENT_REQUESTED: ("reason",),
    Kind.CONTINUED: ("reason", "due"),
    Kind.STOPPED: ("reason",),
    Kind.CALENDAR_CHANGED: ("moves", "document", "due"),
    Kind.RESOLVED: ("outcome", "collect"),
    Kind.RETURNED: ("moment",),
    Kind.APOLOGY: ("before", "cause", "due"),
    Kind.APPOINTMENT_SET: ("due", "reason", "document"),
    Kind.STUCK: ("since", "place", "due"),
    Kind.UNCOLLECTED: ("ready", "collect"),
}
USUAL = ("moment", "due", "reason")
_BRACED = re.compile(r"\{([^{}]*)\}")


class WordingFault(ValueError):
    """A wording that cannot be filled in; `names` are the placeholders at fault, empty for a lone brace."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def placeholders_of(event: str) -> tuple[str, ...]:
    """Every placeholder a wording of this event may use."""
    return (*ALWAYS, *OFFERED.get(event, USUAL))


def check_wording(text: str, allowed: Collection[str]) -> None:
    """Raises WordingFault for a placeholder that is not offered, or a brace that belongs to none."""
    if unknown := [name for name in _BRACED.findall(text) if name not in allowed]:
        raise WordingFault(list(dict.fromkeys(unknown)))
    if re.search(r"[{}]", _BRACED.sub("", text)):
        raise WordingFault([])


def fill(text: str, words: Mapping[str, str], allowed: Collection[str]) -> str:
    """The wording with its words; what is put in is never read again. Raises WordingFault."""
    check_wording(text, allowed)
    return _BRACED.sub(lambda found: words.get(found[1], ""), text)
