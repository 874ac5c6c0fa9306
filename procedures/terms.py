"""Where the terms of the office (thuật ngữ) stand in a text, to be explained there. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `term` names the term it is, as the list of terms writes it, or is empty."""

    text: str
    term: str = ""


def pieces(text: str, terms: Iterable[str]) -> list[Piece]:
    """`text` cut where each term first stands in it as whole words, in whatever case; longer terms first."""
    by_words = {term.casefold(): term for term in terms}
    if not by_words or not text:
        return [Piece(text)] if text else []
    longest_first = sorted(by_words, key=len, reverse=True)
    sought = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    cut: list[Piece] = []
    seen: set[str] = set()
    reached = 0
    for found in sought.finditer(text):
        term = by_words.get(found[0].casefold(), "")
        if not term or term in seen:
            continue
        seen.add(term)
        if found.start() > reached:
            cut.append(Piece(text[reached : found.start()]))
        cut.append(Piece(found[0], term))
        reached = found.end()
    if reached < len(text):
        cut.append(Piece(text[reached:]))
    return cut
