"""Thử máy quét: what a counter's scanner and PC make of the test card, and what is wrong with them. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .scan_doctor import Ailment, examine
from .scanning import TEST_TEXT, Kind

#: Slower than this, and the scan is not told from typing (see static/js/counter/scanner.js).
SLOWEST_PACE = 45
_OPENING, _DIGITS, _NAME, _KEYS, _CODE = TEST_TEXT.split("|")
#: What Telex and VNI make of the keys on the card.
_CHANGED_KEYS = ("á", "â", "đ", "ơ", "ẹ")


@dataclass(frozen=True)
class Verdict:
    """What arrived, judged."""

    arrived: str
    ailments: tuple[Ailment, ...]
    #: Milliseconds from key to key.
    pace: int | None
    is_test_card: bool

    @property
    def is_too_slow(self) -> bool:
        return self.pace is not None and self.pace > SLOWEST_PACE

    @property
    def is_healthy(self) -> bool:
        return self.is_test_card and not self.ailments and not self.is_too_slow


def judge(arrived: str, *, pace: int | None = None) -> Verdict:
    """Compare what arrived with what stands on the test card."""
    examined = examine(arrived)
    if examined.reading.kind is Kind.TEST:
        return Verdict(arrived, examined.ailments, pace, is_test_card=True)
    faults = tuple(ailment for ailment, is_there in _marks(arrived).items() if is_there)
    return Verdict(arrived, faults, pace, is_test_card=_resembles(arrived))


def _resembles(arrived: str) -> bool:
    """Whether this was the test card at all: as many signs, or its words."""
    is_as_long = abs(len(arrived) - len(TEST_TEXT)) <= len(TEST_TEXT) // 3
    return is_as_long and any(part.lower() in arrived.lower() for part in (_DIGITS, _OPENING, _KEYS, _CODE))


def _marks(arrived: str) -> dict[Ailment, bool]:
    """What each fault leaves behind on the test card."""
    text = unicodedata.normalize("NFC", arrived)
    has_keys = _KEYS.lower() in text.lower()
    is_capital_turned = _OPENING.swapcase() in text
    has_moved = _DIGITS not in text or ("-" not in text and "|" not in text)
    return {
        Ailment.LAYOUT: has_moved,
        Ailment.SEPARATOR: not has_moved and "|" not in text,
        Ailment.CAPS_LOCK: is_capital_turned,
        Ailment.INPUT_METHOD: not has_keys and any(sign in text.lower() for sign in _CHANGED_KEYS),
        Ailment.LETTERS_LOST: _NAME.lower() not in text.lower() and not is_capital_turned,
    }
