"""What the dossier page shows of originals and of who collected the result (giữ bản chính, nhận kết quả)."""

from __future__ import annotations

from typing import Any

from dossiers.models import Dossier
from dossiers.originals import held_lines
from dossiers.permissions import role_for
from dossiers.workflow import FINAL_STATES, State
from staff.roles import Role


def custody_section(user: Any, dossier: Dossier) -> dict[str, Any]:
    """The originals still held, and the collection, which `folder.fetch` has read; one statement."""
    is_counter = role_for(user, dossier, Role.CLERK)
    return {
        "collection": getattr(dossier, "collection", None),
        "held_originals": held_lines(dossier),
        "may_move_originals": is_counter,
        "may_keep_originals": is_counter and State(dossier.state) not in FINAL_STATES,
    }
