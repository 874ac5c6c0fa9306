"""One cell of a workbook as the value it shows."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from procedures.spreadsheet.layout import TRUTHS, Column, Kind
from staff.text import fold

_GROUPED = re.compile(r"\d{1,3}(?:[.\s\u00a0]\d{3})+")
_WHOLE = re.compile(r"-?\d{1,15}")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TRUE_WORDS = {"co", "x", "yes", "true", "dung"}
_FALSE_WORDS = {"khong", "no", "false", "sai"}
#: What a spreadsheet shows where a formula fails.
_FAILURES = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})


class BadCell(ValueError):
    """A cell that does not hold what its column asks for; the message says so to the reader."""


def value_of(cell: Any, column: Column) -> Any:
    """Return the value of a cell as entries hold it, None for an empty one. Raises `BadCell`."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, str) and cell.strip() in _FAILURES:
        raise BadCell(_("the formula in this cell fails: %(shown)s") % {"shown": cell.strip()})
    match column.kind:
        case Kind.WHOLE:
            return _whole(cell)
        case Kind.TRUTH:
            return _truth(cell)
        case Kind.DAY:
            return _day(cell)
        case Kind.CLOCK:
            return f"{cell:%H:%M}" if isinstance(cell, time | datetime) else shown(cell)
        case Kind.WORD:
            return _word(cell, column)
        case Kind.TEXTS:
            return [text.strip() for text in re.split(r"[\n;]", shown(cell)) if text.strip()]
        case Kind.REST:
            return _rest(shown(cell))
    if column.key == "code":
        return _code(cell)
    return shown(cell)


def shown(cell: Any) -> str:
    """A cell as a reader sees it."""
    if isinstance(cell, bool):
        return TRUTHS[cell]
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return str(cell)


def _code(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    # A program that keeps 1.001930 as a number has dropped its last zero: only the author knows the code.
    raise BadCell(_("the code is a number here; format the column as text and type the code again"))


def _whole(cell: Any) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    text = shown(cell).strip()
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    if _WHOLE.fullmatch(text):
        return int(text)
    raise BadCell(_("found “%(found)s”, expected a whole number") % {"found": text[:40]})


def _truth(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    word = fold(shown(cell))
    if word in _TRUE_WORDS or cell == 1:
        return True
    if word in _FALSE_WORDS or cell == 0:
        return False
    raise BadCell(
        _("found “%(found)s”, expected one of: %(words)s")
        % {"found": shown(cell)[:40], "words": ", ".join(TRUTHS.values())}
    )


def _day(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = shown(cell).strip()
    match = _DAY.fullmatch(text)
    try:
        found = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError as error:
        raise BadCell(_("found “%(found)s”, expected a date such as 01/07/2025") % {"found": text[:40]}) from error
    return found.isoformat()


def _word(cell: Any, column: Column) -> str:
    asked = fold(shown(cell))
    for value, word in column.words.items():
        if asked == fold(word):
            return value
    raise BadCell(
        _("found “%(found)s”, expected one of: %(words)s")
        % {"found": shown(cell)[:40], "words": "; ".join(column.words.values())}
    )


def _rest(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadCell(_("not what the system wrote here; leave the cell as it was")) from error
    if not isinstance(found, dict):
        raise BadCell(_("not what the system wrote here; leave the cell as it was"))
    return found
