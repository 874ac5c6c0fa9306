"""Addresses and forms of the editor, as a manager sends them."""

from __future__ import annotations

from procedures.models import ProcedureDraft

LIST = "/quan-ly/thu-tuc/"


def address(draft: ProcedureDraft, rest: str = "") -> str:
    return f"{LIST}du-thao/{draft.pk}/{rest}"


def fees(draft: ProcedureDraft, **changes: str) -> dict[str, str]:
    draft.refresh_from_db()
    row = {"kind": "phi", "name": "Bản sao", "amount": "8.000", "per": "bản", **changes}
    named = {f"fees-0-{name}": value for name, value in row.items()}
    return {"row_count": "1", "act": "save", "lock_version": str(draft.lock_version), **named}
