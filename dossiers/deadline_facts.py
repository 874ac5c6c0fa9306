"""What a promise is computed from (căn cứ tính thời hạn): the facts of one dossier, checked.

Pure: no Django, no clock. Every fault is a `FactsError` that names the field at fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from staff.working_time import VIETNAM

E = TypeVar("E", bound=StrEnum)


class FactsError(ValueError):
    """A fact that no deadline can be computed from; `field` names it, `problem` says what is wrong."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Mode(StrEnum):
    """How a time limit counts (đơn vị tính thời hạn); never converted into one another."""

    SAME_DAY = "same_day"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    FIXED_DATE = "fixed_date"


class Rule(StrEnum):
    """Moment of the appointment on the last day (quy tắc hẹn trả) for limits in working days.

    `day`: close of business. `hour`: after as many office minutes as the days hold, never later than `day`.
    """

    DAY = "day"
    HOUR = "hour"


class AfterPause(StrEnum):
    """What the clock does when a pause ends: count from zero again, or go on (NĐ 61/2018 Đ19)."""

    RESTART = "restart"
    RESUME = "resume"


#: The longest limit by mode, in its own unit: beyond it a limit is a typing error, and no date can be reached.
LONGEST_LIMIT = {Mode.SAME_DAY: 0, Mode.WORKING_HOURS: 2000, Mode.WORKING_DAYS: 1000, Mode.CALENDAR_DAYS: 1500}
#: The longest extension, in working days: a longer delay is no extension but a decision of the head.
LONGEST_EXTENSION = 60
#: Same-day matters received later belong to the next working day (NĐ 23/2015 Đ7), where nothing else is said.
SAME_DAY_CUTOFF = time(15)

COUNTED_MODES = frozenset({Mode.WORKING_HOURS, Mode.WORKING_DAYS, Mode.CALENDAR_DAYS})


@dataclass(frozen=True, slots=True)
class Pause:
    """Time the dossier waits for the applicant (tạm dừng tính thời hạn); `end` None while it still lasts."""

    start: datetime
    end: datetime | None
    after: AfterPause = AfterPause.RESTART

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", in_vietnam("pauses", self.start))
        if self.end is not None:
            object.__setattr__(self, "end", in_vietnam("pauses", self.end))
            if self.end < self.start:
                raise FactsError("pauses", "a pause must not end before it starts")
        object.__setattr__(self, "after", _member("pauses", AfterPause, self.after))


@dataclass(frozen=True, slots=True)
class Extension:
    """One new appointment with an apology (gia hạn, Mẫu 04): `days` working days after what the limit gives."""

    at: datetime
    days: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", in_vietnam("extension", self.at))
        if isinstance(self.days, bool) or not isinstance(self.days, int):
            raise FactsError("extension", "must be a whole number of working days")
        if not 1 <= self.days <= LONGEST_EXTENSION:
            raise FactsError("extension", f"must be 1 to {LONGEST_EXTENSION} working days")


@dataclass(frozen=True, slots=True)
class Override:
    """The promised moment set by hand (ấn định lại hạn trả): decided `at`, promised for `due_at`."""

    at: datetime
    due_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", in_vietnam("override", self.at))
        object.__setattr__(self, "due_at", in_vietnam("override", self.due_at))
        if self.due_at <= self.at:
            raise FactsError("override", "must be promised for a later moment than it is decided at")


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one dossier (căn cứ tính thời hạn).

    `received_at` is aware (any zone, converted to Vietnamese time). `limit` is a number of hours or days,
    as `mode` says; `same_day` needs none. Received strictly after `cutoff` (Vietnamese time of day) counts
    from the next working day. `fixed_on` is the day of a `fixed_date` promise. `extension` and `override`
    are what the office granted itself. Raises `FactsError` naming the field at fault.
    """

    received_at: datetime
    mode: Mode
    limit: int | None = None
    cutoff: time | None = None
    rule: Rule = Rule.DAY
    pauses: Sequence[Pause] = ()
    fixed_on: date | None = None
    extension: Extension | None = None
    override: Override | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "received_at", in_vietnam("received_at", self.received_at))
        object.__setattr__(self, "mode", _member("mode", Mode, self.mode))
        object.__setattr__(self, "rule", _member("rule", Rule, self.rule))
        object.__setattr__(self, "pauses", tuple(self.pauses))
        self._check_limit()
        if self.cutoff is not None and self.cutoff.tzinfo is not None:
            raise FactsError("cutoff", "give the time of day without a time zone; it is Vietnamese time")
        for pause in self.pauses:
            if pause.start < self.received_at:
                raise FactsError("pauses", "a pause must not start before the dossier was received")
        if self.extension is not None and self.extension.at < self.received_at:
            raise FactsError("extension", "must not be granted before the dossier was received")
        if self.override is not None and self.override.at < self.received_at:
            raise FactsError("override", "must not be decided before the dossier was received")

    def _check_limit(self) -> None:
        if self.limit is not None and (isinstance(self.limit, bool) or not isinstance(self.limit, int)):
            raise FactsError("limit", "must be a whole number")
        if self.limit is not None and self.limit < 0:
            raise FactsError("limit", "must not be negative")
        if self.mode in COUNTED_MODES and not self.limit:
            raise FactsError("limit", f"must be 1 or more for {self.mode.value}")
        longest = LONGEST_LIMIT.get(self.mode)
        if longest and self.limit is not None and self.limit > longest:
            raise FactsError("limit", f"must be at most {longest} for {self.mode.value}")
        if self.mode is Mode.FIXED_DATE:
            if self.fixed_on is None:
                raise FactsError("fixed_on", "must be given for fixed_date")
            if self.fixed_on < self.received_at.date():
                raise FactsError("fixed_on", "must not lie before the day of reception")
        elif self.fixed_on is not None:
            raise FactsError("fixed_on", f"has no meaning for {self.mode.value}")


def in_vietnam(field: str, moment: datetime) -> datetime:
    """The same moment on a Vietnamese clock. Raises `FactsError` for a naive or impossible moment."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise FactsError(field, "needs a time zone")
    if moment.tzinfo is VIETNAM:
        return moment
    try:
        return moment.astimezone(VIETNAM)
    except OverflowError:
        raise FactsError(field, "lies outside the years that can be computed") from None


def _member(field: str, kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise FactsError(field, f"must be one of {known}") from None
