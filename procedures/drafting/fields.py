"""Fields that take what is typed and leave the judging to the rules of an entry, and how text becomes a value."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms

_NUMBER = re.compile(r"\d{1,15}|\d{1,3}(?:[.,\s]\d{3}){1,4}")
_DAY = "%d/%m/%Y"


class _Unjudged:
    """A field that may be left empty without being called optional: what has to be there is judged elsewhere."""

    def validate(self, value: Any) -> None:
        """Let everything through."""


class Text(_Unjudged, forms.CharField):
    """A text of any length, or none."""

    def __init__(self, *, lines: int = 0, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", **kwargs.pop("attrs", {})}
        kwargs.setdefault("widget", forms.Textarea({**attrs, "rows": lines}) if lines else forms.TextInput(attrs))
        super().__init__(**kwargs)


class Number(Text):
    """A number as people write it: 10000, 10.000 or 10 000."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs={"inputmode": "numeric"}, **kwargs)


class Day(Text):
    """A day from the browser's calendar, or typed as dd/mm/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


class Choice(_Unjudged, forms.ChoiceField):
    """One of several words; an unknown one of an imported entry stays until somebody chooses."""


class Tick(forms.BooleanField):
    """Ticked or not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


def number(text: str) -> int | str | None:
    """Return the number somebody typed, the text itself where it is none, and None for nothing."""
    text = text.strip()
    if not text:
        return None
    return int(re.sub(r"\D", "", text)) if _NUMBER.fullmatch(text) else text


def day(text: str) -> str:
    """Return a day as an entry writes it; a text that is no day stays."""
    text = text.strip()
    try:
        return datetime.strptime(text, _DAY).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return text


def lines_of(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def shown(value: Any) -> str:
    """Return a value of an entry as a field shows it."""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def shown_lines(value: Any) -> str:
    """Return a list of texts as the lines of a field."""
    return "\n".join(shown(item) for item in value) if isinstance(value, list) else shown(value)


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
