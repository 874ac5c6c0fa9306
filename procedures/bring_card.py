"""Thẻ chuẩn bị hồ sơ: the address in the QR of a citizen's own list of papers. Pure: imports no Django.

``/thu-tuc/1.004873/chuan-bi/?co=1-3-4`` says which procedure it is for and which of its papers, by their position
in the posted list, the citizen has ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from .codes import PATTERN

_PATH = re.compile(rf"/thu-tuc/(?P<code>{PATTERN})/chuan-bi/?", re.IGNORECASE)
_MOST_PAPERS = 99


@dataclass(frozen=True)
class BringCard:
    """What a card says."""

    procedure: str
    positions: tuple[int, ...]


def write_card(procedure: str, positions: Iterable[int]) -> str:
    """The address of a card, without the host."""
    ready = "-".join(str(position) for position in sorted(set(positions)))
    return f"/thu-tuc/{procedure}/chuan-bi/?co={ready}"


def read_card(address: str) -> BringCard | None:
    """The card at this address, whatever host it names, without positions that are none; None for no card."""
    parts = urlsplit(address)
    path = _PATH.fullmatch(parts.path)
    if path is None:
        return None
    ready = "-".join(parse_qs(parts.query).get("co", [])).split("-")
    numbers = {int(each) for each in ready if each.isascii() and each.isdecimal() and len(each) < 3}
    return BringCard(path["code"], tuple(sorted(number for number in numbers if 0 < number <= _MOST_PAPERS)))
