"""Filters of the dossier list: faults name the parameter."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from dossiers.due import narrowed_by_due
from dossiers.querysets import DossierQuerySet
from dossiers.workflow import State

#: As long as a search of the catalogue; a database takes only so many words at once.
LONGEST_SEARCH = 200


def wanted_states(text: str) -> list[State]:
    """``"4,5"`` or ``"processing,supplement"`` → states. Raises ValidationError naming `state`."""
    states = []
    for part in (part.strip() for part in text.split(",")):
        try:
            states.append(State(int(part)) if part.isascii() and part.isdecimal() else State[part.upper()])
        except (ValueError, KeyError):
            known = ", ".join(f"{state.value} {state.name.lower()}" for state in State)
            raise ValidationError(
                {"state": [_("“%(state)s” is not a state. Known: %(known)s.") % {"state": part, "known": known}]}
            ) from None
    return states


def narrowed(rows: DossierQuerySet, *, state: str, due: str, q: str, now: dt.datetime) -> DossierQuerySet:
    """`rows` narrowed by the query parameters. Raises ValidationError naming the parameter."""
    if state:
        rows = rows.in_states(wanted_states(state))
    try:
        rows = narrowed_by_due(rows, due, now=now)
    except KeyError:
        raise ValidationError(
            {"due": [_("“%(due)s” is not known; use today, soon or overdue.") % {"due": due}]}
        ) from None
    if len(q) > LONGEST_SEARCH:
        raise ValidationError({"q": [_("Search for at most %(most)d characters.") % {"most": LONGEST_SEARCH}]})
    return rows.matching(q) if q else rows
