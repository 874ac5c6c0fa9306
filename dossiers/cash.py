"""Counting a till (kiểm quỹ): Vietnamese notes, how many of each, and what they make. Pure: imports no Django."""

from __future__ import annotations

from collections.abc import Mapping

#: Notes in circulation, in đồng, largest first.
DENOMINATIONS = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)


def counted(notes: Mapping[int, int]) -> int:
    """What so many of each note make. Raises ValueError for a note that does not exist or a negative number."""
    if any(note not in DENOMINATIONS or number < 0 for note, number in notes.items()):
        raise ValueError("not a count of Vietnamese notes")
    return sum(note * number for note, number in notes.items())
