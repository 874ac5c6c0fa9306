"""How each arrival is met at the counter (tiếp nhận): accepted, completed or refused; then numbered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from random import Random

from staff.models import UnitPolicy, User
from staff.office_calendar import policy_in_force

from . import names
from .arrivals import Arrival
from .names import Person
from .office_minutes import OfficeMinutes
from .people import LAN, MAIN_UNIT, Cast


class Manner(Enum):
    """What the clerk answered."""

    ACCEPTED = "accepted"
    COMPLETED = "completed"  # after one supplement asked for before reception
    REFUSED = "refused"


@dataclass(slots=True)
class Door:
    """An arrival with its applicant and the counter's answer; `settled_at` is the reception or the refusal."""

    arrival: Arrival
    person: Person
    account: User | None
    clerk: User
    manner: Manner
    answered_at: dt.datetime
    supplied_at: dt.datetime | None
    settled_at: dt.datetime
    code: str = ""

    @property
    def is_received(self) -> bool:
        return self.manner is not Manner.REFUSED


class Doorkeeper:
    """Meets arrivals in order of time."""

    def __init__(self, rng: Random, cast: Cast, office: OfficeMinutes) -> None:
        self._rng, self._cast, self._office = rng, cast, office
        self._known: dict[int, list[Person]] = defaultdict(list)
        self._lans = 0

    def meet(self, arrival: Arrival) -> Door:
        person, account = self._applicant(arrival)
        clerk = self._rng.choice(arrival.desk.clerks)
        if arrival.channel != "online":
            manner = Manner.REFUSED if self._rng.random() < 0.005 else Manner.ACCEPTED
            return Door(arrival, person, account, clerk, manner, arrival.at, None, arrival.at)
        luck = self._rng.random()
        manner = Manner.REFUSED if luck < 0.03 else Manner.COMPLETED if luck < 0.09 else Manner.ACCEPTED
        answer = self._office.position(arrival.at) + self._rng.randint(6, 290)
        answered_at = settled_at = self._office.moment(answer)
        supplied_at = None
        if manner is Manner.COMPLETED:
            supplied = answer + self._rng.randint(200, 480 * 5)
            supplied_at = self._office.moment(supplied)
            settled_at = self._office.moment(supplied + self._rng.randint(6, 240))
        return Door(arrival, person, account, clerk, manner, answered_at, supplied_at, settled_at)

    def _applicant(self, arrival: Arrival) -> tuple[Person, User | None]:
        rng, desk, version = self._rng, arrival.desk, arrival.version
        if arrival.channel == "online" and version.for_individuals:
            if desk.unit.code == MAIN_UNIT and self._lans < 8 and rng.random() < 0.3:
                self._lans += 1
                return LAN, self._cast.lan
            user, person = rng.choice(self._cast.citizens)
            return person, user
        place = desk.place
        if version.for_organisations and (not version.for_individuals or rng.random() < 0.05):
            return names.organisation(rng, place=place), None
        known = self._known[desk.unit.pk]
        if known and rng.random() < 0.35:
            return rng.choice(known), None
        known.append(names.person(rng, place=place))
        return known[-1], None


def number(doors: list[Door], now: dt.datetime) -> dict[tuple[int, dt.date], int]:
    """Give each received dossier its code in order of reception; returns the last number by unit and day."""
    last: dict[tuple[int, dt.date], int] = defaultdict(int)
    policies: dict[tuple[int, dt.date], UnitPolicy] = {}
    received = (door for door in doors if door.is_received and door.settled_at <= now)
    for door in sorted(received, key=lambda door: door.settled_at):
        unit, day = door.arrival.desk.unit, door.settled_at.date()
        month = (unit.pk, day.replace(day=1))
        if month not in policies:
            policies[month] = policy_in_force(unit, day)
        last[unit.pk, day] += 1
        door.code = policies[month].code_pattern.format(
            agency=unit.agency_code, yymmdd=f"{day:%y%m%d}", number=last[unit.pk, day]
        )
    return last
