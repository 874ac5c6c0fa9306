"""Opening intervals as people type them (khung giờ làm việc): ``07:00-11:30, 13:30-17:00``.

Pure: no Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise

from .working_time import Interval

_TIME = r"(\d{1,2})(?:[:hH.](\d{2})?)?"
_SPAN = re.compile(rf"\s*{_TIME}\s*[-–—]\s*{_TIME}\s*")
_SEPARATOR = re.compile(r"[,;]")


class HoursTextError(ValueError):
    """What was typed names no intervals; `part` is the piece at fault, `is_overlap` when two of them cross."""

    def __init__(self, part: str, *, is_overlap: bool = False) -> None:
        super().__init__(part)
        self.part = part
        self.is_overlap = is_overlap


def parse_intervals(text: str) -> tuple[Interval, ...]:
    """The intervals in order, none for an empty text. Raises `HoursTextError`."""
    intervals = sorted(_interval(part) for part in _SEPARATOR.split(text) if part.strip())
    for earlier, later in pairwise(intervals):
        if later.opens < earlier.closes:
            raise HoursTextError(intervals_text((earlier, later)), is_overlap=True)
    return tuple(intervals)


def intervals_text(intervals: Iterable[Interval]) -> str:
    """As `parse_intervals` reads them."""
    return ", ".join(f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in sorted(intervals))


def _interval(part: str) -> Interval:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise HoursTextError(part.strip())
    numbers = [int(number or 0) for number in found.groups()]
    try:
        return Interval(time(numbers[0], numbers[1]), time(numbers[2], numbers[3]))
    except ValueError:
        raise HoursTextError(part.strip()) from None
