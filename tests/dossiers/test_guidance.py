"""The guidance slip: what to bring, in print, without a dossier."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from dossiers.models import Dossier, IntakeDraft
from procedures.models import ProcedureVersion
from staff.models import User
from tests.people import moment


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def text_of(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_what_is_there_what_is_wrong_and_what_is_missing(
    counter: Client, version: ProcedureVersion
) -> None:
    first, second, third = version.documents.order_by("position")
    answer = counter.post(
        "/mot-cua/huong-dan/",
        {
            "procedure": version.procedure.code,
            "applicant_name": "Nguyễn Thị Lan",
            f"fault_{first.pk}": "chưa ký",
            f"paper_{third.pk}": "on",
            "items": "Mang theo điện thoại đã nhận tin",
        },
    )

    text = text_of(answer)
    assert version.name in text
    assert "cần sửa: chưa ký" in text
    assert "đã có" in text
    assert f"{second.name} (nếu có)" in text
    assert "Mang theo điện thoại" in text
    assert "03 ngày làm việc" in text


def test_nothing_is_stored(counter: Client, version: ProcedureVersion) -> None:
    counter.post("/mot-cua/huong-dan/", {"procedure": version.procedure.code, "applicant_name": "Nguyễn Thị Lan"})
    assert not Dossier.objects.exists()
    assert not IntakeDraft.objects.exists()


def test_a_procedure_nobody_receives_here_has_no_slip(counter: Client, version: ProcedureVersion) -> None:
    assert counter.post("/mot-cua/huong-dan/", {"procedure": "9.999999"}).status_code == 404


def test_the_page_that_asked_may_print_it_from_a_frame(counter: Client, version: ProcedureVersion) -> None:
    answer = counter.post("/mot-cua/huong-dan/", {"procedure": version.procedure.code})
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_it_is_for_clerks_only(client: Client, minh: User, version: ProcedureVersion) -> None:
    client.force_login(minh)
    assert client.post("/mot-cua/huong-dan/", {"procedure": version.procedure.code}).status_code == 403
