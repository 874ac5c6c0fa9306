"""Finding procedures by what people type (tra cứu): one search for the page, the API and the counter.

What is typed is tried as it stands, then by its sound, then with the nearest words of the catalogue, then with as
many of the words as occur together. The first that finds anything decides, whatever filters narrow it afterwards,
and the reader is told which it was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Case, F, Max, Value, When
from django.db.models.functions import Length

from procedures.search.expressions import Words, loosely, nearness, pairs, score, side_by_side, strictly
from procedures.search.nearest import Vocabulary, alternatives, vocabulary_of
from procedures.search.sentences import losses, lost_papers, telling_words
from procedures.search.sounds import sounds_of, typed_words, words_of
from staff.syllables import is_syllable
from staff.text import fold

if TYPE_CHECKING:
    from procedures.querysets import ProcedureVersionQuerySet

#: How a search was answered.
AS_TYPED, BY_SOUND, NEAREST, SOME_WORDS = "typed", "sound", "nearest", "some"

MOST_WORDS = 12
LONGEST_NAME = 1000
_KEPT_SECONDS = 300
_WHOLE_WEIGHT = 1000
#: Of a sentence at least two words and this share, weighed by how much each word tells apart, has to be found;
#: more where no two of them stand side by side.
_ENOUGH, _ENOUGH_SCATTERED = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for in the end, and how; `within` finds it among any versions, the nearest first."""

    typed: str
    how: str = AS_TYPED
    words: Words = ()
    weights: tuple[int, ...] = ()
    least: int = 0
    #: Whether the last word may be only begun, beside the one before it, while the others stand anywhere.
    is_loose: bool = False
    #: What counts only as it stands, side by side: “mất giấy” is no paper of one who died (người mất).
    together: tuple[str, ...] = ()

    @property
    def is_other_than_typed(self) -> bool:
        """Whether something else than the words typed was looked for."""
        return self.how != AS_TYPED

    def within(self, versions: ProcedureVersionQuerySet) -> ProcedureVersionQuerySet:
        """Return those of `versions` that are found, with their `rank`; without words all, as in a dictionary.

        Nearest is the exact code, then the name itself, an everyday word, a name that begins so, a name that holds
        the words side by side, everyday words that do, the words anywhere in the name, anywhere else; among equals
        the shorter name.
        """
        if not self.words:
            return versions.none() if self.typed.strip() else versions.order_by("search_text", "id")
        column = "search_text" if self.how == AS_TYPED else "sound_text"
        rank = nearness(self.typed, self.words, column) * Value(LONGEST_NAME) + Length("name")
        if self.how == SOME_WORDS:
            weighed = score(column, self.words, self.weights) + pairs(column, self.words, self.weights)
            found = versions.annotate(score=weighed).filter(score__gte=self.least)
            rank = (Value(2 * _WHOLE_WEIGHT) - F("score")) * Value(10 * LONGEST_NAME) + rank
        else:
            fits = loosely if self.is_loose else strictly
            found = versions.filter(fits(column, self.words), *side_by_side(column, self.together))
        return found.annotate(rank=rank).order_by("rank", "name", "id")


def look(versions: ProcedureVersionQuerySet, q: str, *, only_as_typed: bool = False) -> Search:
    """Find out how `q` is answered best by `versions`; at most six short statements."""
    plain = words_of(q)[:MOST_WORDS]
    as_typed = Search(q, AS_TYPED, _each(plain), together=tuple(losses(plain)))
    if not plain:
        return as_typed
    found = _tried(versions, as_typed)
    if found is not None or only_as_typed:
        return found or as_typed
    marked = typed_words(q)
    first = marked[:MOST_WORDS]
    heard = _each(sounds_of([fold(word) for word in first]))
    by_sound = Search(q, BY_SOUND, heard, together=_heard(losses(first)))
    found = _tried(versions, by_sound)
    if found is not None:
        return found
    vocabulary = _vocabulary(versions)
    near = _meant(telling_words(marked)[:MOST_WORDS], vocabulary)
    words = tuple(tuple(each) for meant in near for each in meant)
    if words and all(near):
        nearest = Search(q, NEAREST, words, together=_heard(lost_papers(first)))
        found = _tried(versions, nearest)
        if found is None and nearest.together:
            found = _tried(versions, replace(nearest, together=()))
        if found is not None:
            return found
    return _some_words(versions, q, words, missing=near.count([]), vocabulary=vocabulary) or as_typed


def _each(words: list[str]) -> Words:
    return tuple((word,) for word in words)


def _heard(phrases: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(sounds_of(phrase.split())) for phrase in phrases)


def _meant(words: list[str], vocabulary: Vocabulary) -> list[list[list[str]]]:
    """Return what each of the words may have been meant as; who writes marks means a syllable as it stands."""
    is_marked = any(not word.isascii() for word in words)
    return [
        alternatives(fold(word), vocabulary, is_last=at == len(words), is_meant=is_marked and is_syllable(word))
        for at, word in enumerate(words, start=1)
    ]


def _tried(versions: ProcedureVersionQuerySet, search: Search) -> Search | None:
    """Return the search where it finds anything, as strict as it may be; None where nothing is found."""
    column = "search_text" if search.how == AS_TYPED else "sound_text"
    is_strict = Case(When(strictly(column, search.words), then=Value(1)), default=Value(0))
    found = versions.filter(loosely(column, search.words), *side_by_side(column, search.together))
    found = found.annotate(is_strict=is_strict).order_by("-is_strict")
    best = found.values_list("is_strict", flat=True).first()
    return None if best is None else replace(search, is_loose=not best)


def _some_words(
    versions: ProcedureVersionQuerySet,
    q: str,
    words: Words,
    *,
    missing: int,
    vocabulary: Vocabulary,
) -> Search | None:
    """Look for the versions that hold most of the words; None when too little of them occurs anywhere."""
    if len(words) < 2:
        return None
    weights = _weights(words, missing, vocabulary)
    scores = {
        "found": Max(score("sound_text", words, weights)),
        "best": Max(score("sound_text", words, weights) + pairs("sound_text", words, weights)),
    }
    most = versions.order_by().aggregate(**scores)
    found, best = most["found"] or 0, most["best"]
    is_enough = found > max(weights) and found >= _WHOLE_WEIGHT * (_ENOUGH if best > found else _ENOUGH_SCATTERED)
    return Search(q, SOME_WORDS, words, weights, best) if is_enough else None


def _weights(words: Words, missing: int, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Share a thousand among the words by how few procedures have them; words that occur nowhere count too."""
    most = max(vocabulary.values(), default=1) + 1
    worth = [math.log(1 + most / (1 + sum(vocabulary.get(each, 0) for each in word))) for word in words]
    whole = sum(worth) + missing * math.log(1 + most)
    return tuple(int(_WHOLE_WEIGHT * each / whole) for each in worth)


def _vocabulary(versions: ProcedureVersionQuerySet) -> Vocabulary:
    """Return the words of the catalogue by their sound, read anew after some minutes."""
    kept: Vocabulary | None = cache.get("catalogue-vocabulary")
    if kept is None:
        written = versions.model._default_manager.filter(valid_to__isnull=True).order_by()
        kept = vocabulary_of(written.values_list("sound_text", flat=True).iterator())
        cache.set("catalogue-vocabulary", kept, _KEPT_SECONDS)
    return kept
