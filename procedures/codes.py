"""Procedure codes (mã thủ tục hành chính). Pure: imports no Django."""

import re
from typing import Final

PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
_WHOLE: Final = re.compile(PATTERN)


def is_code(text: str) -> bool:
    """Whether ``text`` can be a procedure code: 1 to 40 letters, digits, dots, hyphens or underscores."""
    return _WHOLE.fullmatch(text) is not None
