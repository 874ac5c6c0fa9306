"""Thẻ chuẩn bị hồ sơ: the address in the QR of a citizen's own list of papers. Pure: imports no Django.

``/thu-tuc/1.004873/chuan-bi/?co=1-3-4&khong=2&pb=5`` says which procedure it is for and, by their position in
the posted list, which papers the citizen brings and which do not apply; `pb` is the version whose list that was.
Nothing in it tells who the citizen is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from procedures.codes import PATTERN
from staff.text import whole_number

READY, DENIED, VERSION = "co", "khong", "pb"

_PATH = re.compile(rf"/thu-tuc/(?P<code>{PATTERN})/chuan-bi/?", re.IGNORECASE)
_MOST_PAPERS = 99
_LATEST_VERSION = 999_999


@dataclass(frozen=True)
class BringCard:
    """What a card says; `version` is 0 where it does not say of which version."""

    procedure: str
    positions: tuple[int, ...]
    denied: tuple[int, ...] = ()
    version: int = 0


def write_card(
    procedure: str, positions: Iterable[int], *, denied: Iterable[int] = (), version: int = 0, counter: str = ""
) -> str:
    """The address of a card, without the host."""
    denied = sorted(set(denied))
    parts = [f"{READY}={_written(positions)}"]
    if denied:
        parts.append(f"{DENIED}={_written(denied)}")
    if version:
        parts.append(f"{VERSION}={version}")
    if counter:
        parts.append(f"don-vi={counter}")
    return f"/thu-tuc/{procedure}/chuan-bi/?{'&'.join(parts)}"


def read_card(address: str) -> BringCard | None:
    """The card at this address, whatever host it names, without positions that are none; None for no card."""
    parts = urlsplit(address)
    path = _PATH.fullmatch(parts.path)
    return answers(path["code"], parse_qs(parts.query)) if path is not None else None


def answers(procedure: str, query: Mapping[str, Sequence[str]]) -> BringCard:
    """The card in the parameters of an address; a paper both brought and denied is brought."""
    ready = _positions(query.get(READY, []))
    denied = tuple(each for each in _positions(query.get(DENIED, [])) if each not in ready)
    version = whole_number("".join(query.get(VERSION, [])[:1]), most=_LATEST_VERSION)
    return BringCard(procedure, ready, denied, version or 0)


def _written(positions: Iterable[int]) -> str:
    return "-".join(str(position) for position in sorted(set(positions)))


def _positions(given: Sequence[str]) -> tuple[int, ...]:
    written = "-".join(given).split("-")
    numbers = {whole_number(each, most=_MOST_PAPERS) for each in written}
    return tuple(sorted(number for number in numbers if number))
