"""Quét mã: what a scanned text is, told by its content alone. Pure: imports no Django.

A reading is certain when each part has the form it must have; what is not certain goes to the scan doctor. Whether
a code exists is for the database to say.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from procedures.bring.bring_card import BringCard, read_card
from staff.identity_number import Sex
from staff.syllables import is_written_in_vietnamese, letters_are_vietnamese

#: Longer than any code at the counter holds.
LONGEST = 1000
#: On the test card of the counter: letters an input method would take for marks, signs that move with the layout.
TEST_TEXT = "MOT-CUA|0123456789|Đỗ Thị Ngọc Ẩn|as aa dd ow ej a1 d9|H25.12.02-230828-0001?=/"

_NUMBER = re.compile(r"\d{12}", re.ASCII)
_DAY = re.compile(r"\d{8}", re.ASCII)
_OLD_NUMBER = re.compile(r"\d{9}", re.ASCII)
_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
# K7M2-9QTD-4XHB: a reference, or the code of a paper, a ticket or a booking.
_REFERENCE = re.compile(r"[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}")
# H25.12.03-230815-0007, in whatever pattern the unit has chosen: parts, and the day in six digits.
_DOSSIER_CODE = re.compile(r"(?=.*\d{6})(?=.{8,40}$)[0-9A-Z]+(?:[._/-][0-9A-Z]+)+", re.ASCII)
_FEE_RECEIPT = re.compile(r"BL-(?P<number>\d{4,9})/(?P<year>\d{4})", re.ASCII)
_RATING = re.compile(r"/danh-gia/(?P<token>[\w:=.-]{8,200})/?", re.ASCII)


class Kind(StrEnum):
    """What was scanned."""

    CARD = "card"
    CODE = "code"
    FEE_RECEIPT = "fee_receipt"
    RATING = "rating"
    BRING_CARD = "bring_card"
    TEST = "test"
    TEXT = "text"


@dataclass(frozen=True)
class Card:
    """Căn cước: what the QR of a card holds; `name` and `address` are empty when they cannot be trusted."""

    number: str
    name: str = ""
    born: dt.date | None = None
    sex: Sex | None = None
    address: str = ""
    issued: dt.date | None = None
    old_number: str = ""


@dataclass(frozen=True)
class Reading:
    """What a text is; `codes` has more than one only where an input method left a choice."""

    kind: Kind
    text: str
    card: Card | None = None
    codes: tuple[str, ...] = ()
    token: str = ""
    bring_card: BringCard | None = None
    is_certain: bool = True


def read(text: str) -> Reading:
    """What `text` is, as it stands."""
    text = text.strip()
    if text == TEST_TEXT:
        return Reading(Kind.TEST, text)
    if "|" in text:
        card = _card(text.split("|"))
        if card is not None:
            return Reading(Kind.CARD, text, card=card)
    if "/" in text:
        found = _address(text)
        if found is not None:
            return found
    code = text.upper()
    if _FEE_RECEIPT.fullmatch(code):
        return Reading(Kind.FEE_RECEIPT, text, codes=(code,))
    if is_code(code):
        return Reading(Kind.CODE, text, codes=(code,))
    return Reading(Kind.TEXT, text, is_certain=False)


def is_code(code: str) -> bool:
    """Whether this is the whole code of a dossier, a paper, a ticket or a booking."""
    return bool(_REFERENCE.fullmatch(code) or _DOSSIER_CODE.fullmatch(code))


def fee_receipt_number(code: str) -> tuple[int, int]:
    """Number and year of ``BL-000012/2025``; raises ValueError for anything else."""
    found = _FEE_RECEIPT.fullmatch(code)
    if found is None:
        raise ValueError(code)
    return int(found["number"]), int(found["year"])


def day_of(text: str) -> dt.date | None:
    """``05031985``, as cards write a day; None for what is no day."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def sex_of(text: str) -> Sex | None:
    """Nam or Nữ."""
    return _SEXES.get(text.strip().lower())


def _card(parts: list[str]) -> Card | None:
    """The first seven fields of an identity card, when all that must be right is; more fields are let pass."""
    parts = [part.strip() for part in parts]
    if len(parts) < 6 or not _NUMBER.fullmatch(parts[0]):
        return None
    number, old_number, name, born, sex, address = parts[:6]
    issued = parts[6] if len(parts) > 6 else ""
    card = Card(
        number=number,
        name=name,
        born=day_of(born),
        sex=sex_of(sex),
        address=address,
        issued=day_of(issued),
        old_number=old_number if _OLD_NUMBER.fullmatch(old_number) else "",
    )
    is_whole = bool(name) and not _has_case_turned(name) and card.born is not None and card.sex is not None
    written = letters_are_vietnamese(name) and letters_are_vietnamese(address, also="0123456789,./-()&+:;\"'")
    return card if is_whole and written and is_written_in_vietnamese(f"{name} {address} {sex}") else None


def _has_case_turned(name: str) -> bool:
    """``nGUYỄN``: written with Caps Lock on."""
    return any(word[0].islower() and any(char.isupper() for char in word) for word in name.split())


def _address(text: str) -> Reading | None:
    """A whole address on one of our papers, whatever host it was printed with."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if not parts.scheme and not text.startswith("/"):
        return None
    path = parts.path.lower()
    card = read_card(text)
    if card is not None:
        return Reading(Kind.BRING_CARD, text, bring_card=card)
    rating = _RATING.fullmatch(parts.path)
    if rating is not None:
        return Reading(Kind.RATING, text, token=rating["token"])
    query = {name.lower(): values for name, values in parse_qs(parts.query).items()}
    wanted = query["code"][0] if "code" in query else path.rstrip("/").rpartition("/")[2]
    code = wanted.strip().upper()
    return Reading(Kind.CODE, text, codes=(code,)) if is_code(code) else None
