"""Papers over HTTP: corrected under a new number, the control sheet on demand, by whoever may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from dossiers import documents
from dossiers.models import Dossier, IssuedDocument
from staff.models import AuditEntry, User
from tests.people import MakeDossier, moment


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        yield


def post(person: User, address: str, data: dict[str, Any] | None = None) -> Any:
    client = APIClient()
    client.force_authenticate(person)
    return client.post(f"/api/v1/dossiers/{address}", data or {}, format="json")


@pytest.fixture
def receipt(received: MakeDossier) -> IssuedDocument:
    found = documents.latest(received(), IssuedDocument.Form.RECEIPT)
    assert found is not None
    return found


def corrections(receipt: IssuedDocument) -> str:
    return f"{receipt.dossier.code}/documents/{receipt.pk}/corrections/"


def test_a_correction_is_a_new_number(receipt: IssuedDocument, hoa: User) -> None:
    answer = post(hoa, corrections(receipt), {"reason": "Ghi sai họ tên."})

    assert answer.status_code == 201, answer.json()
    assert answer.json()["replaces"] == receipt.pk
    assert answer.json()["number"] != receipt.number
    assert AuditEntry.objects.filter(action="document.corrected", actor=hoa).count() == 1


def test_a_correction_without_a_reason_names_the_field(receipt: IssuedDocument, hoa: User) -> None:
    answer = post(hoa, corrections(receipt), {"reason": ""})

    assert answer.status_code == 400
    assert "reason" in str(answer.json())


def test_a_paper_is_corrected_once(receipt: IssuedDocument, hoa: User) -> None:
    post(hoa, corrections(receipt), {"reason": "Ghi sai họ tên."})

    assert post(hoa, corrections(receipt), {"reason": "Ghi sai địa chỉ."}).status_code == 400


def test_a_specialist_does_not_correct_the_counters_paper(receipt: IssuedDocument, minh: User) -> None:
    assert post(minh, corrections(receipt), {"reason": "Ghi sai họ tên."}).status_code == 403


def test_a_paper_of_another_dossier_is_not_found(
    receipt: IssuedDocument, received: MakeDossier, hoa: User
) -> None:
    other = received("2023-08-29 10:00")

    assert post(hoa, f"{other.code}/documents/{receipt.pk}/corrections/", {"reason": "Sai."}).status_code == 404


def test_an_official_of_elsewhere_finds_nothing(receipt: IssuedDocument, tu: User) -> None:
    assert post(tu, corrections(receipt), {"reason": "Ghi sai họ tên."}).status_code == 404
    assert post(tu, f"{receipt.dossier.code}/control-sheet/").status_code == 404


def test_the_control_sheet_is_issued_and_the_same_while_nothing_happens(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    first, second = (post(hoa, f"{dossier.code}/control-sheet/") for _ in range(2))

    assert (first.status_code, first.json()["form"]) == (200, IssuedDocument.Form.CONTROL_SHEET.value)
    assert first.json() == second.json()


def test_the_applicant_gets_no_control_sheet(received: MakeDossier, lan: User) -> None:
    dossier = received()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)

    assert post(lan, f"{dossier.code}/control-sheet/").status_code == 403


def test_the_answer_says_by_what_and_in_which_language_the_citizen_is_told(
    received: MakeDossier, hoa: User
) -> None:
    dossier = received()
    Dossier.objects.filter(pk=dossier.pk).update(tell_by="sms", language="en")
    client = APIClient()
    client.force_authenticate(hoa)
    found = client.get(f"/api/v1/dossiers/{dossier.code}/").json()

    assert (found["tell_by"], found["language"]) == ("sms", "en")
