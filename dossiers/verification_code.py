"""How people write the verification code of a paper (mã kiểm tra). Pure: imports no Django."""

from __future__ import annotations

import re

#: A code as papers print it, inside other text.
PRINTED = re.compile(r"\b[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\b")


def normal_code(code: str) -> str:
    """``k7m2 9qtd 4xhb`` as printed, ``K7M2-9QTD-4XHB``; empty when it has not twelve letters and digits."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in (0, 4, 8)) if len(letters) == 12 else ""
