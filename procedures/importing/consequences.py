"""What publishing an entry brings about beside what differs (hệ quả), in one wording wherever it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from procedures.importing.checking import check
from procedures.importing.facts import EntryFacts
from procedures.importing.storing import loses_route
from procedures.models import ProcedureVersion


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing somebody has to know before publishing."""

    title: str
    text: str


def consequences(last: ProcedureVersion | None, facts: EntryFacts | None, starts_on: date) -> list[Consequence]:
    """What happens when an entry follows `last`, the version published last, from `starts_on`.

    `facts` is None for an entry with faults, whose effect on the route nobody knows yet.
    """
    if last is None:
        return []
    found = [_route_ends()] if facts is not None and loses_route(last, facts) else []
    if last.valid_to is not None:
        found.append(_ends_too(last.valid_to) if starts_on <= last.valid_to else _taken_up_again(last.valid_to))
    return found


def consequences_of_entry(
    last: ProcedureVersion | None, entry: Mapping[str, Any], starts_on: date
) -> list[Consequence]:
    """The same of an entry as it is written; it is read through only where there is a route it could end."""
    facts = check(entry)[0] if last is not None and last.steps.all() else None
    return consequences(last, facts, starts_on)


def _route_ends() -> Consequence:
    return Consequence(
        _("The route no longer holds"),
        _(
            "The steps set by the office take longer than this time limit. From the first day of this version "
            "dossiers follow the default route, until a new route is set on the page of the procedure."
        ),
    )


def _ends_too(day: date) -> Consequence:
    text = _("Its last day is %(day)s, for the new version too. If it is to go on, take the closing back first.")
    return Consequence(_("The procedure is closed from a day on"), text % {"day": f"{day:%d/%m/%Y}"})


def _taken_up_again(day: date) -> Consequence:
    text = _("Its last day is %(day)s. What is published now opens it again.")
    return Consequence(_("The procedure was closed"), text % {"day": f"{day:%d/%m/%Y}"})
