"""Open data: everybody may take them away, page by page or whole, and nothing in them runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procedures.api import open_data as api
from procedures.exchange.open_data import TABLES
from procedures.importing.judging import judged
from procedures.importing.reading import read_bytes
from procedures.models import PostedDocument, ProcedureVersion
from staff.models import User
from tests.people import Office
from tests.procedures.conftest import Imported, ImportEntries, entry

API = "/api/v1/"
PAGES = ("papers/", "fees/", "units/", "fields/", "posted-documents/")

FEES = [
    {"name": "Bản sao", "kind": "phi", "amount": 8000, "per": "bản", "valid_from": "2025-07-01"},
    {"kind": "le_phi", "by_province": True, "exemption": "Trẻ em"},
]
WITH_FEES = {key: value for key, value in entry().items() if key != "fee"} | {"fees": FEES}


@pytest.fixture(autouse=True)
def this_year() -> Any:
    with time_machine.travel("2026-03-02T09:00:00+07:00", tick=False):
        yield


def whole(client: Client, path: str, **headers: str) -> bytes:
    return b"".join(client.get(API + path, headers=headers).streaming_content)


def table(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(whole(client, path).decode())))


@pytest.mark.parametrize("path", PAGES)
def test_every_table_is_open_to_everybody(
    client: Client, office: Office, some_procedures: Imported, path: str
) -> None:
    answer = client.get(API + path)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in answer["Link"]


@pytest.mark.parametrize("path", [*PAGES, "procedures/", "procedures/1.001193/"])
def test_what_has_not_changed_is_not_sent_again(
    client: Client, office: Office, some_procedures: Imported, path: str
) -> None:
    tag = client.get(API + path)["ETag"]
    again = client.get(API + path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_publication_changes_the_tag_of_a_whole_file(client: Client, import_entries: ImportEntries) -> None:
    import_entries(entry())
    tag = client.get(f"{API}fees.csv")["ETag"]
    assert client.get(f"{API}fees.csv", headers={"If-None-Match": tag}).status_code == 304
    import_entries(WITH_FEES)
    assert client.get(f"{API}fees.csv", headers={"If-None-Match": tag}).status_code == 200


def test_fees_are_rows_with_their_ground_and_period(client: Client, import_entries: ImportEntries) -> None:
    import_entries(WITH_FEES)
    first, second = client.get(f"{API}fees/").json()["results"]
    assert (first["procedure"], first["name"], first["amount"], first["per"]) == (
        "1.000001",
        "Bản sao",
        8000,
        "bản",
    )
    assert (first["valid_from"], first["valid_to"]) == ("2025-07-01", None)
    assert (second["kind"], second["by_province"], second["exemption"]) == ("le_phi", True, "Trẻ em")


def test_pages_hold_each_row_once(client: Client, catalogue: Imported) -> None:
    address, found = f"{API}papers/?page_size=40", []
    while address:
        answer = client.get(address).json()
        found += [(row["procedure"], row["position"]) for row in answer["results"]]
        address = answer["next"]
    assert len(found) == len(set(found)) == len(table(client, "papers.csv"))


@pytest.mark.parametrize("name", TABLES)
def test_a_csv_file_has_its_columns_and_all_rows(
    client: Client, office: Office, some_procedures: Imported, name: str
) -> None:
    rows = table(client, f"{name}.csv")
    assert all(row.keys() == TABLES[name].columns.keys() for row in rows)
    assert len(rows) == TABLES[name].rows(dt.date(2026, 3, 2)).count()


def for_spreadsheet(client: Client, path: str) -> list[dict[str, str]]:
    text = whole(client, f"{path}?bom=1").decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_only_for_a_spreadsheet_a_byte_order_mark_and_semicolons(
    client: Client, import_entries: ImportEntries
) -> None:
    import_entries(WITH_FEES)
    assert not whole(client, "fees.csv").startswith(b"\xef\xbb\xbf")
    assert for_spreadsheet(client, "fees.csv")[0]["procedure_name"] == WITH_FEES["name"]


def test_a_spreadsheet_takes_no_code_and_no_telephone_for_a_number(
    client: Client, office: Office, import_entries: ImportEntries
) -> None:
    import_entries(WITH_FEES)
    fee, unit = for_spreadsheet(client, "fees.csv")[0], for_spreadsheet(client, "units.csv")[0]
    assert (fee["procedure"], fee["amount"]) == ('="1.000001"', "8000")
    assert unit["hotline"].startswith('="0226 38')


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+84", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(client: Client, import_entries: ImportEntries, text: str) -> None:
    import_entries(entry(result=text))
    assert table(client, "procedures.csv")[0]["result"] == f"'{text}"


def test_lists_and_truths_can_be_read_in_csv(client: Client, import_entries: ImportEntries) -> None:
    import_entries(entry(legal_basis=["Luật A", "NĐ B"]))
    (row,) = table(client, "procedures.csv")
    assert (row["legal_bases"], row["for_individuals"], row["for_organisations"]) == (
        "Luật A\nNĐ B",
        "true",
        "false",
    )


def test_only_documents_in_force_are_posted(client: Client, office: Office, thu: User) -> None:
    def post(title: str, **more: Any) -> None:
        PostedDocument.objects.create(
            unit=office.commune,
            kind="other",
            title=title,
            body="Nội dung",
            created_by=thu,
            created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            **more,
        )

    post("Đang niêm yết", valid_from=dt.date(2026, 1, 1))
    post("Sắp niêm yết", valid_from=dt.date(2026, 4, 1))
    post("Đã thay", valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2025, 12, 31))
    rows = client.get(f"{API}posted-documents/").json()["results"]
    assert [(row["unit"], row["title"]) for row in rows] == [("13504", "Đang niêm yết")]


def test_the_catalogue_file_can_be_imported_elsewhere(client: Client, some_procedures: Imported) -> None:
    content = whole(client, "procedures.yaml")
    assert [each.faults for each in judged(read_bytes(content)) if each.faults] == []
    codes = [each["code"] for each in yaml.safe_load(content)["procedures"]]
    assert codes == sorted(ProcedureVersion.objects.values_list("procedure__code", flat=True))


def test_how_the_office_works_inside_is_not_published(client: Client, import_entries: ImportEntries) -> None:
    route = [
        {"name": "Tiếp nhận", "role": "clerk", "place": "counter", "minutes": 60},
        {"name": "Giải quyết", "role": "specialist", "place": "handling", "minutes": 60},
        {"name": "Ký", "role": "leader", "place": "handling", "minutes": 60},
    ]
    assert import_entries(entry(route=route)).code == 0
    assert "route" not in yaml.safe_load(whole(client, "procedures.yaml"))["procedures"][0]


def test_one_procedure_says_everything_published(client: Client, import_entries: ImportEntries) -> None:
    import_entries(
        WITH_FEES
        | {
            "steps": ["Nộp hồ sơ", "Nhận kết quả"],
            "ways": {"buu_chinh": "Gửi bảo đảm"},
            "conditions": "Không có",
            "everyday_words": ["giấy khai sinh"],
            "life_events": ["sinh-con"],
        }
    )
    import_entries(WITH_FEES | {"sets": 2})
    row = client.get(f"{API}procedures/1.000001/").json()
    assert [fee["name"] for fee in row["fees"]] == ["Bản sao", ""]
    assert [event["slug"] for event in row["life_events"]] == ["sinh-con"]
    assert row["everyday_words"] == ["giấy khai sinh"]
    assert [version["number"] for version in row["versions"]] == [2, 1]
    assert (row["sequence"], row["forms"], row["url"]) == ([], [], "/thu-tuc/1.000001/")


@pytest.mark.parametrize("path", ["fees/", "fees.csv", "procedures.yaml"])
def test_statements_do_not_grow_with_the_rows(client: Client, import_entries: ImportEntries, path: str) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(API + path)
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        return len(captured)

    import_entries(WITH_FEES)
    with_one = statements()
    import_entries(*(WITH_FEES | {"code": f"1.{number:06d}"} for number in range(2, 22)))
    assert statements() == with_one


def test_whole_files_are_not_given_without_end(
    client: Client, some_procedures: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "FILES_A_MINUTE", 2)
    codes = [client.get(f"{API}fields.csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_signed_in_officials_are_not_counted(
    client: Client, some_procedures: Imported, hoa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PAGES_A_MINUTE", 1)
    client.force_login(hoa)
    assert {client.get(f"{API}procedures/").status_code for _ in range(3)} == {200}
