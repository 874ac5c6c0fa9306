"""A mapping under check: typed reads that collect every fault instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from procedures.importing.facts import Fault
from procedures.importing.plain import joined

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SPACES = re.compile(r"\s+")


def describe(value: object) -> str:
    """Say what stands in the file, short enough for one line."""
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = _SPACES.sub(" ", value)
        return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
    if isinstance(value, Mapping):
        return _("a mapping")
    if isinstance(value, list):
        return _("a list")
    return _("the number %(number)s") % {"number": str(value)[:40]}


class CheckedMapping:
    """One mapping of an entry, its dotted path, and which of its keys have been read.

    Every read returns a usable value; what is wrong is added to ``faults``, which all mappings of an entry
    share. A key whose value is null counts as not written.
    """

    def __init__(self, values: dict[str, Any], path: str, faults: list[Fault]) -> None:
        self.values = values
        self.path = path
        self.faults = faults
        self._read: set[str] = set()
        self._parts: list[tuple[str, CheckedMapping]] = []

    def fault(self, key: str, found: object, expected: str) -> None:
        """Note that ``key`` holds ``found`` where ``expected`` (words) belongs."""
        message = _("found %(found)s, expected %(expected)s")
        self._add(key, message % {"found": describe(found), "expected": expected})

    def has(self, key: str) -> bool:
        """Whether ``key`` is written with a value."""
        return self.values.get(key) is not None

    def take(self, key: str) -> Any:
        """Return the raw value of ``key`` and mark it read."""
        self._read.add(key)
        return self.values.get(key)

    def text(self, key: str, *, longest: int, required: bool = False, lines: bool = False) -> str:
        """Read a text; blanks around it are cut, and inside it folded unless ``lines`` is set."""
        value = self.take(key)
        if value is None:
            if required:
                self.missing(key, _("a text"))
            return ""
        if not isinstance(value, str):
            self.fault(key, value, _("text (put it in quotes)"))
            return ""
        value = value.strip() if lines else _SPACES.sub(" ", value).strip()
        if not value and required:
            self.missing(key, _("a text"))
        if len(value) > longest:
            self.fault(key, value, _("at most %(longest)d characters") % {"longest": longest})
            return ""
        return str(value)

    def integer(self, key: str, *, low: int, high: int, default: int | None = None) -> int | None:
        """Read a whole number from ``low`` to ``high``."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.number_fault(key, value, low=low, high=high)
            return default
        return value

    def number_fault(self, key: str, found: object, *, low: int, high: int) -> None:
        """Note that ``key`` holds ``found`` where a whole number from ``low`` to ``high`` belongs."""
        bounds = {"low": number_format(low), "high": number_format(high)}
        self.fault(key, found, _("a whole number from %(low)s to %(high)s") % bounds)

    def boolean(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(key, value, _("true or false"))
            return default
        return value

    def choice(self, key: str, choices: Mapping[str, str], *, default: str) -> str:
        """Read one of the words ``choices`` knows and return what it stands for."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, str) or value.strip() not in choices:
            self.fault(key, value, _("one of: %(choices)s") % {"choices": ", ".join(choices)})
            return default
        return choices[value.strip()]

    def clock(self, key: str) -> time | None:
        """Read a time of day. YAML reads an unquoted 15:00 as the number 900, hence the quotes."""
        value = self.take(key)
        if value is None:
            return None
        match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            self.fault(key, value, _("a time of day in quotes, such as '15:00'"))
            return None
        return time(int(match[1]), int(match[2]))

    def day(self, key: str) -> date | None:
        """Read a date (an unquoted YAML date has become ISO text before)."""
        value = self.take(key)
        if value is None:
            return None
        try:
            found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            found = None
        if found is None or not 1945 <= found.year <= 2100:
            self.fault(key, value, _("a date such as 2025-07-01"))
            return None
        return found

    def texts(self, key: str, *, longest: int) -> list[str]:
        """Read a list of texts."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(key, value, _("a list of texts"))
            return []
        found = []
        for number, item in enumerate(value, start=1):
            if not isinstance(item, str) or not item.strip() or len(item) > longest:
                self.fault(
                    joined(key, number), item, _("text of 1 to %(longest)d characters") % {"longest": longest}
                )
            else:
                found.append(_SPACES.sub(" ", item).strip())
        return found

    def mapping(self, key: str) -> CheckedMapping | None:
        """Read a mapping; its faults and unread keys count as this one's."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, value, _("a mapping"))
            return None
        return self._part(key, value, joined(self.path, key))

    def mappings(self, key: str) -> Iterator[CheckedMapping]:
        """Read a list of mappings."""
        value = self.take(key)
        if value is not None and not isinstance(value, list):
            self.fault(key, value, _("a list of mappings"))
            return
        for number, item in enumerate(value or [], start=1):
            if isinstance(item, dict):
                yield self._part(key, item, joined(joined(self.path, key), number))
            else:
                self.fault(joined(key, number), item, _("a mapping"))

    def unread(self) -> set[str]:
        """Return the dotted names (without list positions) of the keys nobody read."""
        names = {key for key in self.values if key not in self._read}
        for key, part in self._parts:
            names |= {joined(key, name) for name in part.unread()}
        return names

    def _part(self, key: str, value: dict[str, Any], path: str) -> CheckedMapping:
        part = CheckedMapping(value, path, self.faults)
        self._parts.append((key, part))
        return part

    def missing(self, key: str, expected: str) -> None:
        """Note that ``key`` is not written where ``expected`` (words) belongs."""
        self._add(key, _("missing, expected %(expected)s") % {"expected": expected})

    def _add(self, key: str, message: str) -> None:
        """Add a fault, unless the same place already has one: a value is named once."""
        path = joined(self.path, key) if key else self.path
        if all(fault.path != path for fault in self.faults):
            self.faults.append(Fault(path, message))
