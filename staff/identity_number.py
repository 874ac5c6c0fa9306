"""Số định danh cá nhân: what its twelve digits say, and where they disagree with the person. Pure.

Digits 1-3 name the province (or country) of first registration, digit 4 century and sex, digits 5-6 the year.
There is no check digit, so a disagreement is a reason to look again, never a reason to refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(r"\d{12}", re.ASCII)
#: The sixty-three provinces as they were when the numbers were given; the mergers of 2025 changed no number.
_PROVINCES = frozenset(
    re.findall(
        r"\d{3}",
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037"
        " 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077"
        " 079 080 082 083 084 086 087 089 091 092 093 094 095 096",
    )
)
#: Numbers above are those of countries: of people whose birth was registered abroad.
_FIRST_COUNTRY = 101


class Sex(StrEnum):
    """Giới tính."""

    MALE = "male"
    FEMALE = "female"


class Doubt(StrEnum):
    """What does not fit."""

    LENGTH = "length"
    PROVINCE = "province"
    YEAR = "year"
    SEX = "sex"


@dataclass(frozen=True)
class NumberFacts:
    """What a number says by itself."""

    place: str
    sex: Sex
    birth_year: int

    @property
    def is_place_known(self) -> bool:
        return self.place in _PROVINCES or int(self.place) >= _FIRST_COUNTRY


def read_number(number: str) -> NumberFacts | None:
    """The facts of a twelve-digit number; None for anything else, such as an old number of nine digits (CMND)."""
    if not _NUMBER.fullmatch(number):
        return None
    century, sex = divmod(int(number[3]), 2)
    return NumberFacts(
        place=number[:3],
        sex=Sex.FEMALE if sex else Sex.MALE,
        birth_year=1900 + 100 * century + int(number[4:6]),
    )


def doubts(number: str, *, birth_year: int | None = None, sex: Sex | None = None) -> list[Doubt]:
    """Everything about `number` that gives reason to look again; what is not known of the person is not judged."""
    if re.fullmatch(r"\d{9}", number, re.ASCII):
        return []
    facts = read_number(number)
    if facts is None:
        return [Doubt.LENGTH]
    found = {
        Doubt.PROVINCE: not facts.is_place_known,
        Doubt.YEAR: birth_year is not None and birth_year != facts.birth_year,
        Doubt.SEX: sex is not None and sex != facts.sex,
    }
    return [doubt for doubt, is_there in found.items() if is_there]
