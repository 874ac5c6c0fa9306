"""Which row of one list became which row of another (ghép dòng cũ với dòng mới). Pure: imports no Django."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

Row = TypeVar("Row")

#: From this likeness of their words on, two rows are one that was changed.
_ALIKE = 0.6
#: Lists longer than this are compared by their keys only: nobody reads them row by row.
_MOST_LIKENED = 60


@dataclass(frozen=True, slots=True)
class Paired(Generic[Row]):
    """Rows that stayed (old, new) in the old order, rows that went, and rows that are new."""

    kept: list[tuple[Row, Row]]
    gone: list[Row]
    new: list[Row]


def pair_rows(
    before: Sequence[Row],
    after: Sequence[Row],
    *,
    key: Callable[[Row], str],
    likeness: Callable[[Row], str],
    last_pair: bool = False,
) -> Paired[Row]:
    """Pair equal keys first, then the rows whose words are most alike.

    With `last_pair` a single row left on either side is the same one, however much of it was changed.
    """
    pairs: dict[int, int] = {}
    open_new = list(range(len(after)))
    for place, row in enumerate(before):
        same = next((other for other in open_new if key(after[other]) == key(row)), None)
        if same is not None:
            pairs[place] = same
            open_new.remove(same)
    open_old = [place for place in range(len(before)) if place not in pairs]
    for _score, place, other in _by_likeness(before, after, open_old, open_new, likeness):
        if place not in pairs and other in open_new:
            pairs[place] = other
            open_new.remove(other)
    open_old = [place for place in open_old if place not in pairs]
    if last_pair and len(open_old) == len(open_new) == 1:
        pairs[open_old.pop()] = open_new.pop()
    return Paired(
        kept=[(before[place], after[pairs[place]]) for place in sorted(pairs)],
        gone=[before[place] for place in open_old],
        new=[after[place] for place in open_new],
    )


def _by_likeness(
    before: Sequence[Row],
    after: Sequence[Row],
    old: list[int],
    new: list[int],
    words: Callable[[Row], str],
) -> list[tuple[float, int, int]]:
    if len(old) > _MOST_LIKENED or len(new) > _MOST_LIKENED:
        return []
    scores = [
        (-SequenceMatcher(None, words(before[place]), words(after[other]), autojunk=False).ratio(), place, other)
        for place in old
        for other in new
    ]
    return sorted(score for score in scores if -score[0] >= _ALIKE)
