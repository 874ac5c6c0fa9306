"""When which dossier reaches which counter (lượng hồ sơ): the rhythm of a rural district, drawn by seed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from procedures.models import ProcedureVersion
from staff.working_time import VIETNAM

from .office_minutes import OfficeMinutes
from .people import DISTRICT, MAIN_UNIT, Desk

HISTORY = (dt.date(2021, 1, 4), dt.date(2023, 12, 29))
RECENT_DAYS = 330
RUSH_DAYS = 12  # working days before today, in which most of the open work came in
QUIET_DAYS = 8  # the last working days of the main unit are told through the services instead

_YEARS = {2021: 0.7, 2022: 0.95, 2023: 1.2}
_WEEKDAYS = (1.25, 1.1, 1.0, 1.0, 0.85, 0.35, 0.2)
# Before Tết and in the harvest fewer come; before the school year many certified copies are needed.
_MONTHS = (0.75, 0.65, 1.1, 1.05, 0.9, 0.8, 1.05, 1.35, 1.2, 1.0, 1.0, 0.9)
_LOCKDOWN = {(2021, 9): 0.45, (2021, 10): 0.65}
# Weight of each half hour of an open day: the morning is busy, the end of the day is not.
_OPEN_HALF_HOURS = (3, 6, 9, 10, 10, 9, 7, 5, 3, 4, 6, 6, 5, 4, 3, 1)
# Weight of each hour from 6 to 23 for online submissions: after work and after supper.
_ONLINE_HOURS = (1, 3, 5, 7, 7, 5, 4, 3, 4, 6, 6, 5, 4, 5, 8, 9, 6, 2)

_COMMUNE_WEIGHTS = {
    "2.000815": 30, "2.000635": 10, "2.000884": 8, "1.001193": 8, "1.004873": 9, "1.000894": 4, "1.000656": 4,
    "1.004859": 3, "1.004222": 4, "1.004194": 3, "2.001159": 2, "2.001035": 3, "1.001776": 2, "1.010038": 1.5,
    "1.001731": 1.2, "1.001699": 1, "1.003197": 1, "1.004884": 1, "1.002755": 1, "1.010039": 1, "1.011607": 0.8,
    "2.001019": 0.5, "2.001016": 0.5, "2.000908": 1, "1.010833": 0.6, "1.008004": 0.5,
}  # fmt: skip
_DISTRICT_WEIGHTS = {
    "2.000815": 18, "1.001612": 14, "2.000720": 6, "1.001266": 4, "1.013978": 8, "1.013225": 5, "2.000884": 4,
    "2.000635": 3, "2.002481": 3, "1.001570": 2, "1.012796": 2, "2.001008": 2, "2.000992": 1, "1.013274": 1,
    "2.000575": 1, "1.013228": 0.8, "2.000806": 0.8, "2.002189": 0.6, "1.005280": 0.4, "1.013967": 0.4,
}  # fmt: skip
_OTHER_WEIGHT = 0.12
_SINCE_2025 = dt.date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dossier on its way to a counter."""

    at: dt.datetime
    desk: Desk
    version: ProcedureVersion
    channel: str


