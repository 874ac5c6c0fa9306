"""A change of the working calendar (thay đổi lịch làm việc): what it would make of the calendars, and its writing.

A `Change` is data. `changed` answers what every unit's calendar would be under it without touching a row; `write`
makes the rows so. What lies in the past of a unit's hours is never rewritten: old hours end, new ones begin.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .models import CalendarDay, OfficeHours, Unit
from .office_calendar import Calendars
from .working_time import ONE_DAY, DayKind, Interval, Opening, SpecialDay


@dataclass(frozen=True, slots=True, order=True)
class PlannedDay:
    """One date as it shall stand in the public calendar (ngày nghỉ, ngày làm bù), with its paper."""

    day: dt.date
    kind: DayKind
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """Office hours of one unit between two dates (giờ làm việc từ ngày … đến ngày …).

    `spans` are (weekday, interval); none at all means the hours of the unit above. Both dates are inclusive, an
    end of None is open.
    """

    unit_id: int
    starts: dt.date
    ends: dt.date | None
    spans: tuple[tuple[int, Interval], ...]

    @property
    def days(self) -> dict[int, list[Interval]]:
        """The intervals by weekday."""
        found: dict[int, list[Interval]] = {}
        for weekday, interval in self.spans:
            found.setdefault(weekday, []).append(interval)
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one decision changes in the calendar, and the document that says so."""

    document: str
    days: tuple[PlannedDay, ...] = ()
    removed: tuple[dt.date, ...] = ()
    weeks: tuple[PlannedWeek, ...] = ()

    @property
    def touches_days(self) -> bool:
        """Whether the public calendar changes, which is the same for every unit."""
        return bool(self.days or self.removed)

    @property
    def unit_ids(self) -> set[int]:
        """Units whose own hours change."""
        return {week.unit_id for week in self.weeks}


def changed(calendars: Calendars, change: Change) -> Calendars:
    """Every unit's calendar as it would be under `change`; no row is touched."""
    days = calendars.special_days
    if change.touches_days:
        touched = {planned.day for planned in change.days} | set(change.removed)
        kept = [special for special in days if special.day not in touched]
        added = [SpecialDay(planned.day, planned.kind, planned.name) for planned in change.days]
        days = tuple(sorted((*kept, *added), key=lambda special: special.day))
    hours = dict(calendars.hours)
    for week in change.weeks:
        hours[week.unit_id] = rewoven(hours.get(week.unit_id, ()), week)
    return Calendars(
        special_days=days,
        years=frozenset(special.day.year for special in days),
        hours={unit: openings for unit, openings in hours.items() if openings},
        parents=calendars.parents,
        policies=calendars.policies,
    )


def rewoven(openings: Iterable[Opening], week: PlannedWeek) -> tuple[Opening, ...]:
    """The openings of a unit with `week` put in its place: what was there is cut around it."""
    woven: dict[tuple[Any, ...], Opening] = {}
    added = (Opening(weekday, interval, week.starts, week.ends) for weekday, interval in week.spans)
    for opening in (*_cut_around(openings, week), *added):
        twin = woven.get(_key(opening))
        if twin is None or twin.interval.closes < opening.interval.closes:
            woven[_key(opening)] = opening
    return tuple(sorted(woven.values(), key=_key))


def before(change: Change) -> list[str]:
    """What stands now where `change` would write, line by line: two people's views of it can be compared."""
    days = {planned.day for planned in change.days} | set(change.removed)
    lines = [
        f"{row.day:%Y-%m-%d} {row.kind} {row.name} {row.source_document}"
        for row in CalendarDay.objects.filter(day__in=days)
    ]
    hours = OfficeHours.objects.filter(unit__in=change.unit_ids).order_by("unit", "weekday", "opens", "valid_from")
    return lines + [
        f"{row.unit_id} {row.weekday} {row.opens} {row.closes} {row.valid_from} {row.valid_to}" for row in hours
    ]


