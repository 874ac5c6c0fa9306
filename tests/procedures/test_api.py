"""The catalogue over HTTP: open to anyone, paged by cursor, faults by field."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procedures.models import ProcedureVersion
from tests.people import Office
from tests.procedures.conftest import Imported, ImportEntries, entry

LIST = "/api/v1/procedures/"


@pytest.fixture(autouse=True)
def this_year() -> Any:
    with time_machine.travel("2026-03-02T09:00:00+07:00", tick=False):
        yield


@pytest.mark.parametrize("q", ["", "khai"])
def test_the_pages_together_hold_each_procedure_once(client: Client, catalogue: Imported, q: str) -> None:
    codes: list[str] = []
    address: str | None = f"{LIST}?page_size=7&q={q}"
    while address:
        answer = client.get(address).json()
        codes += [row["code"] for row in answer["results"]]
        address = answer["next"]
    expected = ProcedureVersion.objects.in_force(dt.date(2026, 3, 2)).matching(q)
    assert sorted(codes) == sorted(expected.values_list("procedure__code", flat=True))


def test_the_nearest_comes_first(client: Client, some_procedures: Imported) -> None:
    rows = client.get(LIST, {"q": "dang ky khai sinh"}).json()["results"]
    assert rows[0]["code"] == "1.001193"
    assert (rows[0]["limit"]["mode"], rows[0]["limit"]["cutoff"]) == ("same_day", "15:00")
    assert rows[0]["field"] == {"slug": "ho-tich", "name": "Hộ tịch"}


@pytest.mark.parametrize(
    ("q", "how"), [("khai sinh", "typed"), ("khai xinh", "sound"), ("dang ky khai sihn", "nearest")]
)
def test_the_answer_says_how_it_was_found(client: Client, some_procedures: Imported, q: str, how: str) -> None:
    answer = client.get(LIST, {"q": q})
    assert (answer["Search-How"], answer.json()["results"][0]["code"]) == (how, "1.001193")


def test_the_list_is_narrowed_by_event_unit_and_same_day(
    client: Client, office: Office, some_procedures: Imported
) -> None:
    def codes(**query: str) -> set[str]:
        return {row["code"] for row in client.get(LIST, query).json()["results"]}

    assert codes(event="sinh-con", same_day="true") == {"1.001193"}
    assert "1.001193" in codes(unit="13504")
    assert "1.001193" not in codes(unit="352")


def test_a_procedure_without_limit_says_so(client: Client, some_procedures: Imported) -> None:
    row = client.get(f"{LIST}2.001263/").json()
    assert (row["limit"], row["is_receivable"]) == (None, False)


def test_one_procedure_has_its_papers_and_fees(client: Client, some_procedures: Imported) -> None:
    row = client.get(f"{LIST}1.004222/").json()
    assert [(fee["channel"], fee["amount"]) for fee in row["fees"]] == [("counter", 20000), ("online", 10000)]
    assert {paper["kind"] for paper in row["papers"]} <= {"submit", "present"}
    assert row["papers"][0]["position"] == 1


def test_all_faults_of_the_query_are_named(client: Client, some_procedures: Imported) -> None:
    answer = client.get(LIST, {"level": "x", "online": "y", "field": "zz", "q": "a" * 201})
    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["errors"]} == {"level", "online", "field", "q"}


@pytest.mark.parametrize("query", [{"q": "\0"}, {"field": "khong-co"}, {"event": "x"}, {"unit": "x"}])
def test_a_query_nobody_can_answer_is_refused(
    client: Client, some_procedures: Imported, query: dict[str, str]
) -> None:
    assert client.get(LIST, query).status_code == 400


@pytest.mark.parametrize("code", ["9.9", "a%00", "..%2f"])
def test_an_unknown_code_is_a_problem_document(client: Client, some_procedures: Imported, code: str) -> None:
    answer = client.get(f"{LIST}{code}/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")


def test_writing_is_not_offered(client: Client, some_procedures: Imported) -> None:
    assert client.post(LIST, {}).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, import_entries: ImportEntries) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    import_entries(entry())
    with_one = queries()
    import_entries(*(entry(f"1.{number:06d}") for number in range(2, 22)))
    assert queries() == with_one == 1
