"""VietQR: the text behind a QR code by which a bank's app fills in a transfer. Pure: imports no Django.

EMVCo “QR Code Specification for Payment Systems: Merchant-Presented Mode”, with the account data of the NAPAS
VietQR specification (service QRIBFTTA: to an account). Each object is an id, a length and a value.
"""

from __future__ import annotations

import re
import unicodedata

_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_DONG, _VIETNAM = "704", "VN"
_STATIC, _DYNAMIC = "11", "12"
#: Longer texts are cut by banks, so that a dossier could not be found by them.
MOST_OF_A_TEXT = 25


def payload(*, bank_bin: str, account: str, amount: int | None = None, text: str = "") -> str:
    """What the QR code holds. Raises ValueError for what no bank could read."""
    if not re.fullmatch(r"\d{6}", bank_bin):
        raise ValueError("a bank identification number has 6 digits")
    if not re.fullmatch(r"[0-9A-Z]{1,19}", account):
        raise ValueError("an account number has at most 19 digits or capitals")
    if amount is not None and not 0 < amount <= 9_999_999_999_999:
        raise ValueError("an amount is a whole number of đồng above nothing")
    beneficiary = _field("00", bank_bin) + _field("01", account)
    parts = [
        _field("00", "01"),
        _field("01", _STATIC if amount is None else _DYNAMIC),
        _field("38", _field("00", _NAPAS) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT)),
        _field("53", _DONG),
    ]
    if amount is not None:
        parts.append(_field("54", str(amount)))
    parts.append(_field("58", _VIETNAM))
    if told := plain(text):
        parts.append(_field("62", _field("08", told)))
    without_sum = "".join(parts) + "6304"
    return without_sum + f"{crc16(without_sum.encode('ascii')):04X}"


def plain(text: str) -> str:
    """A text as banks pass it on: without marks, letters, digits and single spaces only, 25 of them."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = re.sub(r"[^A-Za-z0-9]+", " ", "".join(c for c in letters if not unicodedata.combining(c)))
    return kept.strip()[:MOST_OF_A_TEXT].strip()


def transfer_text(code: str) -> str:
    """Nội dung chuyển khoản by which the payment of a dossier is found; its code whole, or else without spaces."""
    spaced = re.sub(r"[^A-Za-z0-9]+", " ", f"LP {code}").strip()
    return spaced if len(spaced) <= MOST_OF_A_TEXT else f"LP {re.sub(r'[^A-Za-z0-9]', '', code)}"[:MOST_OF_A_TEXT]


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, starting at 0xFFFF, as EMVCo asks."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _field(name: str, value: str) -> str:
    if len(value) > 99:
        raise ValueError("a field has at most 99 characters")
    return f"{name}{len(value):02d}{value}"
