"""Vietnamese words by their sound (âm đọc), for those who write as they speak. Pure.

What dialects and tired fingers mix up becomes one spelling: x and s, ch and tr, d, gi and r, l and n, i and y, c,
k and q, ng and n as well as t and c at the end. Keys of Telex and VNI left in by people whose computer has no
input method are undone first.
"""

from __future__ import annotations

import re
import unicodedata

from staff.syllables import is_syllable, typed_as_telex, typed_as_vni
from staff.text import fold

_WORD = re.compile(r"[^\W_]+(?:[./\-][^\W_]+)*")
#: What a word may begin with, the longest first, and how it is heard.
_BEGINNINGS = (
    ("ngh", "ng"),
    ("gh", "g"),
    ("gi", "d"),
    ("kh", "kh"),
    ("tr", "ch"),
    ("ph", "ph"),
    ("nh", "nh"),
    ("ng", "ng"),
    ("qu", "cu"),
    ("f", "ph"),
    ("j", "d"),
    ("z", "d"),
    ("k", "c"),
    ("q", "cu"),
    ("r", "d"),
    ("x", "s"),
    ("n", "l"),
)
_ENDINGS = (("ng", "n"), ("inh", "in"), ("enh", "en"), ("ich", "it"), ("ech", "et"))
#: As the north says them: hưu like hiu, rượu like riệu.
_MIDDLES = (("uou", "ieu"), ("uu", "iu"), ("w", "u"))


def words_of(text: str) -> list[str]:
    """Return the words of `text` without marks; codes and dates stay whole: “Cấp lại (01/7/2004)” → cap, lai, …"""
    return _WORD.findall(fold(text))


def typed_words(text: str) -> list[str]:
    """Return the words somebody typed, with the marks they bear, without keys of an input method left in."""
    return [keys_undone(word).lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def keys_undone(word: str) -> str:
    """Return what the keys of `word` were meant to be: “giaays”, “gia61y” → giấy; others as they are."""
    if is_syllable(word) or not word.isascii():
        return word
    for meant in (typed_as_telex(word), typed_as_vni(word)):
        if meant != word and is_syllable(meant):
            return meant
    return word


def sound_of(word: str) -> str:
    """Return how one word without marks is heard: ``sound_of("xinh") == sound_of("sinh")``; codes as they are."""
    if not word.isalpha():
        return word
    heard = word
    for written, said in _BEGINNINGS:
        if heard.startswith(written):
            rest = heard[len(written) :]
            # gì, gìn: the i is the vowel too
            heard = said + ("i" if written == "gi" and (not rest or rest[0] not in "aeiouy") else "") + rest
            break
    heard = heard.replace("y", "i")
    for written, said in _MIDDLES:
        heard = heard.replace(written, said)
    for written, said in _ENDINGS:
        if heard.endswith(written):
            return heard[: -len(written)] + said
    return heard[:-1] + "t" if heard.endswith("c") and len(heard) > 1 else heard


def sounds_of(words: list[str]) -> list[str]:
    """Return the words by their sound, in their order."""
    return [sound_of(word) for word in words]
