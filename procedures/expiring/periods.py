"""Where a day stands to the period of something posted (còn, sắp hay đã hết hiệu lực). Pure: imports no Django."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class Standing(StrEnum):
    """In force, still to come, or over."""

    IN_FORCE = "in_force"
    COMING = "coming"
    ENDED = "ended"


class Dated(Protocol):
    """Anything with a period; an open end is None, both days are included."""

    valid_from: date | None
    valid_to: date | None


Row = TypeVar("Row", bound=Dated)


def standing(row: Dated, on: date) -> Standing:
    """How the period of `row` stands on the day `on`."""
    if row.valid_from is not None and row.valid_from > on:
        return Standing.COMING
    if row.valid_to is not None and row.valid_to < on:
        return Standing.ENDED
    return Standing.IN_FORCE


def by_standing(rows: Iterable[Row], on: date) -> dict[Standing, list[Row]]:
    """The rows in their order, apart by how they stand on the day `on`."""
    apart: dict[Standing, list[Row]] = {each: [] for each in Standing}
    for row in rows:
        apart[standing(row, on)].append(row)
    return apart
