"""The desk of whoever is signed in (bàn làm việc của người đăng nhập), for its page and for its live numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from staff.access import covered_by, units_of
from staff.office_calendar import Calendars
from staff.roles import Role

from .boards import Desk, counter_desk, leader_desk, specialist_desk
from .due import soon_until
from .rules import local_day
from .uncollected import unfetched


def of_counter(user: Any, *, now: dt.datetime, calendars: Calendars) -> Desk:
    """Bộ phận một cửa của người dùng."""
    units = units_of(user, Role.CLERK)
    waiting = unfetched(units, today=local_day(now), calendars=calendars)
    return counter_desk([unit.pk for unit in units], now=now, unfetched=waiting)


def of_specialist(user: Any, *, now: dt.datetime, calendars: Calendars) -> Desk:
    """Việc của tôi."""
    units = [unit.pk for unit in units_of(user, Role.SPECIALIST)]
    return specialist_desk(user.official, units, covered=covered_by(user, Role.SPECIALIST))


def of_leader(user: Any, *, now: dt.datetime, calendars: Calendars) -> Desk:
    """Hồ sơ trình ký."""
    units = [unit.pk for unit in units_of(user, Role.LEADER)]
    return leader_desk(units, now=now, soon_until=soon_until(now, calendars.for_unit(None)))


#: By door: who sits there, and how the desk is set up.
DESKS: dict[str, tuple[Role, Callable[..., Desk]]] = {
    "counter": (Role.CLERK, of_counter),
    "specialist": (Role.SPECIALIST, of_specialist),
    "leader": (Role.LEADER, of_leader),
}
