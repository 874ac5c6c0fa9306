"""A workbook as entries, each knowing in which cell every value stood."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from procedures.importing.checking import UNIT_OF_MODE
from procedures.importing.facts import Fault
from procedures.importing.plain import joined
from procedures.importing.reading import RawEntry, RawFile, UnreadableFile
from procedures.limits import LimitMode
from procedures.spreadsheet.cells import BadCell, value_of
from procedures.spreadsheet.layout import CODE, FIRST_ROW, LISTS, PROCEDURES, SHEETS, Column, Kind, Sheet
from procedures.spreadsheet.package import check_package
from staff.text import fold

MOST_ROWS = 100_000
MOST_COLUMNS = 80

#: One row: its number, the value and the place (words) of each column, and its faults.
_Row = tuple[int, dict[str, Any], dict[str, str | int], list[Fault]]


def read_workbook(content: bytes) -> RawFile:
    """Read the bytes of an XLSX file; raise `UnreadableFile` when there is nothing to import in it."""
    has_formulas = check_package(content)
    pages = _pages(content, shown=True)
    if PROCEDURES.title not in pages:
        raise UnreadableFile(_("the sheet “%(sheet)s” is missing") % {"sheet": PROCEDURES.title})
    formulas = _pages(content, shown=False) if has_formulas else {}
    lists = {sheet.key: _by_code(_rows(pages, formulas, sheet), sheet) for sheet in LISTS}
    entries = [
        _entry(position, row, lists) for position, row in enumerate(_rows(pages, formulas, PROCEDURES), start=1)
    ]
    entries += _orphans(entries, lists)
    others = [title for title in pages if title not in {sheet.title for sheet in SHEETS}]
    return RawFile(entries, [*others, *_unknown_headings(pages)], None)


def _pages(content: bytes, *, shown: bool) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet, with the values shown, or with the formulas behind them."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=shown)
        return {page.title.strip(): _bounded(page) for page in book.worksheets}
    except UnreadableFile:
        raise
    # The library meets a damaged part with whatever exception happens to come first.
    except Exception as error:
        raise UnreadableFile(_("this is no workbook in the format XLSX, or it is damaged")) from error


def _bounded(page: Any) -> list[tuple[Any, ...]]:
    page.reset_dimensions()  # what a file says about its own size is not to be relied on
    rows: list[tuple[Any, ...]] = []
    written = 0
    for row in page.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        is_written = any(cell is not None for cell in row)
        written += is_written
        rows.append(row if is_written else ())
        if written > MOST_ROWS:
            raise UnreadableFile(
                _("the sheet “%(sheet)s” has more than %(count)d rows") % {"sheet": page.title, "count": MOST_ROWS}
            )
    return rows


def _rows(pages: dict[str, Any], formulas: dict[str, Any], sheet: Sheet) -> Iterator[_Row]:
    """The rows of a sheet that say anything."""
    rows = pages.get(sheet.title, [])
    columns = _columns(rows[0], sheet) if rows else {}
    if rows and CODE not in columns.values():
        raise UnreadableFile(
            _("the sheet “%(sheet)s” has no column “%(column)s”") % {"sheet": sheet.title, "column": CODE.heading}
        )
    behind = formulas.get(sheet.title, [])
    for number, row in enumerate(rows[1:], start=2):
        if number < FIRST_ROW and any(cell == CODE.explanation for cell in row):
            continue
        cells = {index: cell for index, cell in enumerate(row) if index in columns}
        formula_row = behind[number - 1] if number <= len(behind) else ()
        unknown = [
            index
            for index, column in columns.items()
            if cells.get(index) is None and index < len(formula_row) and formula_row[index] is not None
        ]
        if unknown or any(cell is not None and str(cell).strip() for cell in cells.values()):
            yield _row(sheet, number, {columns[index]: (index, cells.get(index)) for index in columns}, unknown)


def _columns(headings: tuple[Any, ...], sheet: Sheet) -> dict[int, Column]:
    known = {fold(column.heading): column for column in sheet.columns}
    found: dict[int, Column] = {}
    for index, heading in enumerate(headings):
        column = known.get(fold(str(heading))) if heading is not None else None
        if column is not None and column not in found.values():
            found[index] = column
    return found


def _row(sheet: Sheet, number: int, cells: dict[Column, tuple[int, Any]], unknown: list[int]) -> _Row:
    values: dict[str, Any] = {}
    places: dict[str, str | int] = {}
    faults: list[Fault] = []
    for column, (index, cell) in cells.items():
        key = "" if column.kind is Kind.REST else column.key
        places[key] = place_words(sheet.title, number, column.heading)
        try:
            if index in unknown:
                raise BadCell(_("a formula without a result; open the file and save it once more"))
            value = value_of(cell, column)
        except BadCell as error:
            faults.append(Fault(key, str(error)))
            continue
        if value is not None:
            values[column.key] = value
    places[""] = (
        places[""]
        if sheet.holds_texts
        else _("sheet “%(sheet)s”, row %(row)d")
        % {
            "sheet": sheet.title,
            "row": number,
        }
    )
    return number, values, places, faults


def place_words(sheet: str, row: int, heading: str) -> str:
    """Say where a cell stands."""
    words = _("sheet “%(sheet)s”, row %(row)d, column “%(column)s”")
    return words % {"sheet": sheet, "row": row, "column": heading}


def _by_code(rows: Iterator[_Row], sheet: Sheet) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(str(row[1].pop("code", "")), []).append(row)
    return found


def _entry(position: int, row: _Row, lists: dict[str, dict[str, list[_Row]]]) -> RawEntry:
    number, values, places, faults = row
    rest = values.pop("", {})
    entry: dict[str, Any] = rest if isinstance(rest, dict) else {}
    for key, value in values.items():
        _set(entry, key, value)
    _say_unit(entry)
    code = entry.get("code", "")
    for sheet in LISTS:
        rows = lists[sheet.key].get(code, []) if isinstance(code, str) and code else []
        if not rows:
            continue
        entry[sheet.key] = [each[1].get("", "") if sheet.holds_texts else each[1] for each in rows]
        for index, each in enumerate(rows, start=1):
            above = joined(sheet.key, index)
            places |= {joined(above, key) if key else above: place for key, place in each[2].items()}
            faults = faults + [
                Fault(joined(above, each_fault.path) if each_fault.path else above, each_fault.message)
                for each_fault in each[3]
            ]
    return RawEntry(position, number, entry, places=places, found=tuple(faults))


def _set(entry: dict[str, Any], key: str, value: Any) -> None:
    *above, last = key.split(".")
    for name in above:
        inner = entry.setdefault(name, {})
        entry = inner if isinstance(inner, dict) else {}
    entry[last] = value


def _say_unit(entry: dict[str, Any]) -> None:
    limit = entry.get("time_limit")
    if isinstance(limit, dict) and limit.get("mode") in set(LimitMode) and "unit" not in limit:
        limit["unit"] = UNIT_OF_MODE[LimitMode(limit["mode"])][0]


def _orphans(entries: list[RawEntry], lists: dict[str, dict[str, list[_Row]]]) -> list[RawEntry]:
    """Rows of the other sheets whose code stands in none of the entries."""
    known = {entry.value.get("code") for entry in entries}
    found: list[RawEntry] = []
    for sheet in LISTS:
        for code, rows in lists[sheet.key].items():
            if code and code in known:
                continue
            message = _("the code does not stand in the sheet “%(sheet)s”") % {"sheet": PROCEDURES.title}
            place = place_words(sheet.title, rows[0][0], CODE.heading)
            position = len(entries) + len(found) + 1
            found.append(
                RawEntry(position, rows[0][0], {"code": code}, message, places={"": place, "code": place})
            )
    return found


def _unknown_headings(pages: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    found: list[str] = []
    for sheet in SHEETS:
        rows = pages.get(sheet.title, [])
        headings = rows[0] if rows else ()
        columns = _columns(headings, sheet)
        found += [
            f"{sheet.title}: {heading}"
            for index, heading in enumerate(headings)
            if heading is not None and index not in columns
        ]
    return found
