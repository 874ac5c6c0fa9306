"""How figures are written on official papers (thể thức văn bản). Pure: imports no Django.

Legal source: Decree 30/2020/NĐ-CP, annex I: days below 10 and months 1 and 2 are written with a leading zero.
"""

from __future__ import annotations

import datetime as dt

from procedures.limits import Limit, LimitMode

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu", "tỷ")


def two_digits(number: int) -> str:
    """A count as offices write it: ``1`` → ``01``."""
    return f"{number:02d}"


def day_in_words(day: dt.date) -> str:
    """``ngày 05 tháng 9 năm 2023``."""
    month = two_digits(day.month) if day.month <= 2 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def moment_in_words(moment: dt.datetime) -> str:
    """``14 giờ 30 phút, ngày 05 tháng 9 năm 2023``; `moment` is already in local time."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {day_in_words(moment.date())}"


def limit_in_words(limit: Limit) -> str:
    """The time limit in its own unit: ``03 ngày làm việc``, ``04 giờ làm việc``, ``15 ngày``."""
    mode = LimitMode(limit.mode)
    if mode is LimitMode.SAME_DAY:
        if limit.cutoff is None:
            return "trong ngày làm việc"
        cutoff = f"{limit.cutoff.hour:02d} giờ" + (f" {limit.cutoff.minute:02d}" if limit.cutoff.minute else "")
        return f"trong ngày làm việc; nhận sau {cutoff} thì trả kết quả trong ngày làm việc tiếp theo"
    unit = {
        LimitMode.WORKING_HOURS: "giờ làm việc",
        LimitMode.WORKING_DAYS: "ngày làm việc",
        LimitMode.CALENDAR_DAYS: "ngày",
    }[mode]
    return f"{two_digits(limit.value)} {unit}"


def money(amount: int) -> str:
    """``30.000 đồng``; `amount` in whole đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def number_in_words(number: int) -> str:
    """A number from 0 to 999,999,999,999 read aloud: ``31005`` → ``ba mươi mốt nghìn không trăm linh năm``."""
    if number == 0:
        return _DIGITS[0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    words: list[str] = []
    for power in reversed(range(len(groups))):
        if groups[power]:
            is_first = power == len(groups) - 1
            words += [*_three_digits(groups[power], is_first=is_first), _THOUSANDS[power]]
    return " ".join(word for word in words if word)


def _three_digits(number: int, *, is_first: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return words


def money_in_words(amount: int) -> str:
    """``Ba mươi nghìn đồng``, as written beside the figure."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def copy_kinds(item: str) -> tuple[bool, bool, bool]:
    """Which copies of a paper a demand names: (bản chính, bản chứng thực, bản photo), for the older form 02."""
    text = item.lower()
    is_certified = "chứng thực" in text
    return "bản chính" in text, is_certified, "photo" in text or ("bản sao" in text and not is_certified)
