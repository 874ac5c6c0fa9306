"""Rules of the vote at the desk (đánh giá tại quầy): how long it is asked, and which answer cannot be a free one.

Pure: no Django.
"""

from __future__ import annotations

import datetime as dt

#: From this level down the tablet asks why.
ASKS_WHY_UP_TO = 3
#: How long the question why stays; whoever leaves has voted all the same.
WHY_STAYS = dt.timedelta(seconds=45)
#: How long the thanks stay before the tablet rests again.
THANKS_STAY = dt.timedelta(seconds=4)
#: A question that could be shown for less than this is not begun: the citizen has left.
SHORTEST = dt.timedelta(seconds=5)
#: A finger on the glass in time is an answer in time, however long the line takes.
ON_THE_WAY = dt.timedelta(seconds=3)

TOO_FAST, BEFORE_CALL, COUNTED = "too_fast", "before_call", ""


def set_aside(
    *, offered_at: dt.datetime, voted_at: dt.datetime, called_at: dt.datetime | None, least: dt.timedelta
) -> str:
    """Why a vote does not count; empty when it does.

    `called_at` is when the number was last called; None for somebody who was served without a number.
    """
    if called_at is not None and voted_at < called_at:
        return BEFORE_CALL
    if voted_at - offered_at < least:
        return TOO_FAST
    return COUNTED
