"""Vietnamese syllables (âm tiết): whether a text can be one, and what Telex and VNI keys make of it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from .text import fold

# Applies one key: a tone, "" when it changed a letter, None when it is a letter itself.
_Press = Callable[[list[str], str], "str | None"]

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzăâđêôơư")
#: Sắc, huyền, hỏi, ngã, nặng, as combining marks.
TONES = "\u0301\u0300\u0309\u0303\u0323"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:ieu|yeu|oai|oao|oay|oeo|uao|uay|uoi|uye|uya|uyu|uou|uau"
    r"|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ya|ye|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_VOWELS = frozenset("aăâeêioôơuưy")
_TELEX_TONES = dict(zip("sfrxj", TONES, strict=True))
_VNI_TONES = dict(zip("12345", TONES, strict=True))


def split_tone(text: str) -> tuple[str, str]:
    """`text` without tones, keeping the marks that make letters (â, ơ, đ), and the tones that were on it."""
    decomposed = unicodedata.normalize("NFD", text)
    tones = "".join(char for char in decomposed if char in TONES)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES)), tones


def is_syllable(word: str) -> bool:
    """Whether one word has the form of a Vietnamese syllable, with or without its tone."""
    _bare, tones = split_tone(word)
    return len(tones) <= 1 and _SYLLABLE.fullmatch(fold(word)) is not None


def letters_are_vietnamese(text: str, *, also: str = "'.-") -> bool:
    """Whether `text` has only letters of the alphabet, plain spaces and the signs in `also`."""
    bare, _tones = split_tone(text.lower())
    is_composed = unicodedata.is_normalized("NFC", text)
    return is_composed and all(char in _LETTERS or char == " " or char in also for char in bare)


def is_written_in_vietnamese(text: str) -> bool:
    """Whether at least one letter bears a mark: a whole name and address never go without."""
    bare, tones = split_tone(text.lower())
    return bool(tones) or any(char in "ăâđêôơư" for char in bare)


def typed_as_telex(word: str) -> str:
    """What a Telex input method makes of the keys of one word: ``Nguyeenx`` → ``Nguyễn``."""
    return _typed(word, _telex_key)


def typed_as_vni(word: str) -> str:
    """What a VNI input method makes of the keys of one word: ``Nguye6n4`` → ``Nguyễn``."""
    return _typed(word, _vni_key)


def _typed(word: str, press: _Press) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        given = press(letters, key)
        if given is None:
            letters.append(key)
        elif given:
            tone = given
    _pair_horns(letters)
    return _with_tone(letters, tone)


def _telex_key(letters: list[str], key: str) -> str | None:
    low = key.lower()
    has_vowel = any(letter.lower() in _VOWELS for letter in letters)
    if low in _TELEX_TONES and has_vowel:
        return _TELEX_TONES[low]
    if low in "aeo" and _change(letters, {low: {"a": "â", "e": "ê", "o": "ô"}[low]}):
        return ""
    if low == "w" and _horn(letters, {"u": "ư", "o": "ơ", "a": "ă"}):
        return ""
    if low == "d" and letters and letters[0].lower() == "d":
        letters[0] = "Đ" if letters[0].isupper() else "đ"
        return ""
    return None


def _vni_key(letters: list[str], key: str) -> str | None:
    if not any(letter.lower() in _VOWELS for letter in letters) and key != "9":
        return None
    if key in _VNI_TONES:
        return _VNI_TONES[key]
    if key == "6" and _change(letters, {"a": "â", "e": "ê", "o": "ô"}):
        return ""
    if key == "7" and _horn(letters, {"u": "ư", "o": "ơ"}):
        return ""
    if key == "8" and _change(letters, {"a": "ă"}):
        return ""
    if key == "9" and letters and letters[0].lower() == "d":
        letters[0] = "Đ" if letters[0].isupper() else "đ"
        return ""
    return None


def _change(letters: list[str], into: dict[str, str]) -> bool:
    """Put the mark on the last letter that takes it."""
    for at in range(len(letters) - 1, -1, -1):
        low = letters[at].lower()
        if low in into:
            letters[at] = into[low].upper() if letters[at].isupper() else into[low]
            return True
    return False


def _horn(letters: list[str], into: dict[str, str]) -> bool:
    """Put a horn or a breve; of u and o beside each other, o takes it first."""
    pair = "".join(letters).lower().rfind("uo")
    if pair < 0:
        return _change(letters, into)
    letters[pair + 1] = "Ơ" if letters[pair + 1].isupper() else "ơ"
    return True


def _pair_horns(letters: list[str]) -> None:
    """Before a further letter u takes the horn too: ``Luơng`` → ``Lương``, but ``thuở``, ``quơ``."""
    word = "".join(letters).lower()
    pair = word.find("uơ")
    if 0 <= pair < len(word) - 2 and not word.startswith("quơ"):
        letters[pair] = "Ư" if letters[pair].isupper() else "ư"


def _with_tone(letters: list[str], tone: str) -> str:
    if not tone:
        return "".join(letters)
    at = _place_of_tone("".join(letters).lower())
    toned = [letter + tone if place == at else letter for place, letter in enumerate(letters)]
    return unicodedata.normalize("NFC", "".join(toned))


def _place_of_tone(word: str) -> int:
    """Which letter bears the tone, in the spelling of the registers: hòa, thúy, quý, giàu, tiến, tuấn."""
    vowels = [place for place, char in enumerate(word) if char in _VOWELS]
    if word.startswith(("qu", "gi")) and len(vowels) > 1:
        vowels = vowels[1:]
    marked = [place for place in vowels if word[place] in "ăâêôơư"]
    if marked:
        return marked[-1]
    has_coda = vowels[-1] < len(word) - 1
    if len(vowels) == 1:
        return vowels[0]
    return vowels[-1] if len(vowels) == 2 and has_coda else vowels[len(vowels) // 2 if len(vowels) == 3 else 0]
