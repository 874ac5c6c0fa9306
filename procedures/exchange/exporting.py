"""The catalogue as a file (xuất danh mục): YAML for programs and other offices, XLSX for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import yaml
from django.db.models import QuerySet

from procedures.entries import ROWS, entry_of
from procedures.importing.reading import DESCRIPTION_KEY, ENTRIES_KEY
from procedures.models import ProcedureVersion

try:
    from yaml import CSafeDumper as SafeDumper
except ImportError:  # PyYAML built without libyaml: ten times slower, otherwise the same
    from yaml import SafeDumper  # type: ignore[assignment]

#: Versions held in memory at a time.
_CHUNK = 200
#: How the office works inside is its own affair.
INTERNAL = frozenset({"route"})


def with_rows(versions: QuerySet[ProcedureVersion]) -> QuerySet[ProcedureVersion]:
    """`versions` with all that an entry is written from, one statement a kind."""
    return versions.select_related("procedure__field").prefetch_related(*ROWS, "procedure__life_events")


def entries_of(
    versions: QuerySet[ProcedureVersion], *, without: frozenset[str] = frozenset()
) -> Iterator[dict[str, Any]]:
    """Write each of `versions` as an entry, in their order, leaving out the keys `without`."""
    for version in with_rows(versions).iterator(chunk_size=_CHUNK):
        yield {key: value for key, value in entry_of(version).items() if key not in without}


def yaml_of(entries: Iterable[dict[str, Any]], *, on: date, unit: str) -> Iterator[str]:
    """Write entries as a catalogue file, piece by piece; `unit` published them, they were in force on `on`."""
    yield _dumped({DESCRIPTION_KEY: {"snapshot": on.isoformat(), "unit": unit}})
    is_empty = True
    for entry in entries:
        yield f"{ENTRIES_KEY}:\n" if is_empty else ""
        yield _dumped([entry])
        is_empty = False
    if is_empty:
        yield f"{ENTRIES_KEY}: []\n"


def _dumped(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=SafeDumper, allow_unicode=True, sort_keys=False, width=110)
    return text
