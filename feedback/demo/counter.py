"""The counter of the demo (bộ phận một cửa): desks, queue, till, shelves, slips, bookings and tablets together."""

from __future__ import annotations

import datetime as dt
from random import Random

from dossiers.models import Shift
from procedures.models import ProcedureVersion
from staff.models import Unit

from .desk_history import tell_votes
from .people import DISTRICT, Cast
from .shelves import hand_over, keep_originals
from .till import Till
from .waiting_room import WaitingRoom

#: Counters beside the main one that have a desk, so that their clerks find one.
_OTHERS = ("13510", DISTRICT)
_DESKS_SINCE = dt.timedelta(days=365)


class Counter:
    """What stands ready before the day begins (`till`), and what lies there when it is over (`tell`)."""

    def __init__(self, rng: Random, cast: Cast, versions: list[ProcedureVersion], *, now: dt.datetime) -> None:
        self._rng, self._cast, self._versions, self._now = rng, cast, versions, now
        self._unit, self._hoa = cast.main.unit, cast.by_username["hoa"]
        self._room = WaitingRoom(rng, self._unit, now)
        others = list(Unit.objects.filter(code__in=_OTHERS))
        self._desk = self._room.furnish(others, since=(now - _DESKS_SINCE).date())
        self.till = Till(self._desk, self._hoa, cast.by_username["hai"])

    def tell(self) -> int:
        """Everything around the dossiers of today; returns how many numbers wait."""
        if not Shift.objects.filter(official=self._hoa.official, closed_at=None).exists():
            # built outside office hours: whoever tries the counter now finds the shift open all the same
            self.till.open(self._room.since())
        keep_originals(self._unit, clerk=self._hoa, now=self._now)
        hand_over(self._unit, clerk=self._hoa, specialist=self._cast.by_username["minh"], now=self._now)
        self._room.book(self._versions, place=self._cast.main.place)
        tell_votes(self._rng, now=self._now)
        return self._room.fill(self._desk, self._hoa)
