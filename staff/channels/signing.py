"""Signatures between portal and gateway (chữ ký HMAC): the same for requests and for delivery callbacks.

Signed is ``timestamp.id.body`` with HMAC-SHA256. Pure: no Django.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

ID_HEADER = "X-Message-Id"
TIME_HEADER = "X-Timestamp"
SIGNATURE_HEADER = "X-Signature"

#: How far the two clocks may stand apart; what is older is not believed.
WINDOW_SECONDS = 300
_LONGEST_ID = 80


def headers_for(body: bytes, *, identity: str, timestamp: int, key: str) -> dict[str, str]:
    """The headers that prove who sent this body, when, and under which id."""
    return {
        ID_HEADER: identity,
        TIME_HEADER: str(timestamp),
        SIGNATURE_HEADER: _signature(body, identity, str(timestamp), key),
    }


def is_genuine(body: bytes, headers: Mapping[str, str], *, key: str, now: float) -> bool:
    """Whether the body was signed with our key within the last minutes."""
    identity, timestamp = headers.get(ID_HEADER, ""), headers.get(TIME_HEADER, "")
    if not 0 < len(identity) <= _LONGEST_ID or not _is_number(timestamp):
        return False
    expected = _signature(body, identity, timestamp, key)
    given = headers.get(SIGNATURE_HEADER, "").encode()
    return hmac.compare_digest(expected.encode(), given) and abs(now - int(timestamp)) <= WINDOW_SECONDS


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 12


def _signature(body: bytes, identity: str, timestamp: str, key: str) -> str:
    signed = f"{timestamp}.{identity}.".encode() + body
    return f"sha256={hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()}"
