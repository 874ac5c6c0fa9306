"""Words a slip away (sai một phím) from those the catalogue uses. Pure.

Vietnamese syllables are short: one letter too many, too few, another or two exchanged is a slip; more is another
word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from procedures.search.sounds import sound_of, words_of

#: How often each word (by its sound) occurs in the catalogue: in how many procedures.
Vocabulary = Mapping[str, int]

_LETTERS = "abcdeghiklmnopqrstuvxy"
_SHORTEST = 3  # of two letters every one is a slip away from dozens
_CANDIDATES = 4


def vocabulary_of(texts: Iterable[str]) -> dict[str, int]:
    """Count in how many of `texts` each word stands."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in set(words_of(text)):
            counts[word] = counts.get(word, 0) + 1
    return counts


def alternatives(word: str, vocabulary: Vocabulary, *, is_last: bool, is_meant: bool = False) -> list[list[str]]:
    """Return what a typed word may have been meant as: one word, or two that were run together.

    Each is a list of words that may stand for one another, by their sound; empty when nothing is near. A word
    that `is_meant` as it is typed is no slip of another.
    """
    heard = sound_of(word)
    if heard in vocabulary or (is_last and any(each.startswith(heard) for each in vocabulary)):
        return [[heard]]
    if is_meant or len(word) < _SHORTEST or not word.isalpha():
        return []
    near = {*_slips(heard), *(sound_of(swapped) for swapped in _swaps(word))}
    found = sorted(near & vocabulary.keys(), key=lambda each: (-vocabulary[each], each))[:_CANDIDATES]
    if found:
        return [found]
    for at in range(2, len(word) - 1):
        first, second = sound_of(word[:at]), sound_of(word[at:])
        if first in vocabulary and second in vocabulary:
            return [[first], [second]]
    return []


def _swaps(word: str) -> Iterator[str]:
    """Every word with two letters beside each other exchanged."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _slips(word: str) -> Iterator[str]:
    """Every word one slip away."""
    yield from _swaps(word)
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        for letter in _LETTERS:
            if tail:
                yield head + letter + tail[1:]
            yield head + letter + tail
