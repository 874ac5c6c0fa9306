"""Where the words of a search stand in a text (chữ khớp), to mark them and to say what was understood. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from procedures.search.sounds import sound_of
from staff.text import fold

_WORD = re.compile(r"[^\W_]+(?:[./\-][^\W_]+)*")

#: The words of a search; each is a few that may stand for one another.
Words = Sequence[Sequence[str]]


def pieces(text: str, words: Words, *, by_sound: bool) -> list[tuple[str, bool]]:
    """Return `text` cut where it matches and where it does not; matches side by side are one."""
    text = unicodedata.normalize("NFC", text)
    spans: list[list[int]] = []
    for start, end, _at in _matches(text, words, by_sound=by_sound):
        if spans and text[spans[-1][1] : start] == " ":
            spans[-1][1] = end
        else:
            spans.append([start, end])
    cut: list[tuple[str, bool]] = []
    done = 0
    for start, end in spans:
        cut += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [(piece, is_match) for piece, is_match in [*cut, (text[done:], False)] if piece]


def matches_in(text: str, words: Words, *, by_sound: bool) -> dict[int, str]:
    """Return which of the words stand in `text`, by their place in the search, and how they are written there."""
    text = unicodedata.normalize("NFC", text)
    found: dict[int, str] = {}
    for start, end, at in _matches(text, words, by_sound=by_sound):
        found.setdefault(at, text[start:end])
    return found


def understood(texts: Iterable[str], words: Words, *, by_sound: bool) -> str:
    """Return the words of a search as they are written in what was found: “xổ đỏ” → “sổ đỏ”.

    The text that holds most of them is believed first; words found nowhere are left out.
    """
    found = [matches_in(text, words, by_sound=by_sound) for text in texts]
    written: dict[int, str] = {}
    for each in sorted(found, key=len, reverse=True):
        for at, word in each.items():
            written.setdefault(at, word)
    return " ".join(written[at].lower() for at in sorted(written))


def _matches(text: str, words: Words, *, by_sound: bool) -> Iterable[tuple[int, int, int]]:
    tokens = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    spoken = [sound_of(plain) if by_sound else plain for _start, _end, plain in tokens]
    # the last word may be only begun, unless it stands here whole
    is_begun = bool(words) and not any(_is(each, words[-1], is_begun=False) for each in spoken)
    for (start, end, _plain), each in zip(tokens, spoken, strict=True):
        for at, word in enumerate(words):
            if _is(each, word, is_begun=is_begun and at == len(words) - 1):
                yield start, end, at
                break


def _is(spoken: str, word: Sequence[str], *, is_begun: bool) -> bool:
    return any(
        each in spoken if not each.isalpha() else spoken.startswith(each) if is_begun else spoken == each
        for each in word
    )
