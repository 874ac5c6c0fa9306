"""Judging the entries of a file one by one: what each says, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.importing.checking import check, code_of
from procedures.importing.facts import EntryFacts, Fault
from procedures.importing.reading import RawEntry, RawFile


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry with its code, and either its facts or its faults."""

    entry: RawEntry
    code: str
    facts: EntryFacts | None
    faults: list[Fault]


def judged(raw: RawFile) -> Iterator[Judged]:
    """Judge the entries of `raw` in their order; a code that stands twice is a fault of the second."""
    seen: dict[str, int] = {}
    for entry in raw.entries:
        facts, faults = (None, [Fault("", entry.fault)]) if entry.fault else check(entry.value)
        faults = _with_those_of_reading(faults, entry)
        code = facts.code if facts is not None else code_of(entry.value)
        if code and code in seen and not entry.fault:
            message = _("the code %(code)s stands already in entry %(number)d, expected once in a file")
            faults = [*faults, Fault("code", message % {"code": code, "number": seen[code]})]
        elif code:
            seen[code] = entry.position
        yield Judged(entry, code, None if faults else facts, faults)


def _with_those_of_reading(faults: list[Fault], entry: RawEntry) -> list[Fault]:
    """What was met on reading a value says more than that the value is missing."""
    met = {fault.path for fault in entry.found}
    return [*entry.found, *(fault for fault in faults if fault.path not in met)]
