"""Acts on a procedure that make no version: closing it, its questions and answers, who answers for it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from procedures.models import Procedure, ProcedureVersion
from staff.models import AuditEntry, User
from staff.roles import Role
from tests.people import Office, make_official
from tests.procedures.conftest import ImportEntries, entry

CODE = "1.000001"
OWN = f"/quan-ly/thu-tuc/{CODE}/"


@pytest.fixture
def huong(office: Office) -> User:
    return make_official("huong", "Ngô Thị Hương", office.district, Role.MANAGER)


@pytest.fixture
def posted(import_entries: ImportEntries, office: Office) -> None:
    import_entries(entry(valid_from="2021-01-01"))


@pytest.fixture
def signed_in(client: Client, thu: User, posted: None) -> Client:
    client.force_login(thu)
    return client


def test_a_procedure_is_closed_and_leads_on(signed_in: Client, import_entries: ImportEntries) -> None:
    import_entries(entry("2.000002"))
    data = {"last_day": timezone.localdate().isoformat(), "ground": "QĐ 7/QĐ-UBND", "replaced_by": "2.000002"}
    assert signed_in.post(f"{OWN}bai-bo/", {**data, "ground": ""}).status_code == 422
    assert signed_in.post(f"{OWN}bai-bo/", {**data, "replaced_by": "9.9"}).status_code == 422
    assert signed_in.post(f"{OWN}bai-bo/", data).status_code == 302
    closed = Procedure.objects.get(code=CODE)
    assert closed.replaced_by is not None
    assert closed.replaced_by.code == "2.000002"
    assert ProcedureVersion.objects.get(procedure=closed).valid_to == timezone.localdate()
    signed_in.post(f"{OWN}mo-lai/")
    assert ProcedureVersion.objects.get(procedure=closed).valid_to is None


def test_closing_is_for_the_office_that_owns_the_site(client: Client, posted: None, hai: User) -> None:
    client.force_login(hai)
    assert client.get(f"{OWN}bai-bo/").status_code == 403


def test_questions_are_kept_in_their_order(signed_in: Client) -> None:
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    data |= {
        "form-0-question": "Mất bao lâu?",
        "form-0-answer": "Ba ngày.",
        "form-1-question": "Có mất phí không?",
    }
    assert signed_in.post(f"{OWN}hoi-dap/", data).status_code == 422
    signed_in.post(f"{OWN}hoi-dap/", {**data, "form-1-answer": "Có."})
    found = Procedure.objects.get(code=CODE).questions.values_list("position", "question")
    assert list(found) == [(1, "Mất bao lâu?"), (2, "Có mất phí không?")]


def test_an_owner_is_chosen(signed_in: Client, huong: User) -> None:
    signed_in.post(f"{OWN}phu-trach/", {"owner": huong.official.pk})
    owner = Procedure.objects.get(code=CODE).owner
    assert owner is not None
    assert owner.user == huong


def test_a_procedure_with_an_open_draft_is_not_closed(signed_in: Client) -> None:
    signed_in.post(f"{OWN}soan/")
    data = {"last_day": timezone.localdate().isoformat(), "ground": "QĐ 7/QĐ-UBND"}
    assert signed_in.post(f"{OWN}bai-bo/", data).status_code == 409


def test_a_closing_names_its_decision_in_the_log(signed_in: Client) -> None:
    data = {"last_day": timezone.localdate().isoformat(), "ground": "QĐ 7/QĐ-UBND"}
    signed_in.post(f"{OWN}bai-bo/", data)
    assert AuditEntry.objects.get(action="procedure.closed").detail["ground"] == "QĐ 7/QĐ-UBND"


def test_a_procedure_that_goes_on_cannot_be_reopened(signed_in: Client) -> None:
    assert signed_in.post(f"{OWN}mo-lai/").status_code == 409
