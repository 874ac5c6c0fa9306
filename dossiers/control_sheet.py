"""Phiếu kiểm soát quá trình giải quyết hồ sơ: the legs of a dossier as the statutory control sheet prints them.

The receiving side enters the result of the side before; the portal does so by itself, from the legs' own clocks.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from staff.roles import Role

from .document_heading import counter_of, local, lower_first
from .models import Dossier, Leg

_VERDICTS = {
    Dossier.Verdict.EARLY: "Trước hạn",
    Dossier.Verdict.ON_TIME: "Đúng hạn",
    Dossier.Verdict.LATE: "Quá hạn",
}
# What a unit does on a leg that its route does not name.
_STEPS = {
    Role.CLERK: "Tiếp nhận, chuyển hồ sơ",
    Role.SPECIALIST: "Thẩm tra, giải quyết",
    Role.LEADER: "Xem xét, ký kết quả",
}
_APPLICANT = "Người nộp hồ sơ"
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
    asked = dossier.opinions.filter(withdrawn_at=None).select_related("unit")
    units = [leg.unit for leg in legs] + [opinion.unit for opinion in asked]
    helpers = dict.fromkeys(unit.name for unit in units if unit.pk != handling.pk)
    return {
        "handled_by": handling.name,
        "helped_by": "; ".join(name for name in helpers if name != dossier.receiving_unit.name),
        "received": local(dossier.received_at),
        "due": local(dossier.due_at),
        "printed": local(at),
        "legs": [
            _leg(leg, given_from=_place(legs[index - 1]) if index else _APPLICANT, by=dossier.applicant_name)
            for index, leg in enumerate(legs)
        ],
    }


def _place(leg: Leg) -> str:
    """Where a leg lies: the counter, the head of the unit, or the unit itself."""
    if leg.role == Role.CLERK:
        return counter_of(leg.unit)
    return f"Lãnh đạo {lower_first(leg.unit.name)}" if leg.role == Role.LEADER else leg.unit.name


def _leg(leg: Leg, *, given_from: str, by: str) -> dict[str, str]:
    holder = leg.accepted_by or (leg.holder.user if leg.holder is not None else None)
    ending = _ENDINGS.get(Leg.Ending(leg.ending), "") if leg.ending else ""
    return {
        "given_from": given_from,
        "given_to": _place(leg),
        "step": leg.name if leg.step_id is not None else _STEPS[Role(leg.role)],
        "at": local(leg.given_at),
        "accepted": local(leg.accepted_at),
        "giver": by if given_from == _APPLICANT else str(leg.given_by or ""),
        "receiver": str(holder) if holder is not None else "",
        "due": local(leg.due_at),
        "verdict": _VERDICTS[Dossier.Verdict(leg.verdict)] if leg.verdict else "",
        "note": ": ".join(filter(None, (ending, leg.note))),
    }
