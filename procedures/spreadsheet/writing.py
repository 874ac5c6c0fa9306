"""Entries as a workbook. The library is loaded only here, when somebody asks for one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any

from procedures.spreadsheet.layout import FIRST_ROW, LISTS, PROCEDURES, SHEETS, TRUTHS, Column, Kind, Sheet

#: The longest text a cell can hold.
LONGEST_CELL = 32_767
#: A text that begins so is marked as one, so that it stays one when somebody edits the cell.
_FORMULA_MARKS = tuple("=+-@")
_FORMATS = {
    "heading": "@",
    "explanation": "@",
    "text": "@",
    "quoted": "@",
    "day": "dd/mm/yyyy",
    "number": "#,##0",
}


def workbook_of(entries: Iterable[dict[str, Any]]) -> bytes:
    """Return `entries` as an XLSX file; what fits no column stands in the last one of the first sheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    rows: dict[str, list[list[Any]]] = {sheet.title: [] for sheet in SHEETS}
    for entry in entries:
        _spread(entry, rows)
    for sheet in SHEETS:
        _write_sheet(book, sheet, rows[sheet.title])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _spread(entry: dict[str, Any], rows: dict[str, list[list[Any]]]) -> None:
    """Add the rows of one entry to those of each sheet; what was placed is taken out of the rest."""
    rest = deepcopy(entry)
    code = entry["code"]
    values = [_taken(rest, column) for column in PROCEDURES.columns[:-1]]
    for sheet in LISTS:
        rows[sheet.title] += [[code, *row] for row in _rows_of(rest, sheet)]
    _drop_implied(rest)
    rows[PROCEDURES.title].append([*values, json.dumps(rest, ensure_ascii=False) if rest else None])


def _taken(rest: dict[str, Any], column: Column) -> Any:
    """The cell of a column; its value leaves `rest` when the cell says it without loss."""
    *above, last = column.key.split(".")
    parent: Any = rest
    chain = []
    for name in above:
        chain.append((parent, name))
        parent = parent.get(name)
        if not isinstance(parent, dict):
            return None
    if last not in parent:
        return None
    cell = _cell(parent[last], column)
    if cell is None:
        return None
    del parent[last]
    for owner, name in reversed(chain):
        if not owner[name]:
            del owner[name]
    return cell


def _rows_of(rest: dict[str, Any], sheet: Sheet) -> list[list[Any]]:
    found = rest.get(sheet.key)
    if not isinstance(found, list):
        return []
    columns = sheet.columns[1:]
    rows = []
    for item in found:
        values = {"": item} if sheet.holds_texts else item
        if not isinstance(values, dict) or not values.keys() <= {column.key for column in columns}:
            return []
        row = [_cell(values[column.key], column) if column.key in values else None for column in columns]
        if sum(cell is not None for cell in row) != len(values):
            return []
        rows.append(row)
    del rest[sheet.key]
    return rows


def _cell(value: Any, column: Column) -> Any:
    """The value as its column writes it; None where it could not be read back as it was."""
    match column.kind:
        case Kind.WHOLE:
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case Kind.TRUTH:
            return TRUTHS[value] if isinstance(value, bool) else None
        case Kind.WORD:
            return column.words.get(value) if isinstance(value, str) else None
        case Kind.DAY:
            return _day(value)
        case Kind.TEXTS:
            return _lines(value)
    return value if isinstance(value, str) and value.strip() and len(value) <= LONGEST_CELL else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _lines(value: Any) -> str | None:
    if not isinstance(value, list) or not value:
        return None
    is_plain = all(isinstance(item, str) and item.strip() == item != "" for item in value)
    if not is_plain or any(mark in item for item in value for mark in "\n;"):
        return None
    return "\n".join(value)


def _drop_implied(rest: dict[str, Any]) -> None:
    """The unit of a limit says nothing its mode does not say; it is written back on reading."""
    limit = rest.get("time_limit")
    if isinstance(limit, dict) and "mode" not in limit:
        limit.pop("unit", None)
        if not limit:
            del rest["time_limit"]


def _write_sheet(book: Any, sheet: Sheet, rows: list[list[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.title)
    page.freeze_panes = f"C{FIRST_ROW}" if sheet is PROCEDURES else f"B{FIRST_ROW}"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    looks = _looks(page)

    def cell(value: Any, look: str) -> Any:
        """A cell; a text stays a text, also when it begins like a formula."""
        made = WriteOnlyCell(page, value=value)
        if isinstance(value, str):
            made.data_type = "s"
        # Cells share the look of a pattern: working it out for each takes most of the time.
        made._style = looks[look]
        return made

    page.append([cell(column.heading, "heading") for column in sheet.columns])
    page.append([cell(column.explanation, "explanation") for column in sheet.columns])
    for row in rows:
        page.append([None if value is None else cell(value, _look_of(value)) for value in row])


def _look_of(value: Any) -> str:
    if isinstance(value, str):
        return "quoted" if value[:1] in _FORMULA_MARKS else "text"
    return "day" if isinstance(value, date) else "number"


def _looks(page: Any) -> dict[str, Any]:
    """How each kind of cell looks, by its name."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    found = {}
    for name, number_format in _FORMATS.items():
        pattern = WriteOnlyCell(page)
        pattern.alignment = Alignment(wrap_text=True, vertical="top")
        pattern.number_format = number_format
        if name == "heading":
            pattern.font, pattern.fill = Font(bold=True), PatternFill("solid", fgColor="F3E7D3")
        elif name == "explanation":
            pattern.font = Font(italic=True, color="5F5A52")
        elif name == "quoted":
            pattern.quotePrefix = True
        found[name] = pattern._style
    return found
