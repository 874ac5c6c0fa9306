"""Phiếu kiểm soát quá trình giải quyết hồ sơ: the legs of a dossier as the statutory control sheet prints them.

The receiving side enters the result of the side before; the portal does so by itself, from the legs' own clocks.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from .document_heading import local, lower_first
from .models import Dossier, Leg

_VERDICTS = {
    Dossier.Verdict.EARLY: "Trước hạn",
    Dossier.Verdict.ON_TIME: "Đúng hạn",
    Dossier.Verdict.LATE: "Quá hạn",
}
_ENDINGS = {
    Leg.Ending.GIVEN_BACK: "Trả lại",
    Leg.Ending.PULLED: "Thu hồi",
    Leg.Ending.REASSIGNED: "Phân công lại",
}


def control_sheet(dossier: Dossier, *, at: dt.datetime) -> dict[str, Any]:
    """What the sheet says of the dossier and of each hand-over, as text."""
    legs = list(
        dossier.legs.select_related("unit", "given_by", "accepted_by", "holder__user").order_by("position")
    )
    handling = dossier.handling_unit or dossier.receiving_unit
    helpers = dict.fromkeys(leg.unit.name for leg in legs if leg.unit_id != handling.pk)
    return {
        "handled_by": handling.name,
        "helped_by": "; ".join(name for name in helpers if name != dossier.receiving_unit.name),
        "received": local(dossier.received_at),
        "due": local(dossier.due_at),
        "printed": local(at),
        "legs": [
            _leg(leg, legs[index - 1].unit.name if index else f"Bộ phận Một cửa {lower_first(leg.unit.name)}")
            for index, leg in enumerate(legs)
        ],
    }


def _leg(leg: Leg, given_from: str) -> dict[str, str]:
    holder = leg.accepted_by or (leg.holder.user if leg.holder is not None else None)
    ending = _ENDINGS.get(Leg.Ending(leg.ending), "") if leg.ending else ""
    return {
        "given_from": given_from,
        "given_to": leg.unit.name,
        "step": leg.name,
        "at": local(leg.given_at),
        "accepted": local(leg.accepted_at),
        "giver": str(leg.given_by) if leg.given_by is not None else "",
        "receiver": str(holder) if holder is not None else "",
        "due": local(leg.due_at),
        "verdict": _VERDICTS[Dossier.Verdict(leg.verdict)] if leg.verdict else "",
        "note": ": ".join(filter(None, (ending, leg.note))),
    }
