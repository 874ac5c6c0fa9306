"""Phone numbers of Vietnam (số điện thoại): one rule for accounts, forms and the API. Pure: no Django."""

import re

from .text import digits

_PHONE = re.compile(r"0[35789]\d{8}|02\d{8,9}", re.ASCII)


def normal_phone(phone: str) -> str:
    """Số điện thoại as its digits from the 0 on: ``+84 912.345.678`` → ``0912345678``."""
    number = digits(phone)
    if number.startswith("84") and len(number) >= 11:
        number = "0" + number[2:]
    return number


def is_phone(number: str) -> bool:
    """Whether `number`, as `normal_phone` gives it, is a mobile phone (10 digits) or a landline (10 or 11)."""
    return _PHONE.fullmatch(number) is not None
