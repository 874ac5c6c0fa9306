"""Bác sĩ máy quét: finds out what a mangled scan said, where that can be proven. Pure: imports no Django.

A cure counts only when the cured text is a certain reading; it is tried alone first, then after another one. Where
none proves anything, the digits and days of an identity card still stand, and the name is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from staff.identity_number import read_number
from staff.syllables import is_syllable, typed_as_telex, typed_as_vni

from .keyboard_layouts import LAYOUTS, can_come_from, separator_under, typed_under, words_typed_under
from .scan_keystrokes import codes_behind
from .scanning import LONGEST, Card, Kind, Reading, day_of, read, sex_of


class Ailment(StrEnum):
    """What happened to the text on its way."""

    CODE_PAGE = "code_page"
    DECOMPOSED = "decomposed"
    LAYOUT = "layout"
    SEPARATOR = "separator"
    CAPS_LOCK = "caps_lock"
    TELEX_KEYS = "telex_keys"
    VNI_KEYS = "vni_keys"
    INPUT_METHOD = "input_method"
    LETTERS_LOST = "letters_lost"


@dataclass(frozen=True)
class Examination:
    """Kết quả chẩn đoán: the reading, and what had happened to the text."""

    reading: Reading
    ailments: tuple[Ailment, ...] = ()


_Cure = tuple[Ailment, Callable[[str], str]]
# The signs of UTF-8 read in another code page, with the blank that was a hard one.
_HARD_BLANK = re.compile(r"(?<=[ÃĂ]) |(?<=áº) ")
_CODE_PAGES = ("cp1252", "cp1258", "cp437", "cp850", "latin-1")
_SEPARATED = re.compile(r"^\d{12}(?P<sign>[^\w\s,.|])", re.ASCII)
_ONE_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)", re.ASCII)
_ONE_DAY = re.compile(r"(?<!\d)\d{8}(?!\d)", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_LEAST_CHANGED = 2
# ]Q3, ]C0: some scanners say first what kind of code it was.
_SYMBOLOGY = re.compile(r"^\][A-Za-z]\d")


def examine(raw: str) -> Examination:
    """What the scanned text is, as far as it can be told."""
    text = "".join(
        char for char in raw[:LONGEST] if char.isprintable() or char in "\xa0\xad" or _is_c1(char)
    ).strip(" ")
    text = _SYMBOLOGY.sub("", text)
    reading = read(text)
    if reading.is_certain:
        return Examination(reading)
    if _may_be_mangled(text):
        for cured, ailments in _cured(text):
            found = read(cured)
            if found.is_certain:
                return Examination(found, ailments)
        codes = codes_behind(text)
        if codes:
            return Examination(Reading(Kind.CODE, text, codes=codes, is_certain=False), (Ailment.INPUT_METHOD,))
        kept = _kept(text)
        if kept is not None:
            return Examination(kept, (Ailment.LETTERS_LOST,))
    return Examination(reading)


def _is_c1(char: str) -> bool:
    """One of the invisible signs that half of a Vietnamese letter becomes in a wrong code page."""
    return 0x80 <= ord(char) <= 0x9F


def _may_be_mangled(text: str) -> bool:
    """Words somebody typed to search are left alone: a scan has digits, or signs in place of digits."""
    return len(text) >= 12 and not all(char.isalpha() or char == " " for char in text)


def _cured(text: str) -> Iterator[tuple[str, tuple[Ailment, ...]]]:
    once = [(cure(text), (ailment,)) for ailment, cure in _CURES]
    once = [(cured, ailments) for cured, ailments in once if cured != text]
    yield from once
    for cured, ailments in once:
        for ailment, cure in _CURES:
            twice = cure(cured)
            if (ailment is Ailment.CODE_PAGE or ailment not in ailments) and twice not in (cured, text):
                yield twice, tuple(dict.fromkeys((*ailments, ailment)))


def _from_code_page(page: str) -> Callable[[str], str]:
    def cure(text: str) -> str:
        try:
            return b"".join(_bytes(char, page) for char in _HARD_BLANK.sub("\xa0", text)).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text

    return cure


def _bytes(char: str, page: str) -> bytes:
    return bytes([ord(char)]) if _is_c1(char) else char.encode(page)


def _from_layout(layout: str) -> Callable[[str], str]:
    def cure(text: str) -> str:
        sign = separator_under(layout)
        if not can_come_from(layout, text):
            return text
        if sign not in text:
            return typed_under(layout, text)
        return "|".join(_field(layout, field) for field in text.split(sign))

    return cure


def _field(layout: str, field: str) -> str:
    """A field of a card: a number or a day is led back whole, words only as far as they are plain."""
    whole = typed_under(layout, field)
    return whole if whole.isascii() and whole.isdigit() else words_typed_under(layout, field)


def _separated(text: str) -> str:
    found = _SEPARATED.match(text)
    return text.replace(found["sign"], "|") if found else text


def _without_caps_lock(text: str) -> str:
    return "".join(char.swapcase() if char.isascii() else char for char in text)


def _from_keys(typed: Callable[[str], str]) -> Callable[[str], str]:
    """Telex or VNI keys nobody turned into letters. One changed word proves nothing: there is a real `boong`."""

    def cure(text: str) -> str:
        if not text.isascii():
            return text
        before = _WORD.findall(text)
        after = [word(keys) for keys in before]
        if sum(keys != letters for keys, letters in zip(before, after, strict=True)) < _LEAST_CHANGED:
            return text
        return _WORD.sub(lambda found: word(found[0]), text)

    def word(keys: str) -> str:
        letters = typed(keys) if keys[0].isalpha() else keys
        return letters if is_syllable(letters) else keys

    return cure


_CURES: tuple[_Cure, ...] = (
    (Ailment.DECOMPOSED, lambda text: unicodedata.normalize("NFC", text)),
    *((Ailment.CODE_PAGE, _from_code_page(page)) for page in _CODE_PAGES),
    (Ailment.CAPS_LOCK, _without_caps_lock),
    (Ailment.TELEX_KEYS, _from_keys(typed_as_telex)),
    (Ailment.VNI_KEYS, _from_keys(typed_as_vni)),
    *((Ailment.LAYOUT, _from_layout(layout)) for layout in LAYOUTS),
    # last, because a layout that moved the separator also moved letters
    (Ailment.SEPARATOR, _separated),
)


def _kept(text: str) -> Reading | None:
    """What stands in an identity card whose letters are lost: number and days; sex by the number alone."""
    for candidate in (text, *(cured for cured, _ailments in _cured(text))):
        number = _ONE_NUMBER.search(candidate)
        facts = read_number(number[0]) if number else None
        days = [day for day in map(day_of, _ONE_DAY.findall(candidate)) if day is not None]
        if number is None or facts is None or not facts.is_place_known or not days:
            continue
        if days[0].year != facts.birth_year:
            continue
        rest = candidate.split("|")
        sex = sex_of(rest[4]) if len(rest) > 4 else None
        issued = days[1] if len(days) > 1 else None
        card = Card(number=number[0], born=days[0], sex=sex or facts.sex, issued=issued)
        return Reading(Kind.CARD, text, card=card, is_certain=False)
    return None
