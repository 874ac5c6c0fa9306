"""Requests no program of ours would send: refused as problems, never a failure of the server."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from dossiers.models import Dossier
from procedures.models import ProcedureVersion
from staff.models import User
from tests.dossiers.test_api import URL, body, client_of
from tests.dossiers.test_api_files import PDF
from tests.people import MakeDossier, moment


@pytest.fixture
def counter(hoa: User) -> APIClient:
    return client_of(hoa)


def refusal(answer: Any) -> tuple[int, list[str]]:
    """Status and faulty fields of a problem."""
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.content
    return answer.status_code, [fault["field"] for fault in answer.json().get("errors", [])]


def sent(counter: APIClient, raw: bytes, content_type: str = "application/json") -> tuple[int, list[str]]:
    return refusal(counter.generic("POST", URL, raw, content_type))


@pytest.mark.parametrize("raw", [b"[]", b"null", b"7", b'"text"', b"[{}]"])
def test_json_that_is_no_object_is_refused(counter: APIClient, raw: bytes) -> None:
    assert sent(counter, raw)[0] == 400


@pytest.mark.parametrize(
    "raw", [b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a":' * 100_000, b'{"sets": 1' + b"0" * 5000]
)
def test_unreadable_json_is_refused(counter: APIClient, raw: bytes) -> None:
    assert sent(counter, raw)[0] == 400


def test_a_body_beyond_all_measure_is_refused_unread(counter: APIClient) -> None:
    assert sent(counter, json.dumps({"note": "x" * 3_000_000}).encode())[0] == 413


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""]
)
def test_other_than_json_is_415(counter: APIClient, content_type: str) -> None:
    assert sent(counter, b"sets=1", content_type)[0] == 415


@pytest.mark.parametrize("odd", ["\x00", "a\x00b", "\ud800"])
@pytest.mark.parametrize("name", ["procedure", "unit", "applicant_name", "address", "note", "request"])
def test_letters_no_database_keeps_are_faults_of_their_field(
    counter: APIClient, version: ProcedureVersion, name: str, odd: str
) -> None:
    status, fields = refusal(
        counter.generic("POST", URL, json.dumps(body(version, **{name: odd})), "application/json")
    )
    assert (status, fields) == (400, [name])


@pytest.mark.parametrize("number", [-1, 0, 10**30, 1e300, "1e5", True, None, [], {}])
def test_numbers_out_of_bounds_are_faults_of_their_field(
    counter: APIClient, version: ProcedureVersion, number: Any
) -> None:
    status, fields = refusal(counter.post(URL, body(version, papers=[{"document": number, "originals": 1}])))
    assert status == 400
    assert fields[0].startswith("papers")


@time_machine.travel(moment("2023-08-29 09:30"), tick=False)
def test_unknown_names_in_the_body_do_no_harm(counter: APIClient, version: ProcedureVersion) -> None:
    raw = json.dumps(body(version, **{"\ud800": "\x00"}))
    answer = counter.generic("POST", URL, raw, "application/json", headers={"Idempotency-Key": "k-1"})
    assert answer.status_code == 201, answer.content


def cursor(position: str, offset: int = 0) -> str:
    return base64.b64encode(f"p={position}&o={offset}".encode()).decode()


@pytest.mark.parametrize("text", ["x", "\x00", cursor("abc"), cursor("%00"), cursor("9" * 40, 3), "é" * 50])
@pytest.mark.parametrize("address", [URL, "/api/v1/procedures/"])
def test_a_made_up_cursor_is_a_fault_or_an_empty_page(
    counter: APIClient, received: MakeDossier, address: str, text: str
) -> None:
    received()
    answer = counter.get(address, {"cursor": text})
    assert answer.status_code == 200 or refusal(answer) == (400, ["cursor"])


@pytest.mark.parametrize("size", ["0", "-1", "x", "101", "9" * 30, "", "٣"])
def test_page_size_has_bounds(counter: APIClient, size: str) -> None:
    assert refusal(counter.get(URL, {"page_size": size})) == (400, ["page_size"])


@pytest.mark.parametrize(("name", "value"), [("state", "99"), ("state", "nope"), ("due", "someday")])
def test_an_unknown_filter_is_a_fault_of_its_parameter(counter: APIClient, name: str, value: str) -> None:
    assert refusal(counter.get(URL, {name: value})) == (400, [name])


@pytest.mark.parametrize("code", ["%00", "%ff%fe", "a" * 3000, "..", "%0A"])
def test_an_impossible_code_is_not_found(counter: APIClient, code: str) -> None:
    assert refusal(counter.get(f"{URL}{code}/"))[0] == 404
    assert refusal(counter.get(f"/api/v1/tracking/{code}/?phone=1234"))[0] == 404


def test_a_form_of_a_thousand_fields_is_refused(counter: APIClient, received: MakeDossier) -> None:
    fields = {f"field{number}": "x" for number in range(1500)}
    answer = counter.post(f"{URL}{received().code}/attachments/", fields, format="multipart")
    assert refusal(answer)[0] == 400


def test_a_form_field_beyond_all_measure_is_refused(counter: APIClient, received: MakeDossier) -> None:
    answer = counter.post(f"{URL}{received().code}/attachments/", {"kind": "x" * 3_000_000}, format="multipart")
    assert refusal(answer)[0] == 413


def test_text_where_a_file_belongs_is_a_fault_of_the_field(counter: APIClient, received: MakeDossier) -> None:
    answer = counter.post(f"{URL}{received().code}/attachments/", {"file": "text"}, format="multipart")
    assert refusal(answer) == (400, ["file"])


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a\x00.pdf", "x" * 250 + ".pdf", "Tờ khai.pdf"])
def test_a_file_keeps_no_dangerous_name(received: MakeDossier, counter: APIClient, name: str) -> None:
    dossier = received()
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload._name = name  # past Django's own tidying, as a hostile program would send it
    answer = counter.post(f"{URL}{dossier.code}/attachments/", {"file": upload}, format="multipart")
    assert answer.status_code in (201, 400), answer.content
    for kept in Dossier.objects.get(pk=dossier.pk).attachments.all():
        assert not set("/\\\x00") & set(kept.name)


def test_the_answer_is_json_whatever_accept_says(counter: APIClient) -> None:
    answer = counter.get(URL, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


def test_a_receipt_is_given_to_who_accepts_only_pdf(counter: APIClient, received: MakeDossier) -> None:
    answer = counter.get(f"{URL}{received().code}/receipt.pdf", headers={"Accept": "application/pdf"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