class Rhythm:
    """Draws arrivals: the day by season, the desk by size, the procedure by how often people need it."""

    def __init__(
        self,
        rng: Random,
        desks: list[Desk],
        versions: list[ProcedureVersion],
        office: OfficeMinutes,
        now: dt.datetime,
    ) -> None:
        self._rng, self._office, self._now = rng, office, now
        self._desks = desks
        self._main = next(desk for desk in desks if desk.unit.code == MAIN_UNIT)
        sizes = {DISTRICT: 3.0, MAIN_UNIT: 1.6, "13501": 1.7}
        self._sizes = list(accumulate(sizes.get(desk.unit.code, rng.uniform(0.55, 1.15)) for desk in desks))
        self._choices = {is_commune: _weighted(versions, is_commune=is_commune) for is_commune in (True, False)}
        today = office.last_index_until(now)
        self._quiet_from = office.days[max(today - QUIET_DAYS, 0)].date
        first_recent = office.index_from(now.date() - dt.timedelta(days=RECENT_DAYS))
        first_history, last_history = (office.index_from(day) for day in HISTORY)
        self._history = self._weigh(range(first_history, min(last_history + 1, today)))
        self._recent = self._weigh(range(first_recent, today + 1))
        self._rush = self._weigh(range(max(today - RUSH_DAYS, 0), today + 1))

    def draw(self, count: int) -> list[Arrival]:
        """So many arrivals in order of time: history 2021–2023, the last months, and today's open work."""
        rush = max(count // 20, 1)
        recent = count * 45 // 100
        parts = ((self._history, count - rush - recent), (self._recent, recent), (self._rush, rush))
        arrivals = [self._one(*days) for days, number in parts for _ in range(number)]
        return sorted(arrivals, key=lambda arrival: arrival.at)

    def _weigh(self, indices: range) -> tuple[list[int], list[float]]:
        weights = []
        for index in indices:
            day = self._office.days[index].date
            weights.append(
                _YEARS.get(day.year, 1.0)
                * _WEEKDAYS[day.weekday()]
                * _MONTHS[day.month - 1]
                * _LOCKDOWN.get((day.year, day.month), 1.0)
            )
        return list(indices), list(accumulate(weights))

    def _one(self, indices: list[int], weights: list[float]) -> Arrival:
        rng = self._rng
        while True:
            index = rng.choices(indices, cum_weights=weights)[0]
            desk = rng.choices(self._desks, cum_weights=self._sizes)[0]
            versions, shares = self._choices[desk.unit.is_commune_level]
            chosen = rng.choices(versions, cum_weights=shares)[0]
            day = self._office.days[index].date
            if not chosen.level_2023.strip("–- ") and day < _SINCE_2025:
                continue  # the procedure did not exist yet
            channel = self._channel(chosen, day)
            at = self._online(day) if channel == "online" else self._walk_in(index)
            if at < self._now and not (desk is self._main and at.date() >= self._quiet_from):
                return Arrival(at, desk, chosen, channel)

    def _channel(self, version: ProcedureVersion, day: dt.date) -> str:
        online_share = {2021: 0.08, 2022: 0.18, 2023: 0.32}.get(day.year, 0.45)
        if version.can_apply_online and self._rng.random() < online_share:
            return "online"
        return "post" if self._rng.random() < 0.02 else "counter"

    def _walk_in(self, index: int) -> dt.datetime:
        length = self._office.start_of(index + 1) - self._office.start_of(index)
        part = self._rng.choices(range(len(_OPEN_HALF_HOURS)), _OPEN_HALF_HOURS)[0]
        minute = (part * 30 + self._rng.randrange(30)) * length // (len(_OPEN_HALF_HOURS) * 30)
        return self._office.moment(self._office.start_of(index) + minute)

    def _online(self, day: dt.date) -> dt.datetime:
        if self._rng.random() < 0.15:
            day -= dt.timedelta(days=1)  # also on Sundays and holidays
        hour = self._rng.choices(range(6, 24), _ONLINE_HOURS)[0]
        return dt.datetime(
            day.year, day.month, day.day, hour, self._rng.randrange(60), self._rng.randrange(60), tzinfo=VIETNAM
        )


def _weighted(versions: list[ProcedureVersion], *, is_commune: bool) -> tuple[list[ProcedureVersion], list[float]]:
    known = _COMMUNE_WEIGHTS if is_commune else _DISTRICT_WEIGHTS
    fitting = [v for v in versions if (v.received_at_commune if is_commune else v.received_at_district)]
    return fitting, list(accumulate(known.get(v.procedure.code, _OTHER_WEIGHT) for v in fitting))
