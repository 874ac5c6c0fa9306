"""What the office has to do next with a dossier (việc cần làm), in one sentence for officials."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Dossier
from .workflow import State


def not_accepted(dossier: Dossier) -> bool:
    """Whether the dossier was handed over and nobody has accepted it; one without legs, whether nobody took it."""
    leg = dossier.open_leg
    return dossier.specialist is None if leg is None else leg.accepted_at is None


def _not_accepted(dossier: Dossier) -> str:
    leg = dossier.open_leg
    if leg is not None and leg.holder is not None:
        return _("%(name)s has been given the dossier and has not accepted it yet.") % {"name": leg.holder.user}
    unit = leg.unit if leg is not None else dossier.handling_unit
    return _("Nobody at %(unit)s has taken the dossier yet.") % {"unit": unit.name}


def office_next_step(dossier: Dossier, *, is_proposed: bool, is_supplied: bool) -> str:
    """The next step, and who takes it."""
    match State(dossier.state):
        case State.DRAFT:
            return _("The citizen has not submitted this yet.")
        case State.SUBMITTED:
            return _(
                "Check the files against the published list, then receive, ask for a supplement or refuse. "
                "The citizen is answered within 8 working hours."
            )
        case State.RECEIVED:
            return _("Hand the dossier over to %(unit)s.") % {"unit": dossier.handling_unit.name}
        case State.PROCESSING if is_proposed:
            return _("A result is proposed; the leader signs it or sends it back.")
        case State.PROCESSING if not_accepted(dossier):
            return _not_accepted(dossier)
        case State.PROCESSING:
            return _("%(name)s is processing the dossier and proposes the result.") % {
                "name": dossier.specialist.user  # type: ignore[union-attr]  # the case above
            }
        case State.SUPPLEMENT if is_supplied:
            return _("The citizen has handed in the supplement: check it and accept it.")
        case State.SUPPLEMENT:
            return _("The citizen was asked for a supplement; the office waits.")
        case State.PAYMENT:
            return _("The citizen has to fulfil the financial obligation; confirm it when the proof is in.")
        case State.WITHDRAWAL:
            return _(
                "The citizen asks to withdraw. If no result was issued yet, stop processing; otherwise continue."
            )
        case State.RESOLVED:
            return _("The result is ready: compare the receipt and the identity paper, then return it.")
        case _:
            return _("The dossier is closed; nothing is left to do.")
