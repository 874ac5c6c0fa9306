"""Sheets put aside: kept as typed for a week, seen at their own counter only, gone when nobody needs them."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client

from dossiers.errors import Faults, NotPermitted
from dossiers.models import Dossier, IntakeDraft
from dossiers.services import intake_drafts
from dossiers.tasks import sweep_counter_tasks
from procedures.models import ProcedureVersion
from staff.models import AuditEntry, User
from tests.people import Office, moment

AT = moment("2023-08-29 09:30")
TYPED = {"applicant_name": "Nguyễn Thị Lan", "phone": "0912 345 678", "paper_1": "on"}


@pytest.fixture
def draft(office: Office, hoa: User, version: ProcedureVersion) -> IntakeDraft:
    return intake_drafts.save(unit=office.commune, version=version, key="phieu-1", content=TYPED, by=hoa, at=AT)


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def test_the_same_sheet_is_saved_once(office: Office, hoa: User, draft: IntakeDraft) -> None:
    later = moment("2023-08-29 10:00")
    changed = {**TYPED, "applicant_name": "Trần Văn Bình"}
    intake_drafts.save(unit=office.commune, version=None, key="phieu-1", content=changed, by=hoa, at=later)

    kept = IntakeDraft.objects.get()
    assert (kept.applicant_name, kept.saved_at, kept.version) == ("Trần Văn Bình", later, None)


def test_an_empty_sheet_is_not_kept(office: Office, hoa: User) -> None:
    with pytest.raises(Faults):
        intake_drafts.save(unit=office.commune, version=None, key="k", content={"phone": " "}, by=hoa, at=AT)


def test_a_clerk_of_elsewhere_saves_nothing_here(office: Office, tu: User) -> None:
    with pytest.raises(NotPermitted):
        intake_drafts.save(unit=office.commune, version=None, key="k", content=TYPED, by=tu, at=AT)


def test_a_key_of_another_counter_is_not_taken_over(office: Office, tu: User, draft: IntakeDraft) -> None:
    with pytest.raises(NotPermitted):
        intake_drafts.save(unit=office.other_commune, version=None, key="phieu-1", content=TYPED, by=tu, at=AT)


def test_it_is_kept_for_seven_days(draft: IntakeDraft) -> None:
    with time_machine.travel(AT + dt.timedelta(days=7), tick=False):
        sweep_counter_tasks()
        assert IntakeDraft.objects.exists()
    with time_machine.travel(AT + dt.timedelta(days=7, minutes=1), tick=False):
        sweep_counter_tasks()
        assert not IntakeDraft.objects.exists()


@time_machine.travel(AT, tick=False)
def test_taken_up_again_it_stands_as_typed_and_the_look_is_recorded(counter: Client, draft: IntakeDraft) -> None:
    assert draft.version is not None
    answer = counter.get(f"/mot-cua/tiep-nhan/{draft.version.procedure.code}/?draft=phieu-1")

    form = answer.context["form"]
    assert form["applicant_name"].value() == "Nguyễn Thị Lan"
    assert form["key"].value() == form["draft"].value() == "phieu-1"
    assert AuditEntry.objects.filter(action="intake_draft.opened", target=str(draft.pk)).exists()


@time_machine.travel(AT, tick=False)
def test_it_is_not_there_for_another_counter(client: Client, tu: User, draft: IntakeDraft) -> None:
    client.force_login(tu)
    assert client.get("/mot-cua/tiep-nhan/?draft=phieu-1").status_code == 404
    assert client.post("/mot-cua/tiep-nhan-do/phieu-1/xoa/").status_code == 404


@time_machine.travel(AT, tick=False)
def test_put_aside_without_scripts(counter: Client, version: ProcedureVersion) -> None:
    form = {"act": "save", "key": "phieu-2", "procedure": version.procedure.code, **TYPED}
    answer = counter.post("/mot-cua/tiep-nhan-do/", form)

    kept = IntakeDraft.objects.get()
    assert answer["Location"] == "/mot-cua/tiep-nhan/"
    assert (kept.version, kept.content["phone"]) == (version, "0912 345 678")
    assert "key" not in kept.content
    assert not Dossier.objects.exists()


def test_the_api_saves_lists_and_drops(counter: Client, draft: IntakeDraft, version: ProcedureVersion) -> None:
    sheet = {"key": "phieu-3", "procedure": version.procedure.code, "content": {"applicant_name": "Trần Văn Bình"}}
    assert counter.post("/api/v1/intake-drafts/", sheet, content_type="application/json").status_code == 201

    rows = counter.get("/api/v1/intake-drafts/").json()["results"]
    assert {row["applicant_name"] for row in rows} == {"Nguyễn Thị Lan", "Trần Văn Bình"}
    assert "0912" not in str(rows)

    assert counter.delete("/api/v1/intake-drafts/phieu-3/").status_code == 204
    assert [each.key for each in IntakeDraft.objects.all()] == ["phieu-1"]


def test_the_api_shows_a_clerk_only_the_own_counter(client: Client, tu: User, draft: IntakeDraft) -> None:
    client.force_login(tu)
    assert client.get("/api/v1/intake-drafts/").json()["results"] == []
    assert client.delete("/api/v1/intake-drafts/phieu-1/").status_code == 404


@pytest.mark.parametrize("name", ["a\x00", "x" * 5000, ""])
def test_a_field_no_form_has_is_left_out(counter: Client, office: Office, name: str) -> None:
    sheet = {"key": "phieu-4", "content": {"applicant_name": "Nguyễn Thị Lan", name: "gì đó"}}

    assert counter.post("/api/v1/intake-drafts/", sheet, content_type="application/json").status_code == 201
    assert set(IntakeDraft.objects.get().content) == {"applicant_name"}


@time_machine.travel(AT, tick=False)
def test_a_nul_byte_does_no_harm(counter: Client, office: Office) -> None:
    counter.post("/mot-cua/tiep-nhan-do/", {"key": "phieu\x005", "procedure": "\x00", "applicant_name": "La\x00n"})

    kept = IntakeDraft.objects.get()
    assert (kept.key, kept.applicant_name) == ("phieu5", "Lan")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_put_aside_twice_at_once_it_is_kept_once(office: Office, hoa: User) -> None:
    together = threading.Barrier(4)

    def press(_number: int) -> str:
        by = User.objects.get(pk=hoa.pk)
        try:
            together.wait(timeout=20)
            saved = intake_drafts.save(unit=office.commune, version=None, key="hai", content=TYPED, by=by, at=AT)
        finally:
            connection.close()
        return saved.key

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, range(4))) == ["hai"] * 4
    assert IntakeDraft.objects.count() == 1
