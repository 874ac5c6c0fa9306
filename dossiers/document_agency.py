"""Papers of the agency that decides (văn bản của cơ quan giải quyết): apology and new appointment, result.

Statutory papers are Vietnamese only; nothing here passes through gettext.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from staff.models import Unit, User

from .document_heading import agency_letterhead, agency_of, local, signatory
from .models import Apology, Dossier, PromiseMove, Proposal
from .wording import two_digits

_GROUNDS = {
    PromiseMove.Ground.RECEIVED: "Tiếp nhận hồ sơ",
    PromiseMove.Ground.SUPPLEMENT: "Đã bổ sung hồ sơ",
    PromiseMove.Ground.PAYMENT: "Đã thực hiện nghĩa vụ tài chính",
    PromiseMove.Ground.WITHDRAWAL: "Tiếp tục giải quyết sau khi xem xét yêu cầu rút hồ sơ",
    PromiseMove.Ground.CALENDAR: "Lịch làm việc thay đổi",
    PromiseMove.Ground.EXTENSION: "Xin lỗi và hẹn lại",
    PromiseMove.Ground.OVERRIDE: "Theo quyết định của thủ trưởng cơ quan",
}


def agency_part(unit: Unit, by: User) -> dict[str, Any]:
    """Letterhead, name and signatory of the agency itself, instead of those of its counter."""
    return {
        "letterhead": agency_letterhead(unit),
        "agency": agency_of(unit),
        "signatory": signatory(by, unit),
    }


def apology(dossier: Dossier, extra: Mapping[str, Any], *, at: dt.datetime) -> dict[str, Any]:
    """Mẫu số 04: whom, which dossier, the moment promised, why not, words of apology, the new date, all moves."""
    found: Apology = extra["apology"]
    moves: list[PromiseMove] = list(extra["moves"])
    return {
        "received": local(dossier.received_at),
        "due": local(found.due_at),
        "is_overdue": at > found.due_at,
        "cause": found.cause,
        "extra_days": two_digits(found.extra_days),
        "new_due": local(found.new_due_at),
        "moves": [_move(move) for move in moves] + _announced(found, moves, at=at),
    }


def _move(move: PromiseMove) -> dict[str, str]:
    ground = _GROUNDS[PromiseMove.Ground(move.ground)]
    return {
        "at": local(move.at),
        "due": local(move.new_due_at),
        "ground": f"{ground}: {move.note}" if move.note else ground,
        "by": str(move.by) if move.by is not None else "",
    }


def _announced(found: Apology, moves: Iterable[PromiseMove], *, at: dt.datetime) -> list[dict[str, str]]:
    """The move this paper itself makes, when it is not written yet."""
    if any(move.new_due_at == found.new_due_at for move in moves):
        return []
    ground = _GROUNDS[PromiseMove.Ground.EXTENSION]
    return [{"at": local(at), "due": local(found.new_due_at), "ground": ground, "by": ""}]


def result(dossier: Dossier, extra: Mapping[str, Any]) -> dict[str, Any]:
    """The result itself: what was decided, in the specialist's words that the leader signs."""
    proposal: Proposal = extra["proposal"]
    is_granted = proposal.outcome == Proposal.Outcome.GRANTED
    return {
        "received": local(dossier.received_at),
        "due": local(dossier.due_at),
        "is_granted": is_granted,
        "title": (
            "Kết quả giải quyết thủ tục hành chính"
            if is_granted
            else "Thông báo về việc hồ sơ không đủ điều kiện giải quyết"
        ),
        "result": dossier.version.result,
        "text": proposal.text,
        "prepared_by": str(proposal.by.user),
        "enclosed": [str(name) for name in extra.get("enclosed", ())],
    }
