"""What a search looks through, as one text in lines: name, everyday words, full name, codes and field. Pure.

Each word stands between blanks, so that a search can ask for whole words and for beginnings; the name ends with a
line break, the everyday words with a tab, so that a search can tell where a word was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from procedures.search.sounds import sound_of, words_of

END_OF_NAME = "\n"
END_OF_EVERYDAY = "\t"
BETWEEN_EVERYDAY = "|"


def as_written(*, name: str, everyday: Iterable[str], full_name: str, codes: Iterable[str], field: str) -> str:
    """Return the words of a procedure without marks."""
    return _text(name, everyday, (full_name, *codes, field), lambda word: word)


def as_heard(*, name: str, everyday: Iterable[str], full_name: str, codes: Iterable[str], field: str) -> str:
    """Return the same words by their sound."""
    return _text(name, everyday, (full_name, *codes, field), sound_of)


def _text(name: str, everyday: Iterable[str], others: Iterable[str], spell: Callable[[str], str]) -> str:
    def spelled(text: str) -> str:
        return " ".join(spell(word) for word in words_of(text))

    called = f" {BETWEEN_EVERYDAY} ".join(["", *map(spelled, everyday), ""])
    rest = " ".join(filter(None, map(spelled, others)))
    return f" {spelled(name)} {END_OF_NAME}{called}{END_OF_EVERYDAY} {rest} "
