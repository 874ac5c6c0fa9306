"""The promise ledger (sổ lịch hẹn): what was first promised, and every move with its ground and who made it.

The person is told by role: no citizen learns an official's name from it, no stranger even the role.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from staff.models.official import ROLE_LABELS
from staff.roles import Role

from .models import PromiseMove

#: Who may make a move, by the table of acts; calendars are changed by managers.
_ROLE_OF = {
    PromiseMove.Ground.RECEIVED: Role.CLERK,
    PromiseMove.Ground.SUPPLEMENT: Role.CLERK,
    PromiseMove.Ground.PAYMENT: Role.CLERK,
    PromiseMove.Ground.WITHDRAWAL: Role.CLERK,
    PromiseMove.Ground.CALENDAR: Role.MANAGER,
    PromiseMove.Ground.EXTENSION: Role.LEADER,
    PromiseMove.Ground.OVERRIDE: Role.LEADER,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the first promise (`old_due_at` None) or a move of it."""

    at: dt.datetime
    old_due_at: dt.datetime | None
    new_due_at: dt.datetime
    ground: str
    label: Any
    role: Any
    note: str
    by: str


def role_of(ground: str) -> Role:
    """In which role a move on this ground is made."""
    return _ROLE_OF[PromiseMove.Ground(ground)]


def ledger(moves: Iterable[PromiseMove]) -> list[Entry]:
    """The lines of a dossier in order, for those who may know the roles."""
    return [_entry(move, "") for move in moves]


def ledger_with_names(moves: Iterable[PromiseMove]) -> list[Entry]:
    """The same for the office, which knows its own people; `by` must have been read with the moves."""
    return [_entry(move, str(move.by) if move.by is not None else "") for move in moves]


def _entry(move: PromiseMove, by: str) -> Entry:
    ground = PromiseMove.Ground(move.ground)
    return Entry(
        at=move.at,
        old_due_at=move.old_due_at,
        new_due_at=move.new_due_at,
        ground=ground.value,
        label=ground.label,
        role=ROLE_LABELS[_ROLE_OF[ground]],
        note=move.note,
        by=by,
    )
