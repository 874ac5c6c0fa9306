"""The page's own scripts send to the API: every act of the sheet, once under one key, with all faults by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.models import Dossier
from dossiers.services import shifts
from dossiers.workflow import State
from procedures.models import Fee, ProcedureVersion
from staff.models import User
from tests.people import Office, all_papers, make_version, moment

NOW = "2023-08-30 10:00"


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def sheet(version: ProcedureVersion, **changes: Any) -> dict[str, Any]:
    return {
        "procedure": version.procedure.code,
        "applicant_name": "Nguyễn Thị Lan",
        "identity_number": "035185001234",
        "phone": "0912 345 678",
        "address": "Thôn 3, xã Bình Nghĩa",
        "papers": [{"document": paper.document_id, "originals": 1} for paper in all_papers(version)],
        **changes,
    }


def send(counter: Client, given: dict[str, Any], key: str = "k1") -> Any:
    return counter.post(
        "/api/v1/dossiers/", given, content_type="application/json", headers={"Idempotency-Key": key}
    )


def fields(answer: Any) -> set[str]:
    return {error["field"] for error in answer.json()["errors"]}


def test_a_supplement_is_asked_for(counter: Client, version: ProcedureVersion) -> None:
    given = sheet(version, act="ask", papers=[], items=["Tờ khai theo mẫu"], reason="Chưa có tờ khai.")
    answer = send(counter, given)

    assert answer.status_code == 201
    assert answer.json()["state"] == State.SUPPLEMENT
    assert [paper["form"] for paper in answer.json()["documents"]] == ["02"]


def test_a_refusal_is_issued_once(counter: Client, version: ProcedureVersion) -> None:
    given = sheet(version, act="refuse", reason="Không thuộc thẩm quyền của Ủy ban nhân dân xã.")
    first, second = send(counter, given), send(counter, given)

    assert (first.json()["code"], first.json()["state"]) == (second.json()["code"], State.REFUSED)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(("act", "missing"), [("ask", {"items", "reason"}), ("refuse", {"reason"})])
def test_words_that_are_missing_are_named(
    counter: Client, version: ProcedureVersion, act: str, missing: set[str]
) -> None:
    answer = send(counter, sheet(version, act=act, phone=""))

    assert answer.status_code == 400
    assert fields(answer) == missing | {"phone"}
    assert not Dossier.objects.exists()


def test_fee_and_original_come_along(counter: Client, office: Office, hoa: User) -> None:
    version = make_version("1.004884", "Đăng ký lại khai sinh")
    fee = Fee.objects.create(version=version, kind="le_phi", amount=8000)
    shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=moment("2023-08-30 07:00"))
    first = version.documents.get(position=1)
    given = sheet(
        version,
        charges=[{"fee": fee.pk, "quantity": 2}],
        payment={"method": "cash"},
        originals=[{"document": first.pk, "shelf": "A-12"}],
    )
    assert send(counter, given).status_code == 201

    dossier = Dossier.objects.get()
    assert dossier.fee_receipts.get().amount == 16000
    assert dossier.originals.get().name == first.name


def test_a_fee_of_another_procedure_is_a_fault_beside_the_others(
    counter: Client, version: ProcedureVersion
) -> None:
    other = make_version("1.004884", "Đăng ký lại khai sinh")
    fee = Fee.objects.create(version=other, kind="le_phi", amount=8000)

    answer = send(counter, sheet(version, charges=[{"fee": fee.pk}]))

    assert answer.status_code == 400
    assert fields(answer) == {"charges"}


def test_a_paper_says_why_it_does_not_pass(counter: Client, version: ProcedureVersion) -> None:
    optional = version.documents.get(mandatory=False)
    given = sheet(version)
    given["papers"].append({"document": optional.pk, "copies": 1, "fault": "bản sao mờ"})

    papers = send(counter, given).json()["papers"]

    assert {paper["name"]: paper["fault"] for paper in papers}[optional.name] == "bản sao mờ"
