"""The trace of a promise (diễn giải thời hạn): every date, counted or skipped, and why.

Pure part of `deadlines`, which is the module to use.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from staff.working_time import DayOff


class Reason(StrEnum):
    """Why a date was counted or skipped; `explaining` turns it into a sentence."""

    FIRST_DAY = "first_day"
    OUTSIDE_HOURS = "outside_hours"  # first day: reception lay outside office hours
    AFTER_CUTOFF = "after_cutoff"  # first day: reception came after the cut-off hour
    RESTARTED = "restarted"  # the first day of a count that began again after a pause
    LAPSED = "lapsed"  # before such a new beginning
    COUNTED = "counted"
    WORKED_SATURDAY = "worked_saturday"  # counted: a day made up
    CAPPED = "capped"  # hour rule, stopped by the close of business of the legal last day
    WEEKEND = "weekend"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    SWAP_OFF = "swap_off"
    PAUSED = "paused"
    ROLLED_FORWARD = "rolled_forward"
    BEFORE_FIXED_DATE = "before_fixed_date"
    FIXED_DATE = "fixed_date"
    EXTENDED = "extended"  # counted: a working day of the extension
    RUN_OUT = "run_out"  # the limit was over and no decision was made yet
    BEFORE_DECIDED = "before_decided"
    SET_BY_DECISION = "set_by_decision"  # the day a head set by decision


OFF = {off: Reason(off.value) for off in DayOff}


class Day(NamedTuple):
    """One date of the trace.

    `number` is the how-manieth day of the limit this is (0 when not counted), `minutes` the office minutes
    counted on it (only where hours are counted), `name` the name of the holiday or of the day made up,
    `moment` the reception or the end of the pause that made this the first day.
    """

    date: date
    counted: bool
    reason: Reason
    number: int = 0
    minutes: int | None = None
    name: str = ""
    moment: datetime | None = None
