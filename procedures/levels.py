"""Levels of administration (cấp thực hiện) as the catalogue writes them. Pure: imports no Django.

The district level (huyện) ended on 1 July 2025 (Luật Tổ chức chính quyền địa phương 72/2025/QH15), so every
procedure carries its level before and after that day.
"""

from dataclasses import dataclass
from typing import Final

#: A level nobody held then, for instance because the procedure did not exist yet.
NONE_WRITTEN: Final = frozenset({"", "–", "-"})

KNOWN_WORDS: Final = ("xã", "huyện", "tỉnh", "bộ")


@dataclass(frozen=True, slots=True)
class Reception:
    """Whose counter receives a procedure."""

    at_commune: bool
    at_district: bool


def is_known(level: str) -> bool:
    """Whether ``level`` names at least one level we know, or says that there is none."""
    return level in NONE_WRITTEN or any(word in level.lower() for word in KNOWN_WORDS)


def reception(level_2023: str, level_now: str) -> Reception:
    """Return who receives a procedure of these levels.

    "huyện (xã tiếp nhận)" is decided by the district but received by the commune. Where no level of 2023 is
    written, the level of today decides.
    """
    before = level_2023.strip().lower()
    if before in NONE_WRITTEN:
        return Reception(at_commune="xã" in level_now.lower(), at_district=False)
    if "xã tiếp nhận" in before:
        return Reception(at_commune=True, at_district=False)
    return Reception(at_commune="xã" in before, at_district="huyện" in before)
