"""Times that can be booked at a counter (khung giờ đặt lịch): cut out of its office hours. Pure: no Django."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: A time is no longer offered when it begins sooner than this.
LEAST_AHEAD = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Slot:
    """Khung giờ: when it begins, and how many places are left."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    free: int


def slots_of_day(
    intervals: Iterable[tuple[dt.datetime, dt.datetime]],
    *,
    minutes: int,
    places: int,
    taken: Mapping[dt.datetime, int],
    now: dt.datetime,
) -> list[Slot]:
    """The times of one day, whole ones only, in order; those too near or past are left out."""
    length = dt.timedelta(minutes=minutes)
    found: list[Slot] = []
    for opens, closes in intervals:
        start = opens
        while start + length <= closes:
            if start >= now + LEAST_AHEAD:
                found.append(Slot(start, start + length, max(places - taken.get(start, 0), 0)))
            start += length
    return found


def free_place(taken: Iterable[int], places: int) -> int | None:
    """The lowest place of a time nobody has; None when it is full."""
    held = set(taken)
    return next((place for place in range(1, places + 1) if place not in held), None)
