"""A year proposed (đề xuất lịch làm việc của năm): what the law and habit make likely, for a person to confirm.

The `holidays` package knows feasts and most swapped days off. It never knows which Saturdays are worked, it lacks
some swaps, and its Tết and National Day of a coming year are estimates: nothing of it counts until confirmed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .working_time import DayKind

_IN_LIEU = re.compile(r"\s*\(nghỉ bù\)")
_SWAPPED = re.compile(r"thay cho ngày (\d{2})/(\d{2})/(\d{4})")
_SATURDAY = 5

YEARLY = _("Decided each year: compare with the notice of the Prime Minister or the ministry.")
IN_LIEU = _("Follows from a holiday on a rest day; check the day.")
SWAP = _("Exchanged days are decided case by case: enter only with the letter at hand.")
WEEKEND = _("Falls on a rest day: needed only where a unit is open then.")
NOT_LAW = _(
    "Not among the holidays of the Labour Code, article 112, as far as is known: tick it only with the law."
)


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """One date as it may turn out; `check` says what a person must compare, unless it is fixed by law."""

    day: dt.date
    kind: DayKind
    name: str
    is_ticked: bool
    check: Any = ""


def propose(year: int) -> list[ProposedDay]:
    """The dates of a year in order, with what is to be checked about each."""
    proposed: list[ProposedDay] = []
    for day, name in sorted(_known_to_the_package(year).items()):
        proposed += _judged(day, name)
    return sorted(proposed, key=lambda each: each.day)


def _judged(day: dt.date, name: str) -> list[ProposedDay]:
    if (day.month, day.day) == (11, 24):
        return [ProposedDay(day, DayKind.HOLIDAY, name, False, NOT_LAW)]
    swapped = _SWAPPED.search(name)
    if swapped is not None:
        worked = dt.date(*(int(part) for part in reversed(swapped.groups())))
        off = ProposedDay(day, DayKind.SWAP_OFF, f"Đổi với ngày làm bù {worked:%d/%m/%Y}", False, SWAP)
        back = ProposedDay(worked, DayKind.WORKED, f"Làm bù cho ngày nghỉ {day:%d/%m/%Y}", False, SWAP)
        return [off, back] if worked.year == day.year else [off]
    if _IN_LIEU.search(name):
        return [ProposedDay(day, DayKind.IN_LIEU, _IN_LIEU.sub("", name), True, IN_LIEU)]
    if day.weekday() >= _SATURDAY:
        return [ProposedDay(day, DayKind.HOLIDAY, name, False, WEEKEND)]
    return [ProposedDay(day, DayKind.HOLIDAY, name, True, YEARLY if _is_set_each_year(day, name) else "")]


def _is_set_each_year(day: dt.date, name: str) -> bool:
    """Tết Nguyên đán and Quốc khánh: the law gives the number of days, the government the dates."""
    return day.month == 9 or (day.month in (1, 2) and "Dương lịch" not in name)


def _known_to_the_package(year: int) -> dict[dt.date, str]:
    # asked once a year, and a tenth of a second to load
    import holidays

    return dict(holidays.country_holidays("VN", years=year, language="vi"))
