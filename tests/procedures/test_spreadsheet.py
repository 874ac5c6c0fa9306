"""The workbook of the catalogue: what goes out comes back, and a cell is taken for what it shows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from procedures.entries import entry_of
from procedures.importing.judging import judged
from procedures.importing.reading import RawFile, UnreadableFile
from procedures.models import ProcedureVersion
from procedures.spreadsheet import read_workbook, workbook_of
from procedures.spreadsheet.layout import PROCEDURES
from tests.procedures.conftest import Imported, ImportEntries, entry
from tests.procedures.test_form_files import damaged_package

pytestmark = pytest.mark.django_db

WHOLE = entry() | {
    "fees": [
        {"name": "Bản sao", "kind": "phi", "amount": 8000, "per": "bản", "channel": "truc_tiep"}
        | {"ground": "TT 281/2016/TT-BTC", "valid_from": "2025-07-01", "valid_to": "2027-12-31"},
        {"kind": "le_phi", "by_province": True, "exemption": "Người có công\nTrẻ em"},
    ],
    "steps": ["Nộp hồ sơ", "Nhận kết quả"],
    "ways": {"buu_chinh": "Gửi bảo đảm"},
    "time_limit": {"mode": "same_day", "value": 0, "unit": "trong ngày", "cutoff": "15:00"},
    "everyday_words": ["giấy khai sinh", "khai sinh cho con"],
    "life_events": ["sinh-con"],
    "route": [
        {"name": "Tiếp nhận", "role": "clerk", "place": "counter", "minutes": 60},
        {"name": "Giải quyết", "role": "specialist", "place": "handling", "minutes": 60},
        {"name": "Ký", "role": "leader", "place": "handling", "minutes": 60},
    ],
    "alt_code": ["1.9"],
}
WHOLE.pop("fee")


@pytest.fixture(autouse=True)
def read_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def cells(*rows: Iterable[Any], sheets: dict[str, list[list[Any]]] | None = None) -> bytes:
    """A workbook somebody typed, without a row of explanations."""
    book = Workbook()
    page = book.active
    page.title = PROCEDURES.title
    for row in rows:
        page.append(list(row))
    for title, more in (sheets or {}).items():
        page = book.create_sheet(title)
        for row in more:
            page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def faults_of(raw: RawFile) -> list[tuple[str, str]]:
    """Where, and what, of every fault."""
    return [(each.entry.place_of(fault.path), fault.message) for each in judged(raw) for fault in each.faults]


def test_everything_an_entry_says_comes_back() -> None:
    assert [each.value for each in read_workbook(workbook_of([WHOLE])).entries] == [WHOLE]


def test_the_whole_catalogue_survives_the_way_out_and_back(catalogue: Imported) -> None:
    entries = [entry_of(version) for version in ProcedureVersion.objects.select_related("procedure__field")]
    raw = read_workbook(workbook_of(entries))
    assert [each.value for each in raw.entries] == entries
    assert [each.faults for each in judged(raw) if each.faults] == []


@pytest.mark.parametrize("text", ["=1+1", "+84", "-không", "@SUM(A1)", "1.001930", "'trích"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = workbook_of([entry(result=text)])
    assert read_workbook(content).entries[0].value["result"] == text
    page = load_workbook(io.BytesIO(content))[PROCEDURES.title]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell.quotePrefix for cell in cells if cell.value == text] == [text[0] in "=+-@"]


def test_codes_are_written_as_text() -> None:
    page = load_workbook(io.BytesIO(workbook_of([entry("1.001930")])))[PROCEDURES.title]
    assert (page["A3"].value, page["A3"].data_type, page["A3"].number_format) == ("1.001930", "s", "@")


def test_a_date_is_taken_however_it_was_typed() -> None:
    head = ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Có hiệu lực từ", "Ghi chú"]
    day = dt.date(2025, 7, 1)
    raw = read_workbook(cells(head, ["1.1", "A", "B", day, day], ["1.2", "A", "B", "1/7/2025", 8000.5]))
    assert [each.value["valid_from"] for each in raw.entries] == ["2025-07-01", "2025-07-01"]
    assert [each.value["notes"] for each in raw.entries] == ["01/07/2025", "8000,5"]


def test_amounts_may_have_dots() -> None:
    fees = [["Mã thủ tục", "Mức thu (đồng)"], ["1.1", "10.000"], ["1.1", 8000.0]]
    raw = read_workbook(
        cells(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"], ["1.1", "A", "B"], sheets={"Phí lệ phí": fees})
    )
    assert [fee["amount"] for fee in raw.entries[0].value["fees"]] == [10_000, 8000]


def test_a_code_kept_as_a_number_is_a_fault_in_its_cell() -> None:
    raw = read_workbook(cells(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"], [1.001193, "A", "B"]))
    ((place, message),) = faults_of(raw)
    assert place == "sheet “Thủ tục”, row 2, column “Mã thủ tục”"
    assert "format the column as text" in message


def test_a_formula_that_nobody_worked_out_is_a_fault_and_not_a_blank() -> None:
    fees = [["Mã thủ tục", "Mức thu (đồng)"], ["1.1", "=4000*2"]]
    raw = read_workbook(
        cells(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"], ["1.1", "A", "B"], sheets={"Phí lệ phí": fees})
    )
    ((place, message),) = faults_of(raw)
    assert place == "sheet “Phí lệ phí”, row 2, column “Mức thu (đồng)”"
    assert "formula" in message


def test_each_fault_names_its_cell_in_the_words_of_the_workbook() -> None:
    head = ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Thời hạn", "Đơn vị thời hạn"]
    papers = [["Mã thủ tục", "Tên giấy tờ", "Nộp hay xuất trình"], ["1.1", "Tờ khai", "gửi"], ["1.1", "", "nộp"]]
    raw = read_workbook(cells(head, ["1.1", "A", None, 3, "tuần"], sheets={"Giấy tờ": papers}))
    found = dict(faults_of(raw))
    assert (
        "trong ngày; giờ làm việc; ngày làm việc; ngày"
        in found["sheet “Thủ tục”, row 2, column “Đơn vị thời hạn”"]
    )
    assert found["sheet “Thủ tục”, row 2, column “Lĩnh vực”"].startswith("missing")
    assert "nộp; xuất trình" in found["sheet “Giấy tờ”, row 2, column “Nộp hay xuất trình”"]
    assert found["sheet “Giấy tờ”, row 3, column “Tên giấy tờ”"].startswith("missing")


def test_rows_of_a_code_that_is_not_there_are_named() -> None:
    papers = [["Mã thủ tục", "Tên giấy tờ"], ["9.9", "Tờ khai"]]
    raw = read_workbook(
        cells(["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"], ["1.1", "A", "B"], sheets={"Giấy tờ": papers})
    )
    assert [each.faults == [] for each in judged(raw)] == [True, False]
    assert faults_of(raw)[0][0] == "sheet “Giấy tờ”, row 2, column “Mã thủ tục”"


def test_headings_and_sheets_nobody_knows_are_told() -> None:
    raw = read_workbook(cells(["Mã thủ tục", "Người lập"], sheets={"Nháp": [["x"]]}))
    assert raw.other_keys == ["Nháp", "Thủ tục: Người lập"]


def test_several_exports_say_the_same(import_entries: ImportEntries) -> None:
    import_entries(WHOLE)
    once = entry_of(ProcedureVersion.objects.get())
    assert read_workbook(workbook_of([once])).entries[0].value == once


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * (201 * 1024 * 1024))
    return target.getvalue()


def with_entities() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aa">]><workbook>&a;</workbook>')
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"PK\x03\x04", b"code: 1", bomb(), with_entities(), cells(["Tên"]), workbook_of([entry()])[:2000]),
        damaged_package("xl/workbook.xml"),
    ],
    ids=["empty", "cut", "text", "bomb", "entities", "no code", "half", "damaged"],
)
def test_what_is_no_catalogue_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content)
    assert str(refused.value)


def test_a_broken_part_of_a_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_of([entry()]))) as whole, zipfile.ZipFile(target, "w") as package:
        for name in whole.namelist():
            package.writestr(name, b"<sheet" if name.endswith("sheet1.xml") else whole.read(name))
    with pytest.raises(UnreadableFile):
        read_workbook(target.getvalue())
