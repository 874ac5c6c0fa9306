"""Rules of the queue (xếp hàng lấy số): who stands where, and about how long somebody waits. Pure: no Django."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Collection, Sequence

#: How long one service is taken to last until enough of today's are known.
USUAL_SERVICE = dt.timedelta(minutes=10)
#: From so many of today's services on their median is believed.
FEWEST_SERVED = 3
#: The latest ones say most about who stands at the counter now.
MOST_SERVED = 20
#: Who booked and comes later than this stands where anybody arriving then would.
GRACE = dt.timedelta(minutes=15)
_STEP = dt.timedelta(minutes=5)


def ranked_moment(arrived: dt.datetime, slot_at: dt.datetime | None = None) -> dt.datetime:
    """The moment by which a ticket is ranked: that of arrival; of who booked and is on time, the booked one."""
    if slot_at is None or arrived > slot_at + GRACE:
        return arrived
    return slot_at


def may_call(desk: int, desk_fields: Collection[int], *, field: int | None, wanted_desk: int | None) -> bool:
    """Whether this desk may call such a ticket: one sent here, else one of its fields or of none in particular."""
    if wanted_desk is not None:
        return wanted_desk == desk
    return not desk_fields or field is None or field in desk_fields


def usual_service(served: Sequence[dt.timedelta]) -> dt.timedelta:
    """How long a service lasts today: the median of the latest, else what is usual."""
    latest = [length for length in served if length > dt.timedelta()][-MOST_SERVED:]
    if len(latest) < FEWEST_SERVED:
        return USUAL_SERVICE
    return dt.timedelta(seconds=statistics.median(length.total_seconds() for length in latest))


def estimated_wait(*, ahead: int, at_desks: int, desks: int, served: Sequence[dt.timedelta] = ()) -> dt.timedelta:
    """About how long somebody waits (thời gian chờ dự kiến), in whole steps of five minutes; nought for at once.

    `ahead` stand before them, `at_desks` are being served and are half done on average, `desks` serve.
    """
    open_desks = max(desks, 1)
    if ahead < open_desks - at_desks:
        return dt.timedelta()
    wait = usual_service(served) * (ahead + at_desks / 2) / open_desks
    return _STEP * max(math.ceil(wait / _STEP), 1)


def shown_number(number: int) -> str:
    """The number as it stands on the ticket and is called: ``7`` → ``007``."""
    return f"{number:03d}"
