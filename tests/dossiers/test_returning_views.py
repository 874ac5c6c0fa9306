"""The page where a result goes to the citizen, and who may see a signature."""

from typing import Any

import pytest
from django.test import Client

from dossiers.models import Collection, Dossier, KeptOriginal
from dossiers.services import custody, decision, handover
from dossiers.services.custody import OriginalLine
from dossiers.services.handover import Collector
from dossiers.workflow import State
from staff.models import AuditEntry, User
from tests.drawn import data_url, png
from tests.people import MakeDossier, moment

SIGNED = moment("2023-08-31 10:00")


@pytest.fixture
def counter(client: Client, hoa: User) -> Client:
    client.force_login(hoa)
    return client


@pytest.fixture
def held(proposed: MakeDossier, hoa: User, hai: User) -> KeptOriginal:
    """The result is signed; the land certificate lies on shelf A-12."""
    dossier = proposed()
    (row,) = custody.keep(dossier=dossier, originals=[OriginalLine(shelf="A-12", name="Sổ đỏ")], by=hoa, at=SIGNED)
    decision.sign(dossier=dossier, by=hai, at=SIGNED)
    return row


def _address(dossier: Dossier) -> str:
    return f"/mot-cua/tra-ket-qua/{dossier.shown_code}/"


def _given(dossier: Dossier, **more: Any) -> dict[str, Any]:
    dossier.refresh_from_db()
    return {"lock_version": dossier.lock_version, "door": "counter", "proof": "receipt", **more}


def test_what_the_office_still_holds_stands_in_red_with_its_shelf(counter: Client, held: KeptOriginal) -> None:
    page = counter.get(_address(held.dossier)).content.decode()
    assert 'class="panel held"' in page
    assert "A-12" in page


def test_no_proof_is_recorded_that_nobody_chose(counter: Client, held: KeptOriginal) -> None:
    page = counter.get(_address(held.dossier))
    answer = counter.post(_address(held.dossier), {**_given(held.dossier, originals=[held.pk]), "proof": ""})

    assert page.context["form"]["proof"].value() == ""
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["proof"]
    assert not Collection.objects.exists()


def test_a_scanned_receipt_is_the_proof(counter: Client, held: KeptOriginal) -> None:
    page = counter.get(f"{_address(held.dossier)}?shown=receipt")
    assert page.context["form"]["proof"].value() == "receipt"


def test_result_original_and_signature_go_in_one_act(counter: Client, held: KeptOriginal) -> None:
    given = _given(held.dossier, originals=[held.pk], signature=data_url(png()))
    answer = counter.post(_address(held.dossier), given)

    assert answer.headers["Location"].endswith("?in=slip")
    held.refresh_from_db()
    assert held.dossier.current_state is State.RETURNED
    assert held.signature == Collection.objects.get().signature


def test_the_slip_opens_after_the_act(counter: Client, held: KeptOriginal) -> None:
    given = _given(held.dossier, originals=[held.pk])
    page = counter.post(_address(held.dossier), given, follow=True).content.decode()
    assert "data-open-paper" in page
    assert "kho=80mm" in page


def test_a_forgotten_original_keeps_what_was_typed(counter: Client, held: KeptOriginal) -> None:
    given = _given(held.dossier, collected_by="Trần Văn Bình", signature=data_url(png()))
    answer = counter.post(_address(held.dossier), given)

    assert answer.status_code == 422
    assert "originals_stay" in answer.context["form"].errors
    page = answer.content.decode()
    assert "Trần Văn Bình" in page
    assert data_url(png()) in page


def test_an_unreadable_signature_is_a_fault_of_its_field(counter: Client, held: KeptOriginal) -> None:
    answer = counter.post(_address(held.dossier), _given(held.dossier, signature="data:text/plain,x"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"signature"}


def test_a_stale_page_returns_nothing(counter: Client, held: KeptOriginal) -> None:
    given = _given(held.dossier, originals=[held.pk], lock_version=0)
    answer = counter.post(_address(held.dossier), given)
    assert answer.status_code == 409
    assert not Collection.objects.exists()


def test_before_there_is_a_result_the_page_says_what_is_to_be_done(
    counter: Client, processing_dossier: MakeDossier
) -> None:
    page = counter.get(_address(processing_dossier())).content.decode()
    assert 'id="return"' not in page


def test_another_counter_finds_no_such_page(client: Client, tu: User, held: KeptOriginal) -> None:
    client.force_login(tu)
    assert client.get(_address(held.dossier)).status_code == 404


def test_a_citizen_is_not_let_in(client: Client, lan: User, held: KeptOriginal) -> None:
    client.force_login(lan)
    assert client.get(_address(held.dossier)).status_code == 403


@pytest.fixture
def signed(held: KeptOriginal, hoa: User) -> Collection:
    came = Collector(originals=[held.pk], drawn=png())
    handover.return_result(dossier=held.dossier, by=hoa, at=moment("2023-08-31 14:00"), collector=came)
    return Collection.objects.get()


def test_a_signature_is_seen_by_who_sees_the_dossier_and_noted(counter: Client, signed: Collection) -> None:
    answer = counter.get(f"/mot-cua/chu-ky/{signed.signature_id}.png")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert AuditEntry.objects.filter(action="signature.viewed").count() == 1


def test_a_signature_is_hidden_from_everybody_else(client: Client, tu: User, signed: Collection) -> None:
    client.force_login(tu)
    assert client.get(f"/mot-cua/chu-ky/{signed.signature_id}.png").status_code == 404


def test_the_applicant_does_not_open_the_office_copy(client: Client, lan: User, signed: Collection) -> None:
    client.force_login(lan)
    assert client.get(f"/mot-cua/chu-ky/{signed.signature_id}.png").status_code == 404


def test_the_identity_number_of_the_collector_is_masked(
    counter: Client, proposed: MakeDossier, hoa: User, hai: User
) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=SIGNED)
    son = Collector(
        proof="authorised",
        name="Trần Văn Bình",
        authorisation="Giấy ủy quyền ngày 30/8/2023",
        identity_number="035099000001",
    )
    handover.return_result(dossier=dossier, by=hoa, at=SIGNED, collector=son)
    page = counter.get(_address(dossier)).content.decode()
    assert "035099000001" not in page
    assert "001" in page
