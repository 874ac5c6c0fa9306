"""The keys behind letters an input method made (bộ gõ tiếng Việt): codes have none, so the keys can be led back.

With Telex on, ``7ASK`` comes out as ``7ÁK``, with VNI on ``7A2B`` as ``7ÀB``. The tone may have been typed at its
letter or later in the group, so there can be several answers; one of them is a code that was given. Pure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from staff.syllables import TONES, split_tone

from .scanning import is_code

_MOST = 256
_TELEX = dict(zip(TONES, "SFRXJ", strict=True))
_VNI = dict(zip(TONES, "12345", strict=True))
_TELEX_LETTERS = {"Â": ["AA"], "Ê": ["EE"], "Ô": ["OO"], "Ă": ["AW"], "Ơ": ["OW"], "Ư": ["UW", "W"], "Đ": ["DD"]}
_VNI_LETTERS = {"Â": ["A6"], "Ê": ["E6"], "Ô": ["O6"], "Ă": ["A8"], "Ơ": ["O7"], "Ư": ["U7"], "Đ": ["D9"]}
# The part of an address that bears the code, and its groups.
_CODE_PART = re.compile(r"(?:^|[/=])(?P<code>[^/=?&\s]{12,40})/?$")
_GROUP = re.compile(r"[^._-]+")


def codes_behind(text: str) -> tuple[str, ...]:
    """Every code whose keys could have come out as `text`; none when an input method made no letter in it."""
    found = _CODE_PART.search(text.upper())
    if found is None or found["code"].isascii():
        return ()
    code = found["code"]
    # each “Ư” doubles the answers; anybody may bring a QR code full of them
    groups = [sorted(set(itertools.islice(_keys_of(group), _MOST))) for group in _GROUP.findall(code)]
    signs = _GROUP.split(code)
    wholes = itertools.islice(itertools.product(*groups), _MOST)
    codes = ("".join(itertools.chain(*itertools.zip_longest(signs, whole, fillvalue=""))) for whole in wholes)
    return tuple(sorted({each for each in codes if is_code(each)}))


def _keys_of(group: str) -> Iterator[str]:
    if group.isascii():
        yield group
        return
    for tones, letters in ((_TELEX, _TELEX_LETTERS), (_VNI, _VNI_LETTERS)):
        yield from _typed(group, tones, letters)


def _typed(group: str, tones: dict[str, str], letters: dict[str, list[str]]) -> Iterator[str]:
    """Each letter by the keys it may have been typed with, its tone at once or after any later letter."""
    bare, marks = split_tone(group)
    at = next((place for place, char in enumerate(group) if split_tone(char)[1]), len(group))
    for parts in itertools.product(*(letters.get(char, [char]) for char in bare)):
        if not marks:
            yield "".join(parts)
            continue
        for place in range(at + 1, len(parts) + 1):
            yield "".join(parts[:place]) + tones[marks[0]] + "".join(parts[place:])
