"""Channels (cách thức nộp hồ sơ): how a dossier reaches the office. Pure: imports no Django.

NĐ 118/2025/NĐ-CP, Điều 15 names the counter, the postal service and the portal; NĐ 367/2025/NĐ-CP adds VNeID.
"""

from typing import Final

COUNTER: Final = "counter"
ONLINE: Final = "online"
POST: Final = "post"
VNEID: Final = "vneid"

ALL: Final = (COUNTER, ONLINE, POST, VNEID)

#: Words of the published catalogue format → our channel names.
FROM_SOURCE: Final = {
    "truc_tiep": COUNTER,
    "truc_tuyen": ONLINE,
    "buu_chinh": POST,
    "vneid": VNEID,
}

#: Where a rule says nothing about a channel, the rule of this other channel holds.
#: VNeID is a second door to the online service, with the same limit and the same fee.
FALLBACK: Final = {VNEID: ONLINE}


def candidates(channel: str) -> tuple[str, ...]:
    """Return the channels whose rule applies to ``channel``, best first."""
    other = FALLBACK.get(channel)
    return (channel,) if other is None else (channel, other)
