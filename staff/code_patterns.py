"""The pattern of dossier codes (mẫu mã hồ sơ). Pure: no Django."""

import re
from string import Formatter

FIELDS = frozenset({"agency", "yymmdd", "number"})
LONGEST_CODE = 40
_LITERAL = re.compile(r"[A-Z0-9./_-]*")
_NUMBER_FORMAT = re.compile(r"(0?[1-9])?d?")
# An agency identifier of all four levels, longer than those of most offices.
_SAMPLE = {"agency": "H25.12.03.01", "yymmdd": "230815"}


def is_code_pattern(pattern: str) -> bool:
    """Whether `pattern` gives each dossier a code of its own of at most 40 characters.

    It needs ``{agency}``, ``{yymmdd}`` and ``{number}``, the last with a width if wished, as ``{number:04d}``;
    between them stand capitals, digits, dots, dashes, underscores and strokes only.
    """
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return False
    if {name for _text, name, _format, _conversion in parts if name is not None} != FIELDS:
        return False
    for text, name, wanted, conversion in parts:
        if not _LITERAL.fullmatch(text) or conversion:
            return False
        if wanted and not (name == "number" and _NUMBER_FORMAT.fullmatch(wanted)):
            return False
    codes = {pattern.format(**_SAMPLE, number=number) for number in (1, 2)}
    return len(codes) == 2 and max(map(len, codes)) <= LONGEST_CODE
