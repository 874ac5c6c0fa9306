"""What is still open beside a dossier when its result is proposed or signed (việc liên quan chưa xong).

It may be done all the same, but not unnoticed: whoever does it says why.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Dossier
from .opinions import OPEN
from .rules import MOST_OF_A_REASON, FaultList
from .workflow import OPEN_STATES, Action

NOTED_ACTIONS = frozenset({Action.PROPOSE, Action.SIGN})


def loose_ends(dossier: Dossier, action: Action) -> list[str]:
    """Each in words: opinions not answered and, before a signature, linked dossiers not done."""
    asked = dossier.opinions.filter(OPEN).select_related("unit")
    ends = [_("%(unit)s has not answered yet.") % {"unit": each.unit.name} for each in asked]
    if action is Action.SIGN and dossier.parent_id is None:
        children = dossier.children.in_states(OPEN_STATES).select_related("version", "receiving_unit")
        ends += [
            _("The linked dossier %(code)s (%(unit)s) is not done yet.")
            % {"code": each.shown_code, "unit": each.receiving_unit.name}
            for each in children
        ]
    return ends


def note_faults(dossier: Dossier, action: Action, note: str, faults: FaultList) -> None:
    """Add a fault when something is open and nobody says why that does not matter."""
    if len(note) > MOST_OF_A_REASON:
        faults.add(
            "note", _("The text has more than %(count)s characters; shorten it.") % {"count": MOST_OF_A_REASON}
        )
    if not note.strip():
        for end in loose_ends(dossier, action):
            faults.add("note", _("%(end)s Wait, or say why you go on without it.") % {"end": end})
