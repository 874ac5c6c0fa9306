"""Finding procedures by what people type (tra cứu): one search for the page, the API and the counter.

What is typed is tried as it stands, then by its sound, then with the nearest words of the catalogue, then with as
many of the words as occur together. The first that finds anything decides, whatever filters narrow it afterwards,
and the reader is told which it was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Case, F, IntegerField, Max, Q, Value, When
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan, LessThan

from procedures.search.findable import BETWEEN_EVERYDAY, END_OF_EVERYDAY, END_OF_NAME
from procedures.search.nearest import Vocabulary, alternatives, vocabulary_of, without_small_words
from procedures.search.sounds import sounds_of, typed_words, words_of

if TYPE_CHECKING:
    from procedures.querysets import ProcedureVersionQuerySet

#: How a search was answered.
AS_TYPED, BY_SOUND, NEAREST, SOME_WORDS = "typed", "sound", "nearest", "some"

MOST_WORDS = 12
LONGEST_NAME = 1000
_KEPT_SECONDS = 300
_WHOLE_WEIGHT = 1000
#: Of a sentence at least two words and this share, weighed by how much each word tells apart, has to be found.
_ENOUGH = 0.3

#: The words of a search; each is a few that may stand for one another.
Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for in the end, and how; `within` finds it among any versions, the nearest first."""

    typed: str
    how: str = AS_TYPED
    words: Words = ()
    weights: tuple[int, ...] = ()
    least: int = 0
    #: Whether the last word may be a beginning wherever it stands, not only where the words stand side by side.
    is_loose: bool = False

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
        rank = _nearness(self, column) * Value(LONGEST_NAME) + Length("name")
        if self.how == SOME_WORDS:
            score = _score(column, self.words, self.weights)
            found = versions.annotate(score=score).filter(score__gte=self.least)
            rank = (Value(_WHOLE_WEIGHT) - F("score")) * Value(10 * LONGEST_NAME) + rank
        else:
            fits = _loosely if self.is_loose else _strictly
            found = versions.filter(fits(column, self.words))
        return found.annotate(rank=rank).order_by("rank", "name", "id")


def look(versions: ProcedureVersionQuerySet, q: str, *, only_as_typed: bool = False) -> Search:
    """Find out how `q` is answered best by `versions`; at most five short statements."""
    typed = tuple((word,) for word in words_of(q)[:MOST_WORDS])
    as_typed = Search(q, AS_TYPED, typed)
    if not typed:
        return as_typed
    found = _tried(versions, as_typed)
    if found is not None or only_as_typed:
        return found or as_typed
    plain = typed_words(q)
    found = _tried(versions, Search(q, BY_SOUND, tuple((word,) for word in sounds_of(plain[:MOST_WORDS]))))
    if found is not None:
        return found
    vocabulary = _vocabulary(versions)
    telling = without_small_words(plain)[:MOST_WORDS]
    near = [alternatives(word, vocabulary, is_last=at == len(telling)) for at, word in enumerate(telling, start=1)]
    words = tuple(tuple(each) for meant in near for each in meant)
    if words and all(near):
        found = _tried(versions, Search(q, NEAREST, words))
        if found is not None:
            return found
    return _some_words(versions, q, words, missing=near.count([]), vocabulary=vocabulary) or as_typed


def _tried(versions: ProcedureVersionQuerySet, search: Search) -> Search | None:
    """Return the search where it finds anything, as strict as it may be; None where nothing is found."""
    column = "search_text" if search.how == AS_TYPED else "sound_text"
    is_strict = Case(When(_strictly(column, search.words), then=Value(1)), default=Value(0))
    found = versions.filter(_loosely(column, search.words)).annotate(is_strict=is_strict).order_by("-is_strict")
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
    score = _score("sound_text", words, weights)
    best = versions.order_by().annotate(score=score).aggregate(best=Max("score"))["best"] or 0
    is_enough = best > max(weights) and best >= _WHOLE_WEIGHT * _ENOUGH
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


def _holds(column: str, word: str, *, is_last: bool) -> Q:
    """Whether a word occurs: codes and numbers anywhere, the last word also as a beginning, others whole."""
    if not word.isalpha():
        return Q(**{f"{column}__contains": word})
    return Q(**{f"{column}__contains": f" {word}" if is_last else f" {word} "})


def _holds_any(column: str, words: tuple[str, ...], *, is_last: bool) -> Q:
    return reduce(or_, (_holds(column, word, is_last=is_last) for word in words))


def _loosely(column: str, words: Words) -> Q:
    """Every word somewhere, the last one perhaps only begun."""
    last = len(words) - 1
    return reduce(and_, (_holds_any(column, each, is_last=at == last) for at, each in enumerate(words)))


def _strictly(column: str, words: Words) -> Q:
    """Every word somewhere and whole; or side by side, the last one perhaps only begun."""
    whole = reduce(and_, (_holds_any(column, each, is_last=False) for each in words))
    return whole | Q(**{f"{column}__contains": _phrase(words)})


def _phrase(words: Words) -> str:
    return " " + " ".join(word[0] for word in words)


def _score(column: str, words: Words, weights: tuple[int, ...]) -> Any:
    parts = [
        Case(When(_holds_any(column, word, is_last=False), then=Value(weight)), default=Value(0))
        for word, weight in zip(words, weights, strict=True)
    ]
    return reduce(add, parts) if parts else Value(0, output_field=IntegerField())


def _nearness(search: Search, column: str) -> Case:
    phrase = _phrase(search.words)
    place, name_ends = StrIndex(column, Value(phrase)), StrIndex(column, Value(END_OF_NAME))
    in_name = [When(_in_the_name(column, search.words), then=Value(6))] if len(search.words) > 1 else []
    return Case(
        When(procedure__code=search.typed.strip(), then=Value(0)),
        When(**{f"{column}__startswith": f"{phrase} {END_OF_NAME}"}, then=Value(1)),
        When(**{f"{column}__contains": f"{BETWEEN_EVERYDAY}{phrase} {BETWEEN_EVERYDAY}"}, then=Value(2)),
        When(**{f"{column}__startswith": phrase}, then=Value(3)),
        When(_between(place, 0, name_ends), then=Value(4)),
        When(_between(place, 0, StrIndex(column, Value(END_OF_EVERYDAY))), then=Value(5)),
        *in_name,
        default=Value(7),
    )


def _in_the_name(column: str, words: Words) -> Q:
    name_ends = StrIndex(column, Value(END_OF_NAME))
    return reduce(and_, (_between(StrIndex(column, Value(f" {word[0]}")), 0, name_ends) for word in words))


def _between(place: Any, after: int, before: Any) -> Q:
    return Q(GreaterThan(place, after)) & Q(LessThan(place, before))
