"""What a dossier owes and has paid (phí, lệ phí của hồ sơ), for its own page and that of its fees."""

from __future__ import annotations

from typing import Any

from dossiers.charge_lines import per_of
from dossiers.models import Dossier
from dossiers.services.charging import may_void
from dossiers.workflow import State
from staff.access import holds
from staff.roles import Role

_WITHOUT_FEES = frozenset({State.DRAFT, State.REFUSED})


def fees_section(user: Any, dossier: Dossier) -> dict[str, Any]:
    """Charges, receipts, the sum still owed, and what this person may do about them."""
    charges = list(dossier.charges.select_related("fee__version", "receipt"))
    for charge in charges:
        charge.per = per_of(charge.fee) if charge.fee is not None else ""  # type: ignore[attr-defined]
    is_clerk = holds(user, Role.CLERK, dossier.receiving_unit_id)
    may_see = is_clerk or holds(user, Role.LEADER, dossier.receiving_unit_id)
    issued = dossier.fee_receipts.select_related("collected_by__user", "voided_by__user", "shift")
    receipts = list(issued.order_by("pk")) if may_see else []
    for receipt in receipts:
        is_open = receipt.voided_at is None and receipt.shift.closed_at is None
        receipt.can_void = is_open and may_void(receipt, user)  # type: ignore[attr-defined]
    return {
        "charges": charges,
        "fee_receipts": receipts,
        "fees_owed": sum(charge.amount for charge in charges if charge.receipt_id is None),
        "may_take_fees": is_clerk and State(dossier.state) not in _WITHOUT_FEES,
    }
