"""Acts on a procedure that make no version: closing it, its questions and answers, who answers for it."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from procedures.models import Procedure, ProcedureVersion
from staff.models import Assignment, AuditEntry, User
from staff.roles import Role
from tests.people import SINCE, Office
from tests.procedures.conftest import ImportEntries, entry

CODE = "1.000001"
OWN = f"/quan-ly/thu-tuc/{CODE}/"


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


def test_who_once_held_another_role_too_can_be_the_owner(signed_in: Client, office: Office, huong: User) -> None:
    Assignment.objects.create(
        official=huong.official,
        unit=office.district,
        role=Role.CLERK.value,
        valid_from=SINCE,
        valid_to=timezone.localdate() - timedelta(days=1),
    )
    assert signed_in.post(f"{OWN}phu-trach/", {"owner": huong.official.pk}).status_code == 302


def test_who_has_left_cannot_be_the_owner(signed_in: Client, huong: User) -> None:
    huong.official.assignments.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert signed_in.post(f"{OWN}phu-trach/", {"owner": huong.official.pk}).status_code == 422


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


def test_a_closing_is_taken_back_only_until_its_last_day_is_over(signed_in: Client) -> None:
    for days, offered in ((0, True), (-1, False)):
        ProcedureVersion.objects.update(valid_to=timezone.localdate() + timedelta(days=days))
        assert (f"{OWN}mo-lai/" in signed_in.get(f"{OWN}bai-bo/").content.decode()) is offered
