"""Originals, hand-over slips and the return of a result over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from dossiers.models import Collection, Dossier, HandoverSlip, KeptOriginal
from dossiers.services import decision
from dossiers.workflow import State
from staff.models import AuditEntry, User
from tests.drawn import data_url, png
from tests.people import MakeDossier, moment


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        yield


def _call(person: User, method: str, address: str, data: Any = None) -> Any:
    client = APIClient()
    client.force_authenticate(person)
    return getattr(client, method)(f"/api/v1/{address}", data, format="json")


def _keep(dossier: Dossier, by: User, **more: Any) -> Any:
    line = {"name": "Sổ đỏ", "shelf": "A-12", **more}
    return _call(by, "post", f"dossiers/{dossier.code}/originals/", {"originals": [line]})


def test_originals_are_kept_and_listed(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    answer = _keep(dossier, hoa)
    assert answer.status_code == 201, answer.json()
    (row,) = _call(hoa, "get", f"dossiers/{dossier.code}/originals/").json()
    assert (row["name"], row["place"], row["is_lent"]) == ("Sổ đỏ", "A-12", False)


def test_where_an_original_lies_is_the_offices_own(received: MakeDossier, hoa: User, lan: User) -> None:
    dossier = received()
    _keep(dossier, hoa)
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    assert _call(lan, "get", f"dossiers/{dossier.code}/originals/").status_code == 403


@pytest.mark.parametrize("part", ["originals", "fees"])
def test_a_look_beside_the_dossier_is_logged(received: MakeDossier, hoa: User, part: str) -> None:
    dossier = received()
    _call(hoa, "get", f"dossiers/{dossier.code}/{part}/")
    assert AuditEntry.objects.filter(action="dossier.viewed", target=dossier.reference, actor=hoa).count() == 1


def test_a_line_without_shelf_names_the_field(received: MakeDossier, hoa: User) -> None:
    answer = _keep(received(), hoa, shelf="")
    assert answer.status_code == 400
    assert "shelf" in str(answer.json())


def test_an_original_is_lent_and_taken_back(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    pk = _keep(dossier, hoa).json()[0]["id"]
    address = f"dossiers/{dossier.code}/originals/{pk}"

    (row,) = _call(hoa, "post", f"{address}/lend/", {"place": "Công chức địa chính"}).json()
    assert (row["is_lent"], row["place"]) == (True, "Công chức địa chính")
    (row,) = _call(hoa, "post", f"{address}/back/", {"place": "B-1"}).json()
    assert (row["is_lent"], row["shelf"]) == (False, "B-1")
    assert _call(hoa, "post", f"{address}/back/", {}).status_code == 409
    assert _call(hoa, "post", f"{address}/burn/", {}).status_code == 404


def test_originals_go_back_against_a_signature(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    pk = _keep(dossier, hoa).json()[0]["id"]
    given = {"originals": [pk], "to": "Nguyễn Thị Lan", "signature": data_url(png())}
    (row,) = _call(hoa, "post", f"dossiers/{dossier.code}/originals/return/", given).json()
    assert row["returned_to"] == "Nguyễn Thị Lan"
    assert KeptOriginal.objects.get(pk=pk).signature is not None


def test_a_signature_that_is_none_is_refused(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    pk = _keep(dossier, hoa).json()[0]["id"]
    given = {"originals": [pk], "to": "Nguyễn Thị Lan", "signature": "data:image/svg+xml,x"}
    answer = _call(hoa, "post", f"dossiers/{dossier.code}/originals/return/", given)
    assert answer.status_code == 400
    assert "signature" in str(answer.json())


@pytest.mark.parametrize("address", ["originals/", "originals/return/"])
def test_another_counter_finds_no_originals(received: MakeDossier, tu: User, address: str) -> None:
    given = {"originals": [1], "to": "Tú"}
    assert _call(tu, "post", f"dossiers/{received().code}/{address}", given).status_code == 404


def test_a_citizen_keeps_no_original(received: MakeDossier, hoa: User, lan: User) -> None:
    dossier = received()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    assert _keep(dossier, lan).status_code == 403


def test_a_result_is_returned_with_proof_originals_and_signature(
    proposed: MakeDossier, hoa: User, hai: User
) -> None:
    dossier = proposed()
    pk = _keep(dossier, hoa).json()[0]["id"]
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-30 09:30"))
    given = {
        "proof": "authorised",
        "collected_by": "Trần Văn Bình",
        "authorisation": "Giấy ủy quyền ngày 30/8/2023",
        "originals": [pk],
        "signature": data_url(png()),
    }

    answer = _call(hoa, "post", f"dossiers/{dossier.code}/actions/return/", given)

    assert answer.status_code == 200, answer.json()
    collection = Collection.objects.get(dossier=dossier)
    assert (collection.proof, collection.name) == ("authorised", "Trần Văn Bình")
    assert KeptOriginal.objects.get(pk=pk).signature == collection.signature


def test_officials_read_originals_and_collection_with_the_dossier(
    proposed: MakeDossier, hoa: User, hai: User
) -> None:
    dossier = proposed()
    pk = _keep(dossier, hoa).json()[0]["id"]
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-30 09:30"))
    assert _call(hoa, "get", f"dossiers/{dossier.code}/").json()["collection"] is None
    _call(hoa, "post", f"dossiers/{dossier.code}/actions/return/", {"originals": [pk]})

    found = _call(hoa, "get", f"dossiers/{dossier.code}/").json()

    assert [(row["name"], row["returned_to"]) for row in found["originals"]] == [("Sổ đỏ", "Nguyễn Thị Lan")]
    assert (found["collection"]["proof"], found["collection"]["by"]) == ("receipt", str(hoa))


def test_the_applicant_reads_no_shelf(received: MakeDossier, hoa: User, lan: User) -> None:
    dossier = received()
    _keep(dossier, hoa)
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    assert _call(lan, "get", f"dossiers/{dossier.code}/").json()["originals"] == []


def test_an_original_kept_at_reception_stands_in_the_answer(received: MakeDossier, hoa: User) -> None:
    version = received().version
    given = {
        "procedure": version.procedure.code,
        "applicant_name": "Nguyễn Thị Lan",
        "identity_number": "035190004512",
        "phone": "0912345678",
        "address": "Thôn 3, xã Bình Nghĩa",
        "papers": [{"document": each.pk, "originals": 1} for each in version.documents.filter(mandatory=True)],
        "originals": [{"name": "Sổ đỏ", "shelf": "A-12"}],
    }
    answer = _call(hoa, "post", "dossiers/", given)
    assert answer.status_code == 201, answer.json()
    assert [row["shelf"] for row in answer.json()["originals"]] == ["A-12"]


def test_the_old_way_of_naming_the_collector_still_works(proposed: MakeDossier, hoa: User, hai: User) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=moment("2023-08-30 09:30"))
    _call(hoa, "post", f"dossiers/{dossier.code}/actions/return/", {"collected_by": "Trần Văn Bình"})
    assert Collection.objects.get(dossier=dossier).proof == "authorised"


def test_a_forgotten_original_is_a_fault_of_the_return(proposed: MakeDossier, hoa: User, hai: User) -> None:
    dossier = proposed()
    _keep(dossier, hoa)
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-30 09:30"))
    answer = _call(hoa, "post", f"dossiers/{dossier.code}/actions/return/", {})
    assert answer.status_code == 400
    assert "originals_stay" in str(answer.json())


def test_a_list_is_handed_over_with_its_outcomes(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    given = {"kind": "dossiers", "dossiers": [{"code": dossier.code}, {"code": "H25.12.02-230101-0001"}]}

    answer = _call(hoa, "post", "slips/", given)

    assert answer.status_code == 201, answer.json()
    (slip,) = answer.json()["slips"]
    assert [line["dossier"] for line in slip["lines"]] == [dossier.code]
    assert [each["is_done"] for each in answer.json()["outcomes"]] == [True, False]
    dossier.refresh_from_db()
    assert dossier.state == State.PROCESSING


@pytest.fixture
def slip(received: MakeDossier, hoa: User) -> HandoverSlip:
    _call(hoa, "post", "slips/", {"kind": "dossiers", "dossiers": [{"code": received().code}]})
    return HandoverSlip.objects.get()


def test_the_other_side_confirms_once(slip: HandoverSlip, minh: User) -> None:
    line = slip.lines.get()
    given = {"lines": [{"id": line.pk, "is_missing": True, "remark": "Không có bì"}]}
    answer = _call(minh, "post", f"slips/{slip.pk}/reception/", given)
    assert answer.json()["lines"][0]["is_missing"] is True
    assert answer.json()["received_by"] == str(minh)
    assert _call(minh, "post", f"slips/{slip.pk}/reception/", {}).status_code == 409


def test_who_gave_does_not_confirm(slip: HandoverSlip, hoa: User) -> None:
    assert _call(hoa, "post", f"slips/{slip.pk}/reception/", {}).status_code == 403


def test_slips_are_listed_to_both_sides_only(slip: HandoverSlip, hoa: User, minh: User, tu: User) -> None:
    for person in (hoa, minh):
        assert [each["id"] for each in _call(person, "get", "slips/").json()["results"]] == [slip.pk]
    assert _call(tu, "get", "slips/").json()["results"] == []
    assert _call(tu, "get", f"slips/{slip.pk}/").status_code == 404


def test_a_citizen_sees_no_slips(slip: HandoverSlip, lan: User) -> None:
    assert _call(lan, "get", "slips/").status_code == 403
