"""Intake of a walk-in: nothing typed is lost, one request makes one dossier, the paper comes at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from dossiers.models import Dossier, IssuedDocument
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.dossiers.sheets import typed
from tests.people import MakeDossier, Office, make_version, moment

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


def test_procedure_is_found_without_marks(counter: Client, office: Office) -> None:
    version = make_version()
    make_version("2.000635", "Cấp bản sao Trích lục hộ tịch")

    answer = counter.get("/mot-cua/tiep-nhan/", {"q": "hon nhan"})

    assert [found.pk for found in answer.context["found"]] == [version.pk]


def test_what_the_clerk_received_last_comes_first(counter: Client, received: MakeDossier) -> None:
    other = make_version("2.000635", "Cấp bản sao Trích lục hộ tịch")
    received("2023-08-30 08:00", version=other)
    received("2023-08-30 08:30")

    mine = counter.get("/mot-cua/tiep-nhan/").context["mine"]

    assert [version.procedure.code for version in mine] == ["1.004873", "2.000635"]


def test_form_shows_the_promise_that_is_then_stored(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"
    promise = counter.get(address).context["promise"]

    counter.post(address, typed(version))

    assert Dossier.objects.get().due_at == promise.due_at


def test_no_paper_is_ticked_beforehand(counter: Client, version: ProcedureVersion) -> None:
    form = counter.get(f"/mot-cua/tiep-nhan/{version.procedure.code}/").context["form"]

    assert [bool(row.tick.value()) for row in form.paper_rows()] == [False, False, False]
    assert [row.originals.value() for row in form.paper_rows()] == [1, 1, 1]


def test_mandatory_papers_are_ticked_by_one_button_without_scripts(
    counter: Client, version: ProcedureVersion
) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"

    answer = counter.post(address, {"act": "tick", "applicant_name": "Nguyễn Thị Lan", "key": "k"})

    form = answer.context["form"]
    assert answer.status_code == 200
    assert [bool(row.tick.value()) for row in form.paper_rows()] == [True, False, True]
    assert form["applicant_name"].value() == "Nguyễn Thị Lan"
    assert not Dossier.objects.exists()


def test_walk_in_is_received_and_its_receipt_offered(counter: Client, version: ProcedureVersion) -> None:
    answer = counter.post(f"/mot-cua/tiep-nhan/{version.procedure.code}/", typed(version), follow=True)

    dossier = Dossier.objects.get()
    receipt = dossier.issued_documents.get(form=IssuedDocument.Form.RECEIPT)
    assert dossier.current_state is State.RECEIVED
    assert dossier.phone == "0912345678"
    assert answer.redirect_chain[-1][0] == f"/mot-cua/ho-so/{dossier.code}/?in=01"
    assert f"/mot-cua/giay-to/{receipt.pk}.pdf" in answer.content.decode()


def test_double_submit_makes_one_dossier(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"

    first, second = (counter.post(address, typed(version)) for _ in range(2))

    assert Dossier.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_form_sent_again_with_another_content_asks_and_then_receives(
    counter: Client, version: ProcedureVersion
) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"
    counter.post(address, typed(version))

    other = typed(version, applicant_name="Trần Văn Bình", identity_number="035085009999")
    answer = counter.post(address, other)
    assert answer.status_code == 422
    assert Dossier.objects.count() == 1

    counter.post(address, {**other, "key": answer.context["form"]["key"].value()})
    assert Dossier.objects.count() == 2


def test_faults_are_all_named_and_nothing_typed_is_lost(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"
    first = version.documents.get(position=1)

    answer = counter.post(
        address,
        typed(version, identity_number="12", phone="abc", address="", sets="x", **{f"paper_{first.pk}": ""}),
    )

    form = answer.context["form"]
    assert answer.status_code == 422
    assert set(form.errors) == {"identity_number", "phone", "address", "sets"}
    assert first.name in form.paper_faults[0]
    assert form["applicant_name"].value() == "Nguyễn Thị Lan"
    assert 'value="abc"' in answer.content.decode()
    assert not Dossier.objects.exists()


def test_corrected_form_is_received_under_the_same_key(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"
    counter.post(address, typed(version, phone=""))

    assert counter.post(address, typed(version)).status_code == 302
    assert Dossier.objects.count() == 1


def test_filing_on_behalf_needs_the_authorisation(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"

    answer = counter.post(address, typed(version, on_behalf="on", principal_name="Trần Văn Bình"))

    assert set(answer.context["form"].errors) == {"principal_authorisation"}


def test_filing_on_behalf_keeps_both_persons(counter: Client, version: ProcedureVersion) -> None:
    counter.post(
        f"/mot-cua/tiep-nhan/{version.procedure.code}/",
        typed(
            version,
            on_behalf="on",
            principal_name="Trần Văn Bình",
            principal_authorisation="Giấy ủy quyền số 12 ngày 20/08/2023",
        ),
    )

    dossier = Dossier.objects.get()
    assert (dossier.applicant_name, dossier.principal.name) == ("Nguyễn Thị Lan", "Trần Văn Bình")


def test_extra_paper_is_written_on_the_receipt(counter: Client, version: ProcedureVersion) -> None:
    counter.post(
        f"/mot-cua/tiep-nhan/{version.procedure.code}/",
        typed(version, extra_name_1="Ảnh 4x6", extra_originals_1="2", extra_copies_1="0"),
    )

    assert Dossier.objects.get().papers.filter(name="Ảnh 4x6", originals=2).exists()


def test_refusal_makes_a_refused_dossier_with_its_notice(counter: Client, version: ProcedureVersion) -> None:
    answer = counter.post(
        f"/mot-cua/tiep-nhan/{version.procedure.code}/",
        typed(version, act="refuse", refusal="Không thuộc thẩm quyền của Ủy ban nhân dân xã"),
    )

    dossier = Dossier.objects.get()
    assert dossier.current_state is State.REFUSED
    assert dossier.code is None
    assert dossier.issued_documents.get().form == IssuedDocument.Form.REFUSAL
    assert answer.headers["Location"] == f"/mot-cua/ho-so/{dossier.reference}/?in=03"


def test_refusal_sent_twice_is_issued_once(counter: Client, version: ProcedureVersion) -> None:
    address = f"/mot-cua/tiep-nhan/{version.procedure.code}/"
    form = typed(version, act="refuse", refusal="Không thuộc thẩm quyền của Ủy ban nhân dân xã")

    first, second = (counter.post(address, form) for _ in range(2))

    assert Dossier.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_refusal_without_words_is_not_issued(counter: Client, version: ProcedureVersion) -> None:
    answer = counter.post(
        f"/mot-cua/tiep-nhan/{version.procedure.code}/", typed(version, act="refuse", refusal=" ")
    )

    assert set(answer.context["form"].errors) == {"refusal"}
    assert not Dossier.objects.exists()


def test_procedure_without_a_limit_cannot_be_received(counter: Client, office: Office) -> None:
    version = make_version("1.001133", "Thủ tục chưa có thời hạn", mode="", value=None)

    answer = counter.post(f"/mot-cua/tiep-nhan/{version.procedure.code}/", typed(version))

    assert answer.status_code == 422
    assert answer.context["promise"] is None
    assert not Dossier.objects.exists()


def test_open_dossiers_of_the_same_person_are_shown(counter: Client, received: MakeDossier) -> None:
    earlier = received("2023-08-29 08:00")
    dossier = received("2023-08-30 08:00")

    shown = counter.get(f"/mot-cua/ho-so/{dossier.code}/").context["others"]

    assert [other.pk for other in shown] == [earlier.pk]
