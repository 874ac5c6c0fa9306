"""Who is told (người được nhắc): officials in force at a place, a deputy for whoever is absent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from staff.models import Assignment, Delegation
from staff.roles import Role

from .reminder_findings import Finding, Place
from .reminder_rules import PRESSING, Rule

#: What makes a reminder one reminder, and the role in which it is told.
Wanted = dict[tuple[int, Rule, dt.datetime, int], Role]


class People:
    """Officials of the units named in some findings, as on day `on`; two statements."""

    def __init__(self, findings: Iterable[Finding], on: dt.date) -> None:
        units = {
            unit
            for finding in findings
            for place in finding.places
            for unit in (place.unit_id, place.or_at)
            if unit is not None
        }
        self._deputies: dict[tuple[int, int], int] = {
            (official, unit): deputy
            for official, unit, deputy in Delegation.objects.in_force(on)
            .filter(unit__in=units)
            .order_by("valid_from", "pk")  # the latest paper is the last word
            .values_list("official_id", "unit_id", "deputy_id")
        }
        self._there: dict[tuple[int, str], list[int]] = defaultdict(list)
        for unit, role, official in (
            Assignment.objects.in_force(on)
            .filter(unit__in=units, official__user__is_active=True)
            .order_by("pk")
            .values_list("unit_id", "role", "official_id")
        ):
            self._there[unit, role].append(official)

    def at(self, place: Place) -> list[int]:
        """Keys of the officials to be told at this place."""
        for unit in filter(None, (place.unit_id, place.or_at)):
            there = self._there.get((unit, place.role.value), [])
            here = [*there, *(self._deputies.get((official, unit), official) for official in there)]
            own = [official for official in here if official == place.official_id][:1] or there
            if own:
                return list(dict.fromkeys(self._deputies.get((official, unit), official) for official in own))
        return []


def wanted_by(findings: list[Finding], on: dt.date) -> Wanted:
    """Who is to be told what: one person hears of one dossier only the most pressing thing."""
    people = People(findings, on)
    wanted: Wanted = {}
    pressing: dict[tuple[int, int], tuple[int, tuple[int, Rule, dt.datetime, int], Role]] = {}
    for finding in findings:
        for official, role in _told(finding, people):
            key = (finding.dossier.pk, finding.rule, finding.about, official)
            if finding.rule not in PRESSING:
                wanted.setdefault(key, role)
                continue
            rank = PRESSING.index(finding.rule)
            known = pressing.get((finding.dossier.pk, official))
            if known is None or rank < known[0]:
                pressing[finding.dossier.pk, official] = (rank, key, role)
    return wanted | {key: role for _rank, key, role in pressing.values()}


def _told(finding: Finding, people: People) -> Iterator[tuple[int, Role]]:
    for place in finding.places:
        told = place
        if place.or_as is not None and not people.at(place):
            told = replace(place, role=place.or_as)
        for official in people.at(told):
            yield official, told.role
