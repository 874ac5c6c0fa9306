"""The parts of an entry in words (lời của từng phần), as `procedures/comparing/differences.py` compares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import channels
from procedures.limits import LimitMode
from procedures.wording import CHANNEL_NAMES, limit_in_words

Entry = Mapping[str, Any]
Row = Mapping[str, Any]

#: Each part that is compared, in the order of the page.
PARTS: dict[str, Any] = {
    "name": gettext_lazy("Name"),
    "full_name": gettext_lazy("Full name"),
    "field": gettext_lazy("Field"),
    "level_2023": gettext_lazy("Level before 1 July 2025"),
    "level_now": gettext_lazy("Level from 1 July 2025"),
    "authority_2023": gettext_lazy("Authority before 1 July 2025"),
    "authority_now": gettext_lazy("Authority from 1 July 2025"),
    "target": gettext_lazy("For whom"),
    "steps": gettext_lazy("Step by step"),
    "ways": gettext_lazy("Way of filing"),
    "papers": gettext_lazy("Papers"),
    "sets": gettext_lazy("Number of sets"),
    "time_limit": gettext_lazy("Time limit"),
    "after_supplement": gettext_lazy("Limit after a supplement"),
    "after_payment": gettext_lazy("Limit after a financial obligation"),
    "after_withdrawal": gettext_lazy("Limit after a withdrawal not granted"),
    "fees": gettext_lazy("Fee and charge"),
    "forms": gettext_lazy("Blank forms"),
    "result": gettext_lazy("Result"),
    "conditions": gettext_lazy("Requirements and conditions"),
    "legal_basis": gettext_lazy("Legal basis"),
    "online_level": gettext_lazy("Online level"),
    "notes": gettext_lazy("Remarks"),
    "url": gettext_lazy("Published at"),
    "route": gettext_lazy("Route"),
    "everyday_words": gettext_lazy("Everyday words"),
    "life_events": gettext_lazy("Life events"),
}
CHANNELS = {word: CHANNEL_NAMES[channel] for word, channel in channels.FROM_SOURCE.items()}
_AFTER_PAUSE = {
    "restart": gettext_lazy("counted anew from the complete dossier"),
    "resume": gettext_lazy("continued where it stopped"),
}


def part_title(part: str) -> str:
    """The name of a part."""
    return str(PARTS[part])


def plain_text(entry: Entry, part: str) -> str:
    """A text or a number as it stands."""
    return text_of(entry.get(part))


def lines(entry: Entry, part: str) -> list[str]:
    """A list of texts; the older form of a catalogue file writes steps as one text of lines."""
    value = entry.get(part)
    found = value if isinstance(value, list) else text_of(value).splitlines()
    return [text for text in map(text_of, found) if text]


def limit_lines(entry: Entry) -> dict[str, str]:
    """The limit by what is said of it."""
    part = mapping_of(entry, "time_limit")
    mode, value = text_of(part.get("mode")), part.get("value")
    by_channel = mapping_of(part, "by_channel")
    title = part_title("time_limit")
    found = {title: capfirst(_limit(mode, value))}
    for word, name in CHANNELS.items():
        if by_channel.get(word) is not None and by_channel[word] != value:
            found[f"{title}, {name}"] = _limit(mode, by_channel[word])
    found[_("Cut-off")] = text_of(part.get("cutoff"))
    found[_("Note on the limit")] = text_of(part.get("note"))
    return found


def ways_lines(entry: Entry) -> dict[str, str]:
    """What holds for each channel."""
    part = mapping_of(entry, "ways")
    title = part_title("ways")
    return {f"{title}, {name}": text_of(part.get(word)) for word, name in CHANNELS.items()}


def _limit(mode: str, value: Any) -> str:
    if mode == LimitMode.SAME_DAY:
        value = 0
    return limit_in_words(mode, value) if isinstance(value, int) or not mode else text_of(value)


def _joined(entry: Entry, part: str) -> str:
    return ", ".join(lines(entry, part))


def _whom(entry: Entry, part: str) -> str:
    """In whichever order a file names them."""
    return ", ".join(sorted(lines(entry, part)))


def _result(entry: Entry, part: str) -> str:
    return "\n".join(filter(None, [text_of(entry.get(part)), *lines(entry, "also_result")]))


def _remarks(entry: Entry, part: str) -> str:
    keys = part, "territory", "hours_note", "applicant_vs_owner"
    return "\n".join(filter(None, (text_of(entry.get(key)) for key in keys)))


def _sets(entry: Entry, part: str) -> str:
    return text_of(entry.get(part, 1))


def _online(entry: Entry, part: str) -> str:
    return text_of(mapping_of(entry, part).get("level"))


def _pause(entry: Entry, part: str) -> str:
    usual = "restart" if part == "after_supplement" else "resume"
    word = text_of(entry.get(part)) or usual
    return str(_AFTER_PAUSE.get(word, word))


def _route(entry: Entry, part: str) -> str:
    return "; ".join(f"{text_of(row.get('name'))} ({text_of(row.get('minutes'))})" for row in rows_of(entry, part))


READ: dict[str, Callable[[Entry, str], str]] = {
    "target": _whom,
    "everyday_words": _joined,
    "life_events": _joined,
    "result": _result,
    "notes": _remarks,
    "sets": _sets,
    "online_level": _online,
    "after_supplement": _pause,
    "after_payment": _pause,
    "after_withdrawal": _pause,
    "route": _route,
}


def rows_of(entry: Entry, part: str) -> list[Row]:
    """The rows of a list, leaving out what is none."""
    value = entry.get(part)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def day_words(value: Any) -> str:
    """A day of an entry as it is read here."""
    text = text_of(value)
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def text_of(value: Any) -> str:
    """A value as text, however it is written."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else str(value)


def mapping_of(entry: Entry, key: str) -> Mapping[str, Any]:
    """A mapping inside an entry; an empty one where there is none."""
    value = entry.get(key)
    return value if isinstance(value, Mapping) else {}
