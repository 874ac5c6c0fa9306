"""Where the terms of the office (thuật ngữ) stand in a text, to be explained there. Pure: no Django."""

from __future__ import annotations

import functools
import re
from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `term` names the term it is, as the list of terms writes it, or is empty."""

    text: str
    term: str = ""


def pieces(text: str, terms: tuple[str, ...], explained: Container[str] = ()) -> list[Piece]:
    """`text` cut where each term first stands in it as whole words, in whatever case; longer terms first.

    What was `explained` before stays part of the text, with the shorter terms in it.
    """
    if not terms or not text:
        return [Piece(text)] if text else []
    by_words = {term.casefold(): term for term in terms}
    cut: list[Piece] = []
    seen: set[str] = set()
    reached = 0
    for found in _any_of(terms).finditer(text):
        term = by_words.get(found[0].casefold(), "")
        if not term or term in seen or term in explained:
            continue
        seen.add(term)
        if found.start() > reached:
            cut.append(Piece(text[reached : found.start()]))
        cut.append(Piece(found[0], term))
        reached = found.end()
    if reached < len(text):
        cut.append(Piece(text[reached:]))
    return cut


@functools.lru_cache(maxsize=4)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
