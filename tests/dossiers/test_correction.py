"""A mis-keyed reception is put right: code and old values are kept, a new receipt replaces the old one."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Dossier, DossierEvent, IssuedDocument, Principal
from dossiers.rules import Authorising, HandedIn
from dossiers.services import custody
from dossiers.services.correction import Correction, correct_reception
from dossiers.services.custody import OriginalLine
from dossiers.services.walk_in import WalkIn, ask_walk_in
from dossiers.workflow import Action, State
from procedures.models import ProcedureVersion
from staff.models import Message, User
from tests.people import LAN, MakeDossier, Office, moment

LATER = moment("2023-08-29 10:00")
WHY = "Nhập sai họ tên so với căn cước."


def corrected(dossier: Dossier, by: User, *, reason: str = WHY, **columns: Any) -> Dossier:
    return correct_reception(dossier=dossier, correction=Correction(columns), reason=reason, by=by, at=LATER)


def test_the_name_is_put_right_and_the_code_stays(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    done = corrected(dossier, hoa, applicant_name="Nguyễn Thị Lành")
    assert (done.code, done.applicant_name) == (dossier.code, "Nguyễn Thị Lành")


def test_it_is_found_by_the_right_name(received: MakeDossier, hoa: User) -> None:
    dossier = corrected(received(), hoa, applicant_name="Hoàng Văn Quý")
    assert list(Dossier.objects.matching("hoang van quy")) == [dossier]


def test_the_trail_keeps_what_was_written_before(received: MakeDossier, hoa: User) -> None:
    dossier = corrected(received(), hoa, phone="0987654321")
    event = dossier.events.get(action=Action.CORRECT.value)
    assert event.detail == {"changes": {"phone": ["0912345678", "0987654321"]}}


def test_the_state_and_the_promise_stay(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    done = corrected(dossier, hoa, applicant_name="Nguyễn Thị Lành")
    assert (done.state, done.due_at) == (dossier.state, dossier.due_at)


def test_a_new_receipt_replaces_the_old_one(received: MakeDossier, hoa: User) -> None:
    dossier = corrected(received(), hoa, applicant_name="Nguyễn Thị Lành", sets=2)
    old, new = dossier.issued_documents.filter(form=IssuedDocument.Form.RECEIPT)
    assert new.replaces == old
    assert new.number != old.number
    assert (new.content["applicant"]["name"], new.content["sets"]) == ("Nguyễn Thị Lành", "02")
    assert old.content["applicant"]["name"] == "Nguyễn Thị Lan"


def test_the_new_receipt_says_where_the_result_is_received_now(received: MakeDossier, hoa: User) -> None:
    dossier = corrected(received(), hoa, delivery="post")
    assert dossier.issued_documents.last().content["delivery"].startswith("Qua dịch vụ bưu chính")


def test_who_was_told_at_a_wrong_number_is_told_again(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    before = Message.objects.count()
    corrected(dossier, hoa, email="lan.dung@example.com")
    assert Message.objects.count() == before + 1
    assert Message.objects.order_by("-pk")[0].recipient == "lan.dung@example.com"


def test_a_corrected_name_alone_sends_nothing(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    before = Message.objects.count()
    corrected(dossier, hoa, applicant_name="Nguyễn Thị Lành")
    assert Message.objects.count() == before


def test_papers_are_noted_as_they_shall_be(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    form, _, card = dossier.version.documents.all()
    papers = [HandedIn(form.pk, originals=2), HandedIn(card.pk, originals=1), HandedIn(None, "Đơn viết tay", 1)]
    given = Correction(papers=papers)
    correct_reception(dossier=dossier, correction=given, reason=WHY, by=hoa, at=LATER)

    rows = dossier.papers.values_list("name", "originals")
    assert sorted(rows) == [("Giấy tờ tùy thân", 1), ("Tờ khai theo mẫu", 2), ("Đơn viết tay", 1)]
    names = [line["name"] for line in DossierEvent.objects.latest("pk").detail["changes"]["papers"]]
    assert names == ["Tờ khai theo mẫu", "Đơn viết tay"]


def test_a_received_dossier_stays_complete(received: MakeDossier, hoa: User) -> None:
    with pytest.raises(Faults) as refused:
        correct_reception(dossier=received(), correction=Correction(papers=[]), reason=WHY, by=hoa, at=LATER)
    assert "papers" in refused.value.errors


def test_a_paper_whose_original_lies_on_a_shelf_stays(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    form, optional, card = dossier.version.documents.all()
    all_of_them = [HandedIn(each.pk, originals=1) for each in (form, optional, card)]
    correct_reception(dossier=dossier, correction=Correction(papers=all_of_them), reason=WHY, by=hoa, at=LATER)
    custody.keep(dossier=dossier, originals=[OriginalLine(shelf="A-1", document_id=optional.pk)], by=hoa, at=LATER)
    given = Correction(papers=[HandedIn(form.pk, originals=1), HandedIn(card.pk, originals=1)])
    with pytest.raises(Faults):
        correct_reception(dossier=dossier, correction=given, reason=WHY, by=hoa, at=LATER)
    assert dossier.papers.count() == 3


def test_an_authorising_person_is_added_and_taken_away(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    person = Authorising("Trần Văn Bình", "Giấy ủy quyền ngày 20/8/2023")
    given = Correction(tells_principal=True, principal=person)
    correct_reception(dossier=dossier, correction=given, reason=WHY, by=hoa, at=LATER)
    assert Principal.objects.get(dossier=dossier).name == "Trần Văn Bình"

    given = Correction(tells_principal=True)
    correct_reception(dossier=dossier, correction=given, reason=WHY, by=hoa, at=LATER)
    assert not Principal.objects.filter(dossier=dossier).exists()


def test_before_reception_the_request_for_a_supplement_is_printed_anew(
    office: Office, version: ProcedureVersion, hoa: User
) -> None:
    sheet = WalkIn(version=version, unit=office.commune, applicant=LAN)
    dossier = ask_walk_in(
        sheet, items=["Tờ khai theo mẫu"], reason="Chưa có tờ khai.", by=hoa, at=moment("2023-08-29 09:30")
    )
    corrected(dossier, hoa, applicant_name="Nguyễn Thị Lành")
    old, new = dossier.issued_documents.all()
    assert (new.form, new.replaces, new.content["items"]) == ("02", old, ["Tờ khai theo mẫu"])
    assert new.content["applicant"]["name"] == "Nguyễn Thị Lành"


def test_all_faults_are_named_at_once(received: MakeDossier, hoa: User) -> None:
    with pytest.raises(Faults) as refused:
        corrected(received(), hoa, reason="", phone="12", delivery="pigeon", sets=0)
    assert set(refused.value.errors) == {"reason", "phone", "delivery", "sets"}


def test_a_correction_that_changes_nothing_is_none(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    with pytest.raises(Faults):
        corrected(dossier, hoa, applicant_name="Nguyễn Thị Lan")
    assert dossier.issued_documents.count() == 1


def test_the_procedure_is_not_corrected(received: MakeDossier, hoa: User) -> None:
    with pytest.raises(Faults) as refused:
        corrected(received(), hoa, version_id=1)
    assert set(refused.value.errors) == {"version_id"}


def test_a_specialist_does_not_correct_the_counter(processing_dossier: MakeDossier, minh: User) -> None:
    with pytest.raises(NotPermitted):
        corrected(processing_dossier(), minh, applicant_name="Nguyễn Thị Lành")


def test_after_the_result_nothing_is_corrected(returned: MakeDossier, hoa: User) -> None:
    with pytest.raises(WrongMoment):
        corrected(returned(), hoa, applicant_name="Nguyễn Thị Lành")


def _sent(client: Client, dossier: Dossier, **changed: Any) -> Any:
    """The form as it is shown, with some fields typed anew."""
    form = client.get(f"/mot-cua/ho-so/{dossier.code}/dinh-chinh/").context["form"]
    data = {name: field.value() for name in form.fields if (field := form[name]).value() not in (None, False)}
    return client.post(f"/mot-cua/ho-so/{dossier.code}/dinh-chinh/", {**data, "reason": WHY, **changed})


def test_the_page_corrects_and_leads_to_the_new_receipt(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    client.force_login(hoa)
    answer = _sent(client, dossier, applicant_name="Nguyễn Thị Lành")
    assert answer.headers["Location"].endswith(f"/mot-cua/ho-so/{dossier.code}/?in=01")
    event = dossier.events.get(action=Action.CORRECT.value)
    assert event.detail["changes"] == {"applicant_name": ["Nguyễn Thị Lan", "Nguyễn Thị Lành"]}


def test_the_dossier_page_shows_what_was_and_what_is(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = corrected(received(), hoa, applicant_name="Nguyễn Thị Lành")
    client.force_login(hoa)
    page = client.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
    assert "Nguyễn Thị Lan → Nguyễn Thị Lành" in page


def test_a_fault_keeps_what_was_typed(client: Client, received: MakeDossier, hoa: User) -> None:
    client.force_login(hoa)
    answer = _sent(client, received(), applicant_name="Nguyễn Thị Lành", phone="12")
    assert answer.status_code == 422
    assert 'value="Nguyễn Thị Lành"' in answer.content.decode()


def test_the_second_of_two_sees_what_the_first_changed(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    seen = dossier.lock_version
    corrected(dossier, hoa, phone="0987654321")
    client.force_login(hoa)
    answer = _sent(client, dossier, applicant_name="Nguyễn Thị Lành", lock_version=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "0912345678 → 0987654321" in page
    assert "Nguyễn Thị Lành" in page


def test_another_counter_does_not_find_the_page(client: Client, received: MakeDossier, tu: User) -> None:
    client.force_login(tu)
    assert client.get(f"/mot-cua/ho-so/{received().code}/dinh-chinh/").status_code == 404


def test_at_the_wrong_moment_the_page_says_so(client: Client, returned: MakeDossier, hoa: User) -> None:
    client.force_login(hoa)
    assert client.get(f"/mot-cua/ho-so/{returned().code}/dinh-chinh/").status_code == 409


def test_the_api_corrects_what_is_named_and_leaves_the_rest(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    client = APIClient()
    client.force_authenticate(hoa)
    given = {"reason": WHY, "correction": {"address": "Thôn 5, xã Bình Nghĩa, huyện Bình Lục"}}
    answer = client.post(f"/api/v1/dossiers/{dossier.code}/actions/correct/", given, format="json")
    assert answer.status_code == 200
    dossier.refresh_from_db()
    assert dossier.address.startswith("Thôn 5")
    assert (dossier.phone, dossier.current_state) == ("0912345678", State.RECEIVED)
