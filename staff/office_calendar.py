"""Working calendars and policies from the office's own rows (lịch làm việc, quy chế của cơ quan).

The rows (`CalendarDay`, `OfficeHours`, `UnitPolicy`, the unit tree) are read once per process and kept until one
of them changes, which one short statement tells. Who asks more than once takes `current_calendars()` once and asks
it each time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time

from django.db import DatabaseError, connection

from .calendar_file import read_calendar
from .models import CalendarDay, OfficeHours, Unit, UnitPolicy
from .working_time import DayKind, Interval, Opening, SpecialDay, WorkingCalendar

# The one place for hours where no unit has any: Monday to Friday, 7:00–11:30 and 13:30–17:00 (eight hours), the
# hours usual in provincial, district and commune offices. Rows of a unit or of one above it go first.
DEFAULT_HOURS = tuple(
    Opening(weekday, interval)
    for weekday in range(5)
    for interval in (Interval(time(7), time(11, 30)), Interval(time(13, 30), time(17)))
)

_VERSION = f"""
SELECT * FROM
    (SELECT COUNT(*), MAX(updated_at), MIN(day), MAX(day) FROM {CalendarDay._meta.db_table}) days,
    (SELECT COUNT(*), MAX(updated_at), SUM(id) FROM {OfficeHours._meta.db_table}) hours,
    (SELECT COUNT(*), MAX(updated_at), SUM(id) FROM {UnitPolicy._meta.db_table}) policies,
    (SELECT COUNT(*), SUM(id * parent_id) FROM {Unit._meta.db_table}) units
"""  # noqa: S608  (table names only)


@dataclass(frozen=True)
class Calendars:
    """Every unit's working calendar and policies, as the rows stood at one moment."""

    special_days: tuple[SpecialDay, ...]
    years: frozenset[int]
    hours: dict[int, tuple[Opening, ...]]
    parents: dict[int, int | None]
    policies: dict[int, tuple[UnitPolicy, ...]]
    _by_layers: dict[tuple[int, ...], WorkingCalendar] = field(default_factory=dict)

    def for_unit(self, unit: Unit | None) -> WorkingCalendar:
        """The calendar of a unit: its own hours, else its parent's, …; without a unit the root's.

        Where no hours exist up to the root, `DEFAULT_HOURS` apply.
        """
        # Units that keep the same hours share one calendar, and with it the days already worked out.
        key = self.owners_of(unit)
        calendar = self._by_layers.get(key)
        if calendar is None:
            layers = (*(self.hours[pk] for pk in key), DEFAULT_HOURS)
            calendar = self._by_layers[key] = WorkingCalendar(layers, self.special_days, self.years)
        return calendar

    def owners_of(self, unit: Unit | None) -> tuple[int, ...]:
        """The units whose hours make the layers of this unit's calendar, the nearest first."""
        return tuple(pk for pk in self._chain(unit) if pk in self.hours)

    def policy_of(self, unit: Unit, on: date) -> UnitPolicy:
        """The policy of a unit on day `on`, else the nearest one above it, else the defaults of the law."""
        for pk in self._chain(unit):
            for policy in self.policies.get(pk, ()):
                if policy.valid_from <= on and (policy.valid_to is None or on <= policy.valid_to):
                    return policy
        return UnitPolicy(unit=unit, valid_from=on)

    def _chain(self, unit: Unit | None) -> list[int]:
        """The unit and all above it; a unit newer than this reading starts at its parent."""
        if unit is None:
            roots = [pk for pk, parent in self.parents.items() if parent is None and pk in self.hours]
            return roots[:1]
        current: int | None = unit.pk if unit.pk in self.parents else unit.parent_id
        chain: list[int] = []
        while current is not None and current not in chain:
            chain.append(current)
            current = self.parents.get(current)
        return chain


_kept: dict[object, tuple[object, Calendars]] = {}


def current_calendars() -> Calendars:
    """Every unit's calendar as of now; one statement when nothing changed since the last call."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        version = cursor.fetchone()
    database = connection.settings_dict["NAME"]
    kept = _kept.get(database)
    if kept is None or kept[0] != version:
        kept = _kept[database] = (version, _read())
    return kept[1]


def calendar_for(unit: Unit | None) -> WorkingCalendar:
    """The working calendar of a unit; without a unit, that of the province."""
    return current_calendars().for_unit(unit)


def policy_in_force(unit: Unit, on: date) -> UnitPolicy:
    """The policy (quy chế) that binds a unit on day `on`; the row is shared, read only."""
    return current_calendars().policy_of(unit, on)


def shipped_calendar() -> WorkingCalendar:
    """The calendar file that comes with the program, with `DEFAULT_HOURS`; needs no database."""
    rows = read_calendar().rows
    days = tuple(SpecialDay(row.day, row.kind, row.name) for row in rows)
    return WorkingCalendar((DEFAULT_HOURS,), days, frozenset(row.day.year for row in rows))


def calendar_on_hand() -> tuple[WorkingCalendar, bool]:
    """The province's calendar from the rows, and True; on a database without any, the shipped one and
    False."""
    try:
        calendar = calendar_for(None)
    except DatabaseError:
        return shipped_calendar(), False
    return (calendar, True) if calendar.established_years else (shipped_calendar(), False)


def _read() -> Calendars:
    days = tuple(
        SpecialDay(day, DayKind(kind), name)
        for day, kind, name in CalendarDay.objects.order_by("day").values_list("day", "kind", "name")
    )
    hours: dict[int, list[Opening]] = defaultdict(list)
    for unit, weekday, opens, closes, start, end in OfficeHours.objects.values_list(
        "unit_id", "weekday", "opens", "closes", "valid_from", "valid_to"
    ):
        hours[unit].append(Opening(weekday, Interval(opens, closes), start, end))
    policies: dict[int, list[UnitPolicy]] = defaultdict(list)
    for policy in UnitPolicy.objects.order_by("-valid_from"):
        policies[policy.unit_id].append(policy)
    return Calendars(
        special_days=days,
        years=frozenset(special.day.year for special in days),
        hours={unit: tuple(openings) for unit, openings in hours.items()},
        parents=dict(Unit.objects.order_by("pk").values_list("pk", "parent_id")),
        policies={unit: tuple(rows) for unit, rows in policies.items()},
    )
