"""What runs out soon and is followed by nothing (sắp hết hiệu lực). Pure: imports no Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date, timedelta

from procedures.expiring.periods import Dated

#: So long before its last day a thing is shown, and whoever answers for it is told.
DAYS_AHEAD = 30


def runs_out(row: Dated, today: date) -> bool:
    """Whether its last day has passed or lies within the next days."""
    return row.valid_to is not None and row.valid_to <= today + timedelta(days=DAYS_AHEAD)


def without_follower(rows: Iterable[tuple[Hashable, Dated]], today: date) -> list[int]:
    """Which of the rows run out so that nothing of the same kind holds on the day after; by their place.

    Each row comes with what it is of: only a row of an equal kind can follow it. A row that a later one has long
    since followed is no concern, however that one stands itself.
    """
    given = list(rows)
    of_kind: defaultdict[Hashable, list[Dated]] = defaultdict(list)
    for kind, row in given:
        of_kind[kind].append(row)
    found = []
    for place, (kind, row) in enumerate(given):
        if row.valid_to is None or not runs_out(row, today):
            continue
        after = row.valid_to + timedelta(days=1)  # a day on which the row itself does not hold
        if not any(_holds(other, after) for other in of_kind[kind]):
            found.append(place)
    return found


def _holds(row: Dated, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to)
