"""What the counter's requests cost the database, sign-in included."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from dossiers.models import Dossier, IssuedDocument
from dossiers.services import processing
from procedures.models import ProcedureVersion
from staff.models import UnitPolicy, User
from tests.dossiers.test_api import URL, body, client_of
from tests.people import MakeDossier, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(hoa: User) -> APIClient:
    return client_of(hoa)


def statements(captured: CaptureQueriesContext) -> int:
    """Without BEGIN and COMMIT, and without the savepoints a test's own transaction makes of them."""
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(control) for query in captured)


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
@pytest.mark.parametrize(("headers", "most"), [({}, 17), ({"Idempotency-Key": "k-2"}, 18)])
def test_a_walk_in_is_received_in_few_statements(
    counter: APIClient, version: ProcedureVersion, headers: dict[str, str], most: int
) -> None:
    given = body(version, email="lan@example.com")
    counter.post(URL, given, headers={"Idempotency-Key": "k-1"})
    with CaptureQueriesContext(connection) as captured:
        assert counter.post(URL, given, headers=headers).status_code == 201
    assert statements(captured) <= most


def test_a_dossier_is_opened_in_few_statements(
    counter: APIClient, processing_dossier: MakeDossier, minh: User, django_assert_max_num_queries: Any
) -> None:
    dossier = processing_dossier()
    processing.request_supplement(
        dossier=dossier,
        items=["Tờ khai"],
        reason="Tờ khai chưa có chữ ký.",
        by=minh,
        at=moment("2023-08-30 09:00"),
    )
    counter.get(f"{URL}{dossier.code}/")
    with django_assert_max_num_queries(6):
        assert counter.get(f"{URL}{dossier.code}/").status_code == 200


def test_the_whole_of_a_dossier_is_what_its_rows_say(
    counter: APIClient, processing_dossier: MakeDossier, minh: User
) -> None:
    dossier = processing_dossier()
    processing.request_supplement(
        dossier=dossier,
        items=["Tờ khai", "Bản sao"],
        reason="Tờ khai chưa có chữ ký.",
        by=minh,
        at=moment("2023-08-30 09:00"),
    )
    given = counter.get(f"{URL}{dossier.code}/").json()
    assert [paper["name"] for paper in given["papers"]] == ["Tờ khai theo mẫu", "Giấy tờ tùy thân"]
    assert [paper["is_shown_only"] for paper in given["papers"]] == [False, True]
    assert [(event["action"], event["by"]) for event in given["events"]] == [
        ("receive", "Trần Thị Hoa"),
        ("forward", "Trần Thị Hoa"),
        ("take", "Lê Văn Minh"),
        ("request_supplement", "Lê Văn Minh"),
    ]
    assert given["events"][0]["at"] == "2023-08-29T09:30:00+07:00"
    asked = given["supplement_requests"][0]
    assert (asked["items"], asked["answered_at"]) == (["Tờ khai", "Bản sao"], None)
    assert given["pauses"] == [
        {"ground": "supplement", "after": "restart", "started_at": "2023-08-30T09:00:00+07:00", "ended_at": None}
    ]
    assert (given["principal"], given["attachments"], given["proposals"]) == (None, [], [])
    assert len(given["promise_moves"]) == 1
    assert [paper["form"] for paper in given["documents"]] == ["01", "02"]


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
def test_an_authorising_person_is_in_the_answer_and_on_the_receipt(
    counter: APIClient, version: ProcedureVersion
) -> None:
    principal = {"name": "Nguyễn Văn Ba", "authorisation": "Giấy ủy quyền 20/8/2023", "phone": "0912345679"}
    given = counter.post(URL, body(version, principal=principal)).json()
    assert given["principal"]["name"] == "Nguyễn Văn Ba"
    receipt = IssuedDocument.objects.get(dossier__code=given["code"])
    assert receipt.content["principal"]["name"] == "Nguyễn Văn Ba"
    assert Dossier.objects.get(code=given["code"]).received_at == moment("2023-08-29 09:30")


def test_the_day_of_the_policy_is_the_day_in_vietnam(received: MakeDossier, office: Any) -> None:
    UnitPolicy.objects.create(
        unit=office.province, code_pattern="{agency}/{yymmdd}/{number:05d}", valid_from=dt.date(2023, 8, 29)
    )
    # 23:30 of the 28th by UTC
    assert received("2023-08-29 06:30").code == "H25.12.02/230829/00001"


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
def test_what_is_answered_to_an_intake_is_what_is_read_later(
    counter: APIClient, version: ProcedureVersion
) -> None:
    principal = {"name": "Nguyễn Văn Ba", "authorisation": "Giấy ủy quyền 20/8/2023"}
    answered = counter.post(URL, body(version, principal=principal)).json()
    assert answered == counter.get(f"{URL}{answered['code']}/").json()
