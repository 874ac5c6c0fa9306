"""Time limit of a procedure (thời hạn giải quyết). Pure: imports no Django.

A limit is never converted from one unit into another: 5 days (ngày) are not 5 working days (ngày làm việc).
"""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class LimitMode(StrEnum):
    """How the limit counts; the unit belongs to the published procedure."""

    SAME_DAY = "same_day"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


NOT_ESTABLISHED = ""

#: The longest limit anyone may enter, by mode: a typing error must not become a promise for the next century.
LARGEST_VALUE = {
    LimitMode.SAME_DAY: 0,
    LimitMode.WORKING_HOURS: 2000,
    LimitMode.WORKING_DAYS: 1000,
    LimitMode.CALENDAR_DAYS: 1500,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it applies to one channel.

    ``mode`` is a ``LimitMode`` value, ``value`` counts in the unit of the mode (0 for the same day),
    ``cutoff`` is the local time after which a same-day paper belongs to the next working day.
    """

    mode: str
    value: int
    cutoff: time | None = None


def smallest_value(mode: LimitMode) -> int:
    """Return the smallest value that makes sense for ``mode``."""
    return 0 if mode is LimitMode.SAME_DAY else 1
