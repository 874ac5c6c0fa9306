"""The public directory (danh bạ cán bộ): who works at a unit, how to reach them, who stands in for whom today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from procedures.models import Desk
from staff.models import Assignment, Delegation, Official, Unit
from staff.models.official import ROLE_LABELS
from staff.phones import normal_phone
from staff.roles import Role
from staff.text import fold


@dataclass(frozen=True)
class Absence:
    """Who is asked instead, and until when (None: no end is known)."""

    deputy: Official
    until: date | None

    @property
    def name(self) -> str:
        """The deputy's name; empty for one who stands in no directory."""
        return self.deputy.user.full_name if self.deputy.is_listed else ""

    @property
    def dialled(self) -> str:
        """The deputy's number as a telephone wants it; empty for one who stands in no directory."""
        return normal_phone(self.deputy.public_phone) if self.deputy.is_listed else ""


@dataclass(frozen=True)
class Person:
    """One official of a unit as the public sees them."""

    official: Official
    roles: Sequence[Role]
    absence: Absence | None = None

    @property
    def name(self) -> str:
        """Họ và tên."""
        return self.official.user.full_name

    @property
    def is_leader(self) -> bool:
        """Leaders come first."""
        return Role.LEADER in self.roles

    @property
    def dialled(self) -> str:
        """The public number as a telephone wants it; empty for none."""
        return normal_phone(self.official.public_phone)

    @property
    def tasks(self) -> list[str]:
        """What the roles are called."""
        return [str(ROLE_LABELS[role]) for role in self.roles]


@dataclass(frozen=True)
class DeskOfFields:
    """A counter desk and the names of the fields it takes; none: every field."""

    desk: Desk
    fields: Sequence[str] = field(default_factory=tuple)


def people_of(unit: Unit, on: date) -> list[Person]:
    """The listed officials of `unit` on day `on`: leaders first, then as the office ordered them, then by name."""
    return people_of_units([unit], on).get(unit.pk, [])


def people_of_units(units: Iterable[Unit], on: date) -> dict[int, list[Person]]:
    """`people_of` for several units at once, by the key of the unit; two statements for any number of them."""
    pks = [unit.pk for unit in units]
    held = (
        Assignment.objects.in_force(on)
        .filter(unit__in=pks, official__is_listed=True, official__user__is_active=True)
        .select_related("official__user")
        .order_by("pk")
    )
    roles: dict[tuple[int, int], list[Role]] = {}
    officials: dict[int, Official] = {}
    for each in held:
        officials[each.official_id] = each.official
        roles.setdefault((each.unit_id, each.official_id), []).append(Role(each.role))
    absences = _absences(pks, on)
    people: dict[int, list[Person]] = {}
    for (unit, official), tasks in roles.items():
        ordered = tuple(role for role in _IN_ORDER if role in tasks)
        person = Person(officials[official], ordered, absences.get((unit, official)))
        people.setdefault(unit, []).append(person)
    return {unit: sorted(found, key=_place) for unit, found in people.items()}


def desks_of(unit: Unit, on: date) -> list[DeskOfFields]:
    """Which desk of the unit's counter takes which fields on day `on`, by number."""
    desks = Desk.objects.in_force(on).filter(unit=unit).prefetch_related("fields").order_by("number")
    return [DeskOfFields(desk, tuple(sorted(each.name for each in desk.fields.all()))) for desk in desks]


_IN_ORDER = (Role.LEADER, Role.MANAGER, Role.CLERK, Role.SPECIALIST, Role.ADMIN)


def _place(person: Person) -> tuple[bool, int, list[str], int]:
    """Vietnamese names are looked up by the given name, which comes last."""
    given_name_first = fold(person.name).split()[::-1]
    return not person.is_leader, person.official.directory_order, given_name_first, person.official.pk


def _absences(units: Sequence[int], on: date) -> dict[tuple[int, int], Absence]:
    rows = (
        Delegation.objects.in_force(on)
        .filter(unit__in=units)
        .select_related("deputy__user")
        .order_by("valid_from", "pk")
    )
    return {(row.unit_id, row.official_id): Absence(row.deputy, row.valid_to) for row in rows}


@dataclass(frozen=True)
class Found:
    """A person found by name, post, duties or unit."""

    person: Person
    unit: Unit


def found_people(words: str, on: date) -> list[Found]:
    """Listed officials of every unit in whose details each of the words stands, with or without marks."""
    wanted = fold(words).split()
    units = {unit.pk: unit for unit in Unit.objects.in_force(on)}
    found = [
        Found(person, units[unit])
        for unit, people in people_of_units(units.values(), on).items()
        for person in people
        if _holds(wanted, person, units[unit])
    ]
    return sorted(found, key=lambda each: (_place(each.person)[2], each.unit.code))


def _holds(wanted: Sequence[str], person: Person, unit: Unit) -> bool:
    official = person.official
    text = fold(f"{person.name} {official.post} {official.duties} {' '.join(person.tasks)} {unit.name}")
    return all(word in text for word in wanted)
