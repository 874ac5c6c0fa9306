"""Asking for what is missing on the intake page: listed from the ticks, printed at once, received when brought."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from dossiers.models import Dossier, IssuedDocument
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.people import moment

REASON = "Chưa có tờ khai theo mẫu."


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def typed(version: ProcedureVersion, **changes: Any) -> dict[str, Any]:
    """The intake form filled in; only the identity paper is ticked, the declaration is missing."""
    shown = version.documents.get(name="Giấy tờ tùy thân")
    return {
        "key": "a1b2c3",
        "act": "ask",
        "channel": "counter",
        "applicant_kind": "person",
        "applicant_name": "Nguyễn Thị Lan",
        "identity_number": "035185001234",
        "phone": "0912 345 678",
        "address": "Thôn 3, xã Bình Nghĩa",
        "sets": "1",
        "delivery": "counter",
        f"paper_{shown.pk}": "on",
        f"originals_{shown.pk}": "1",
        "items": "Tờ khai theo mẫu",
        "asking_reason": REASON,
        **changes,
    }


def send(counter: Client, version: ProcedureVersion, **changes: Any) -> Any:
    return counter.post(f"/mot-cua/tiep-nhan/{version.procedure.code}/", typed(version, **changes))


def test_missing_papers_are_listed_without_scripts(counter: Client, version: ProcedureVersion) -> None:
    answer = send(counter, version, act="list", items="Đơn ghi sai năm sinh")

    assert answer.status_code == 200
    asking = answer.context["asking"]
    assert asking["items"].value().splitlines() == ["Đơn ghi sai năm sinh", "Tờ khai theo mẫu"]
    assert not Dossier.objects.exists()
    assert '<details class="more refusal" open>' in answer.content.decode()


def test_the_request_is_printed_at_once(counter: Client, version: ProcedureVersion) -> None:
    answer = send(counter, version)

    dossier = Dossier.objects.get()
    assert dossier.state == State.SUPPLEMENT
    assert answer["Location"] == f"/mot-cua/ho-so/{dossier.reference}/?in={IssuedDocument.Form.SUPPLEMENT.value}"
    assert dossier.supplement_requests.get().items == ["Tờ khai theo mẫu"]
    assert counter.get(answer["Location"]).context["fresh"].form == "02"


def test_a_double_click_asks_once(counter: Client, version: ProcedureVersion) -> None:
    assert send(counter, version)["Location"] == send(counter, version)["Location"]
    assert Dossier.objects.count() == 1


def test_the_same_form_with_other_words_is_not_taken_for_the_first(
    counter: Client, version: ProcedureVersion
) -> None:
    send(counter, version)
    assert send(counter, version, items="Ảnh 4x6").status_code == 422
    assert Dossier.objects.count() == 1


def test_faults_of_applicant_and_request_stand_together(counter: Client, version: ProcedureVersion) -> None:
    answer = send(counter, version, phone="12", items="", asking_reason="")

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"phone"}
    assert set(answer.context["asking"].errors) == {"items", "asking_reason"}
    assert len(answer.context["further_faults"]) == 2
    assert not Dossier.objects.exists()


def test_faults_of_the_request_alone_keep_what_was_typed(counter: Client, version: ProcedureVersion) -> None:
    answer = send(counter, version, asking_reason="")

    assert answer.status_code == 422
    assert answer.context["asking"]["items"].value() == "Tờ khai theo mẫu"
    assert not Dossier.objects.exists()


def test_the_paper_that_was_brought_is_ticked_and_received(counter: Client, version: ProcedureVersion) -> None:
    send(counter, version)
    dossier = Dossier.objects.get()
    paper = version.documents.get(name="Tờ khai theo mẫu")
    page = counter.get(f"/mot-cua/ho-so/{dossier.reference}/").content.decode()
    assert f'name="papers" value="{paper.pk}"' in page

    given = {"lock_version": dossier.lock_version, "door": "counter"}
    address = f"/xu-ly/ho-so/{dossier.reference}/receive/"
    untouched = counter.post(address, given)
    assert untouched.status_code == 422
    assert 'id="receive-papers_error"' in untouched.content.decode()

    counter.post(address, {**given, "papers": [str(paper.pk)]})
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert dossier.papers.get(required_document=paper).originals == 1


def test_an_unknown_act_is_not_found(counter: Client, version: ProcedureVersion) -> None:
    assert send(counter, version, act="burn").status_code == 404