def is_empty(change: Change) -> bool:
    """Whether the rows already stand as `change` would have them."""
    stored = {row.day: row for row in CalendarDay.objects.filter(day__in=[planned.day for planned in change.days])}
    if any(not _is_as_planned(stored.get(planned.day), planned) for planned in change.days):
        return False
    if CalendarDay.objects.filter(day__in=change.removed).exists():
        return False
    return all(
        set(rewoven(openings, week)) == set(openings)
        for week in change.weeks
        for openings in [[_opening(row) for row in OfficeHours.objects.filter(unit=week.unit_id)]]
    )


def write(change: Change) -> None:
    """Make the rows as `change` says, in the caller's transaction."""
    for planned in change.days:
        values = {"kind": planned.kind, "name": planned.name, "source_document": planned.source}
        CalendarDay.objects.update_or_create(day=planned.day, defaults=values)
    CalendarDay.objects.filter(day__in=change.removed).delete()
    for week in change.weeks:
        _write_week(week)


def as_detail(change: Change) -> list[list[str]]:
    """The change for the security trail: what, then which date or unit, then how it now is."""
    units = Unit.objects.in_bulk(change.unit_ids)
    lines = [["day", f"{planned.day:%Y-%m-%d}", planned.kind.value, planned.name] for planned in change.days]
    lines += [["removed", f"{day:%Y-%m-%d}"] for day in change.removed]
    return lines + [
        [
            "hours",
            units[week.unit_id].name,
            f"{week.starts:%Y-%m-%d}",
            f"{week.ends:%Y-%m-%d}" if week.ends else "",
        ]
        for week in change.weeks
    ]


def _write_week(week: PlannedWeek) -> None:
    stored = {_key(_opening(row)): row for row in OfficeHours.objects.filter(unit=week.unit_id)}
    wanted = {_key(opening): opening for opening in rewoven([_opening(row) for row in stored.values()], week)}
    for key, row in stored.items():
        opening = wanted.get(key)
        if opening is None:
            row.delete()
        elif (row.closes, row.valid_to) != (opening.interval.closes, opening.valid_to):
            row.closes, row.valid_to = opening.interval.closes, opening.valid_to
            row.save(update_fields=["closes", "valid_to", "updated_at"])
    OfficeHours.objects.bulk_create(
        OfficeHours(
            unit_id=week.unit_id,
            weekday=opening.weekday,
            opens=opening.interval.opens,
            closes=opening.interval.closes,
            valid_from=opening.valid_from or week.starts,
            valid_to=opening.valid_to,
        )
        for key, opening in wanted.items()
        if key not in stored
    )


def _cut_around(openings: Iterable[Opening], week: PlannedWeek) -> Iterator[Opening]:
    """The parts of the openings that lie before and after the week's dates."""
    for opening in openings:
        is_over = opening.valid_to is not None and opening.valid_to < week.starts
        is_later = week.ends is not None and opening.valid_from is not None and opening.valid_from > week.ends
        if is_over or is_later:
            yield opening
            continue
        if opening.valid_from is None or opening.valid_from < week.starts:
            yield replace(opening, valid_to=week.starts - ONE_DAY)
        if week.ends is not None and (opening.valid_to is None or opening.valid_to > week.ends):
            yield replace(opening, valid_from=week.ends + ONE_DAY)


def _key(opening: Opening) -> tuple[Any, ...]:
    """What no two rows of a unit share."""
    return (opening.weekday, opening.interval.opens, opening.valid_from or dt.date.min)


def _opening(row: OfficeHours) -> Opening:
    return Opening(row.weekday, Interval(row.opens, row.closes), row.valid_from, row.valid_to)


def _is_as_planned(row: CalendarDay | None, planned: PlannedDay) -> bool:
    return row is not None and (row.kind, row.name, row.source_document) == (
        planned.kind,
        planned.name,
        planned.source,
    )
