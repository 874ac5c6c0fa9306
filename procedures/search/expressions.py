"""What a search asks of the database (điều kiện tra cứu): which texts hold the words, how many, how near."""

from __future__ import annotations

from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan, LessThan

from procedures.search.findable import BETWEEN_EVERYDAY, END_OF_EVERYDAY, END_OF_NAME

#: The words of a search; each is a few that may stand for one another.
Words = tuple[tuple[str, ...], ...]


def _holds(column: str, word: str, *, is_last: bool) -> Q:
    """Whether a word occurs: codes and numbers anywhere, the last word also as a beginning, others whole."""
    if not word.isalpha():
        return Q(**{f"{column}__contains": word})
    return Q(**{f"{column}__contains": f" {word}" if is_last else f" {word} "})


def _holds_any(column: str, words: tuple[str, ...], *, is_last: bool) -> Q:
    return reduce(or_, (_holds(column, word, is_last=is_last) for word in words))


def loosely(column: str, words: Words) -> Q:
    """Every word somewhere, the last one perhaps only begun; begun beside the word before it."""
    if len(words) == 1:
        return _holds_any(column, words[0], is_last=True)
    before = reduce(and_, (_holds_any(column, each, is_last=False) for each in words[:-1]))
    begun = Q(**{f"{column}__contains": _phrase(words[-2:])})
    return before & (_holds_any(column, words[-1], is_last=False) | begun)


def strictly(column: str, words: Words) -> Q:
    """Every word somewhere and whole; or side by side, the last one perhaps only begun."""
    whole = reduce(and_, (_holds_any(column, each, is_last=False) for each in words))
    return whole | Q(**{f"{column}__contains": _phrase(words)})


def side_by_side(column: str, phrases: tuple[str, ...]) -> list[Q]:
    """Each of the phrases as it stands."""
    return [Q(**{f"{column}__contains": f" {phrase} "}) for phrase in phrases]


def _phrase(words: Words) -> str:
    return " " + " ".join(word[0] for word in words)


def score(column: str, words: Words, weights: tuple[int, ...]) -> Any:
    """The weights of those of the words that occur, added up."""
    parts = [
        Case(When(_holds_any(column, word, is_last=False), then=Value(weight)), default=Value(0))
        for word, weight in zip(words, weights, strict=True)
    ]
    return reduce(add, parts) if parts else Value(0, output_field=IntegerField())


def pairs(column: str, words: Words, weights: tuple[int, ...]) -> Any:
    """What two words weigh more that were typed side by side and stand so: their mean."""
    parts = [
        Case(
            When(
                **{f"{column}__contains": f" {words[at][0]} {words[at + 1][0]} "},
                then=Value(sum(weights[at : at + 2]) // 2),
            ),
            default=Value(0),
        )
        for at in range(len(words) - 1)
    ]
    return reduce(add, parts)


def nearness(typed: str, words: Words, column: str) -> Case:
    """How near a version is, from 0: see `Search.within`."""
    phrase = _phrase(words)
    place, name_ends = StrIndex(column, Value(phrase)), StrIndex(column, Value(END_OF_NAME))
    in_name = [When(_in_the_name(column, words), then=Value(6))] if len(words) > 1 else []
    return Case(
        When(procedure__code=typed.strip(), then=Value(0)),
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
