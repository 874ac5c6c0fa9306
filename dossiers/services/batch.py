"""One act on many dossiers (xử lý hàng loạt): each in its own transaction, with an outcome for every one."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, Leg
from dossiers.permissions import can_perform, visible_to
from dossiers.workflow import Action, State
from dossiers.worklists import with_marks
from staff.models import User
from staff.roles import Role

from .perform import ActInput, perform

logger = logging.getLogger(__name__)

#: At most so many dossiers at once.
MOST = 100
#: Acts that mean the same for every dossier. A result is handed to one person at a time, so it is not among them.
BATCH_ACTIONS = (Action.RECEIVE, Action.FORWARD, Action.TAKE, Action.SIGN, Action.REASSIGN)


@dataclass(frozen=True)
class Wanted:
    """One dossier as it was chosen: what the person saw of it, when that is known."""

    name: str
    lock_version: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one dossier; `why` is empty when the act was done."""

    name: str
    dossier: Dossier | None
    why: str = ""

    @property
    def is_done(self) -> bool:
        return not self.why


def chosen(user: User, wanted: Sequence[Wanted]) -> dict[str, Dossier]:
    """The dossiers a person chose and may see, by the name they were chosen by; two statements."""
    names = [each.name for each in wanted[:MOST]]
    found = with_marks(visible_to(user)).filter(Q(reference__in=names) | Q(code__in=names))
    lying = Prefetch("legs", Leg.objects.filter(ended_at__isnull=True), to_attr="lying_legs")
    dossiers = list(found.select_related("version__procedure", "receiving_unit").prefetch_related(lying))
    for dossier in dossiers:
        dossier.open_leg = next(iter(dossier.lying_legs), None)
    by_name = {dossier.reference: dossier for dossier in dossiers}
    by_name |= {dossier.code: dossier for dossier in dossiers if dossier.code}
    return {name: by_name[name] for name in names if name in by_name}


def legal_for_all(user: User, dossiers: Iterable[Dossier]) -> list[Action]:
    """The acts this person may carry out on every one of these dossiers, as read by `chosen`."""
    all_of_them = list(dossiers)
    return [
        action
        for action in BATCH_ACTIONS
        if all_of_them and all(_is_legal(user, dossier, action) for dossier in all_of_them)
    ]


def _is_legal(user: User, dossier: Any, action: Action) -> bool:
    if not can_perform(user, dossier, action):
        return False
    if action is Action.SIGN:
        return bool(dossier.proposed)
    if action is Action.RECEIVE:
        # one that is completed on paper is looked through by itself
        return State(dossier.state) is State.SUBMITTED
    leg = dossier.open_leg
    if action is Action.REASSIGN:
        return leg is not None and leg.role == Role.SPECIALIST
    if action is Action.TAKE:
        return leg is None or (leg.role == Role.SPECIALIST and leg.accepted_at is None)
    return True


def perform_all(
    wanted: Sequence[Wanted], action: Action, given: ActInput, *, by: User, at: dt.datetime
) -> list[Outcome]:
    """Carry out `action` on each dossier by itself; what cannot be done says why and leaves the others alone.

    Raises Faults for no dossier, too many of them, or an act that is not for many.
    """
    if action not in BATCH_ACTIONS:
        raise Faults({"action": [_("This is done with one dossier at a time.")]})
    if not wanted:
        raise Faults({"dossiers": [_("Choose at least one dossier.")]})
    if len(wanted) > MOST:
        raise Faults({"dossiers": [_("Choose at most %(count)d dossiers at once.") % {"count": MOST}]})
    dossiers = chosen(by, wanted)
    return [_outcome(each, dossiers.get(each.name), action, given, by=by, at=at) for each in dict.fromkeys(wanted)]


def _outcome(
    wanted: Wanted, dossier: Dossier | None, action: Action, given: ActInput, *, by: User, at: dt.datetime
) -> Outcome:
    if dossier is None:
        return Outcome(wanted.name, None, _("No such dossier is within your reach."))
    try:
        done = perform(dossier, action, replace(given, lock_version=wanted.lock_version), by=by, at=at)
    except Faults as faults:
        return Outcome(wanted.name, dossier, " ".join(text for texts in faults.errors.values() for text in texts))
    except WrongMoment as wrong:
        return Outcome(wanted.name, dossier, wrong.message)
    except NotPermitted as refused:
        return Outcome(wanted.name, dossier, refused.message or _("Your role does not permit this."))
    except Exception:
        # the ones before it are done and must be told; this one was rolled back
        logger.exception("batch act %s failed on dossier %s", action.value, dossier.reference)
        return Outcome(wanted.name, dossier, _("The system failed on this dossier; nothing of it was changed."))
    return Outcome(wanted.name, done)
