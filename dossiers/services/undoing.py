"""Hoàn tác trong mười giây: taking back what went to the wrong place by a slip of the hand.

Only what has touched nobody else yet: no paper was issued, no message sent, nobody accepted it. Everything else is
corrected with a reason. The trail shows both acts.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.errors import WrongMoment
from dossiers.models import Dossier
from dossiers.permissions import allowed_actions
from dossiers.workflow import Action
from staff.models import User
from staff.undo import in_time

from ._step import lock
from .perform import ActInput, perform

#: Each act that may be taken back, and the act that does it.
UNDONE_BY = {Action.FORWARD: Action.PULL, Action.HAND_ON: Action.PULL}


@transaction.atomic
def undo(*, dossier: Dossier, by: User, at: dt.datetime) -> Dossier:
    """Take back the last act of this person on the dossier.

    Raises WrongMoment when it is too late, when something else happened since, or when the act cannot be undone.
    """
    dossier = lock(dossier)
    last = dossier.events.order_by("pk").last()
    inverse = UNDONE_BY.get(Action(last.action)) if last is not None else None
    if last is None or inverse is None or last.by_id != by.pk or not in_time(last.at, at):
        message = _("It is too late to undo this, or something else was done since.")
        raise WrongMoment(message, allowed=[action.value for action in allowed_actions(by, dossier)])
    return perform(dossier, inverse, ActInput(), by=by, at=at)
