"""Phone numbers of Vietnam (số điện thoại): one rule for accounts, forms and the API. Pure: no Django."""

import re

from .text import digits

_PHONE = re.compile(r"0[35789]\d{8}|02\d{8,9}", re.ASCII)
_MOBILE = re.compile(r"0[35789]\d{8}", re.ASCII)


def normal_phone(phone: str) -> str:
    """Số điện thoại as its digits from the 0 on: ``+84 912.345.678`` → ``0912345678``."""
    number = digits(phone)
    if number.startswith("84") and len(number) >= 11:
        number = "0" + number[2:]
    return number


def is_phone(number: str) -> bool:
    """Whether `number`, as `normal_phone` gives it, is a mobile phone (10 digits) or a landline (10 or 11)."""
    return _PHONE.fullmatch(number) is not None


def is_mobile(phone: str) -> bool:
    """Whether `phone` can receive messages: a Vietnamese mobile number (số di động)."""
    return _MOBILE.fullmatch(normal_phone(phone)) is not None


def international_phone(phone: str) -> str:
    """The number as gateways want it: ``0912 345 678`` → ``+84912345678``."""
    number = normal_phone(phone)
    return f"+84{number[1:]}" if number.startswith("0") else number
