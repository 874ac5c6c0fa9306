"""How many parts an SMS is paid as (số đoạn tin SMS): 160 letters of the plain alphabet, 70 of any other.

Pure: no Django. The alphabet is that of 3GPP TS 23.038.
"""

from __future__ import annotations

from dataclasses import dataclass

_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class SmsLength:
    """Độ dài tin: letters as the network counts them, parts, and whether the plain alphabet is enough."""

    letters: int
    parts: int
    is_plain: bool


def sms_length(text: str) -> SmsLength:
    """How the network counts `text`; an empty one has no part."""
    is_plain = all(char in _PLAIN or char in _DOUBLE for char in text)
    if is_plain:
        letters = sum(2 if char in _DOUBLE else 1 for char in text)
        whole, part = 160, 153
    else:
        letters = len(text.encode("utf-16-le")) // 2
        whole, part = 70, 67
    parts = 0 if not letters else 1 if letters <= whole else -(-letters // part)
    return SmsLength(letters, parts, is_plain)
