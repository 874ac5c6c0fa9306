"""From YAML values to what a JSON column can keep, and to the digest that recognises an unchanged entry."""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from procedures.importing.facts import Fault

#: Beyond this no database column of ours holds a number; JSON readers lose digits too.
LARGEST_NUMBER = 10**15
_ALLOWED_CONTROLS = frozenset("\n\t")


def joined(path: str, key: object) -> str:
    """Return the dotted path of ``key`` below ``path``; list positions are written ``papers.2``."""
    return f"{path}.{key}" if path else str(key)


def plain(value: Any, path: str, faults: list[Fault]) -> Any:
    """Return ``value`` as JSON can keep it, texts in NFC; add a fault for what no database could store."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _plain_text(value, path, faults)
    if isinstance(value, int | float):
        return _plain_number(value, path, faults)
    if isinstance(value, dict):
        return {
            _plain_text(str(key), path, faults): plain(item, joined(path, key), faults)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [plain(item, joined(path, number), faults) for number, item in enumerate(value, start=1)]
    if isinstance(value, set):
        return sorted(str(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return _plain_text(str(value), path, faults)


def digest(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of an entry, the same whatever the order of its keys or the line ends of its file."""
    canonical = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain_text(value: str, path: str, faults: list[Fault]) -> str:
    for char in value:
        if unicodedata.category(char) in ("Cc", "Cs") and char not in _ALLOWED_CONTROLS:
            faults.append(
                Fault(path, _("holds the control character U+%(number)04X, expected text") % {"number": ord(char)})
            )
            return ""
    return unicodedata.normalize("NFC", value)


def _plain_number(value: int | float, path: str, faults: list[Fault]) -> int | float | None:
    if isinstance(value, float) and not math.isfinite(value):
        faults.append(Fault(path, _("is not a number that can be stored, expected a finite number")))
        return None
    if abs(value) > LARGEST_NUMBER:
        faults.append(
            Fault(path, _("is too large a number, expected at most %(most)d") % {"most": LARGEST_NUMBER})
        )
        return None
    return value
