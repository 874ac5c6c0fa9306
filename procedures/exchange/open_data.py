"""Open data (dữ liệu mở): what the office posts, as flat tables that anybody may take away.

Each table is a list of rows with the same columns, in JSON page by page and in CSV as one file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from procedures.models import Fee, Field, PostedDocument, ProcedureVersion, RequiredDocument
from staff.models import Unit

_CHUNK = 500
_BOM = "\ufeff"
#: A cell that begins so would be worked out by a spreadsheet.
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
#: A text that a spreadsheet would turn into a number or a day: codes, telephones.
_LIKE_A_NUMBER = re.compile(r"[\d.,/ -]*\d[\d.,/ -]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, each with the expression it is read from, and the rows on a day."""

    name: str
    columns: Mapping[str, str]
    rows: Callable[[date], QuerySet[Any]]
    ordering: tuple[str, ...]

    def values(self, on: date) -> QuerySet[Any, dict[str, Any]]:
        """The rows as mappings of expressions to values, in their order."""
        wanted = dict.fromkeys([*self.columns.values(), *self.ordering])
        return self.rows(on).values(*wanted).order_by(*self.ordering)

    def row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """One row by the names of its columns."""
        return {column: values[source] for column, source in self.columns.items()}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _in_force(on: date) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.in_force(on)


_OF_PROCEDURE = {"procedure": "version__procedure__code", "procedure_name": "version__name"}
_BY_CODE = ("version__procedure__code", "id")

PROCEDURES = Table(
    "procedures",
    {
        "code": "procedure__code",
        **_same("name", "full_name"),
        "field": "procedure__field__name",
        "version": "number",
        **_same("valid_from", "level_2023", "level_now", "authority_2023", "authority_now"),
        **_same("for_individuals", "for_organisations", "received_at_commune", "received_at_district"),
        **_same("limit_mode", "limit_value", "cutoff", "limit_note", "sets", "result", "conditions"),
        **_same("online_level", "accepts_online", "legal_bases", "decision", "source_url"),
    },
    _in_force,
    ("procedure__code", "id"),
)
PAPERS = Table(
    "papers",
    _OF_PROCEDURE
    | _same("position", "name", "kind", "originals", "copies", "mandatory", "condition", "database", "note"),
    lambda on: RequiredDocument.objects.filter(version__in=_in_force(on)),
    _BY_CODE,
)
FEES = Table(
    "fees",
    {
        **_OF_PROCEDURE,
        **_same("position", "name", "kind", "amount", "unit", "by_province", "channel", "per", "exemption"),
        **_same("ground", "valid_from", "valid_to", "note"),
    },
    lambda on: Fee.objects.filter(version__in=_in_force(on)),
    _BY_CODE,
)
UNITS = Table(
    "units",
    {
        **_same("code", "name", "kind"),
        "parent": "parent__code",
        **_same("agency_code", "place", "address", "hotline", "email", "receives_dossiers", "valid_from"),
    },
    lambda on: Unit.objects.in_force(on),
    ("code", "id"),
)
FIELDS = Table(
    "fields",
    {**_same("slug", "name"), "procedures": "count"},
    lambda on: Field.objects.annotate(
        count=Count("procedures", filter=Q(procedures__in=_in_force(on).values("procedure_id")))
    ),
    ("slug", "id"),
)
POSTED_DOCUMENTS = Table(
    "posted-documents",
    {
        "unit": "unit__code",
        "unit_name": "unit__name",
        **_same("kind", "title", "body", "source_document", "valid_from", "valid_to"),
    },
    lambda on: PostedDocument.objects.in_force(on).filter(withdrawn_at__isnull=True),
    ("unit__code", "id"),
)
TABLES = {table.name: table for table in (PROCEDURES, PAPERS, FEES, UNITS, FIELDS, POSTED_DOCUMENTS)}


class _Line:
    """What the CSV writer writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_of(table: Table, on: date, *, for_spreadsheet: bool = False) -> Iterator[str]:
    """The whole table as CSV (RFC 4180), line by line.

    A spreadsheet set to Vietnamese, where the comma marks decimals, takes cells apart at semicolons; it asks for a
    byte order mark, and would take “2.000720” and “0226 000 3501” for numbers.
    """
    writer = csv.writer(_Line(), delimiter=";" if for_spreadsheet else ",")
    yield (_BOM if for_spreadsheet else "") + writer.writerow(table.columns)
    for values in table.values(on).iterator(chunk_size=_CHUNK):
        cells = [_cell(value) for value in table.row(values).values()]
        yield writer.writerow([_kept_as_text(cell) for cell in cells] if for_spreadsheet else cells)


def _kept_as_text(cell: Any) -> Any:
    return f'="{cell}"' if isinstance(cell, str) and _LIKE_A_NUMBER.fullmatch(cell) else cell


def _cell(value: Any) -> Any:
    """A value as text that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "\n".join(str(item) for item in value)
    if isinstance(value, str) and value.startswith(_FORMULA_MARKS):
        return f"'{value}"
    return value
