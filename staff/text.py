"""Text as people type it: folded for search (bỏ dấu: no marks, lower case, đ → d), cleaned, read as a number."""

import re
import unicodedata

_BIGGEST = 10**18 - 1
_SPACES = re.compile(r"\s+")
_PLAIN_TWINS = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\xa0": " "}
)


def fold(text: str) -> str:
    """Return `text` as people type it without marks: ``fold("Đăng ký  khai sinh") == "dang ky khai sinh"``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", plain).strip().lower()


def digits(text: str) -> str:
    """Return only the digits of `text` (số điện thoại, số định danh typed with spaces or dots)."""
    return "".join(char for char in text if char.isdigit())


def whole_number(text: str, *, most: int = _BIGGEST) -> int | None:
    """The number from 0 to `most` that `text` writes in plain digits; None for anything else.

    Without `most` it is any number a column of the database holds.
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_BIGGEST))
    return int(text) if is_number and int(text) <= most else None


def plain_line(text: str) -> str:
    """`text` as one line without invisible characters, which could turn the order of letters on a receipt."""
    visible = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf"))
    return _SPACES.sub(" ", visible).strip()


def without_marks(text: str) -> str:
    """`text` in letters no phone network charges double: ``Đã nhận “hồ sơ”`` → ``Da nhan "ho so"``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_PLAIN_TWINS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
