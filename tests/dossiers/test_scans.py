"""What a scan at the counter leads to, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from dossiers.charge_lines import ChargeLine
from dossiers.models import Booking, IssuedDocument, Ticket
from dossiers.rating_link import rating_url
from dossiers.services import charging, decision, shifts
from dossiers.services import queue as queue_verbs
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import AuditEntry, User
from tests.dossiers.scanned import CARD, TRACKING, in_code_page, under_layout, without_accented_letters
from tests.dossiers.test_api import client_of
from tests.people import MakeDossier, Office, moment

URL = "/api/v1/scans/"
NOON = moment("2023-08-29 10:00")
LANS_CARD = CARD.replace("035085001234", "035185001234").replace("Nam|", "Nữ|")


@pytest.fixture
def counter(hoa: User) -> APIClient:
    return client_of(hoa)


def scan(client: APIClient, text: str) -> dict[str, Any]:
    with time_machine.travel(NOON, tick=False):
        answer = client.post(URL, {"text": text}, format="json")
    assert answer.status_code == 200, answer.content
    given: dict[str, Any] = answer.json()
    return given


def test_an_identity_card_opens_an_intake_with_its_data(counter: APIClient) -> None:
    found = scan(counter, CARD)

    assert (found["kind"], found["address"]) == ("card", "/mot-cua/tiep-nhan/")
    assert found["card"] == {
        "number": "035085001234",
        "old_number": "168123456",
        "name": "Nguyễn Văn An",
        "born": "1985-03-05",
        "sex": "male",
        "address": "Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam",
        "issued": "2021-05-12",
    }


def test_no_personal_data_is_in_the_address_nor_in_the_trail(counter: APIClient) -> None:
    found = scan(counter, CARD)

    entry = AuditEntry.objects.get(action="identity_card.scanned")
    assert "An" not in found["address"]
    assert (entry.target, entry.detail) == ("", {"open": 0})


def test_an_identity_card_warns_of_open_dossiers_of_that_person(counter: APIClient, received: MakeDossier) -> None:
    dossier = received()

    assert [row["code"] for row in scan(counter, LANS_CARD)["open"]] == [dossier.code]


def test_open_dossiers_of_another_commune_stay_unknown(tu: User, received: MakeDossier) -> None:
    received()

    assert scan(client_of(tu), LANS_CARD)["open"] == []


def test_a_mangled_card_is_repaired_and_the_repair_is_told(counter: APIClient) -> None:
    found = scan(counter, in_code_page(CARD, "cp1252"))

    assert found["card"]["name"] == "Nguyễn Văn An"
    assert len(found["remarks"]) == 1


def test_a_card_without_its_letters_asks_for_the_name(counter: APIClient) -> None:
    found = scan(counter, without_accented_letters(CARD, "?"))

    assert (found["kind"], found["is_certain"], found["card"]["name"]) == ("card", False, "")
    assert found["card"]["born"] == "1985-03-05"


def test_a_number_that_does_not_fit_its_card_is_doubted(counter: APIClient) -> None:
    assert len(scan(counter, CARD.replace("05031985", "05031986"))["warnings"]) == 1


def test_a_receipt_leads_to_its_dossier(counter: APIClient, received: MakeDossier) -> None:
    dossier = received()

    found = scan(counter, TRACKING.replace("H25.12.02-230828-0001", dossier.code or ""))

    assert (found["kind"], found["address"]) == ("dossier", f"/mot-cua/ho-so/{dossier.code}/")


def test_a_receipt_scanned_under_a_foreign_layout_leads_to_its_dossier(
    counter: APIClient, received: MakeDossier
) -> None:
    dossier = received()

    found = scan(
        counter, under_layout(TRACKING.replace("H25.12.02-230828-0001", dossier.code or ""), "vietnamese")
    )

    assert found["address"] == f"/mot-cua/ho-so/{dossier.code}/"
    assert found["remarks"]


def test_a_reference_the_input_method_changed_is_led_back_to_the_one_that_exists(
    counter: APIClient, received: MakeDossier
) -> None:
    dossier = received()
    type(dossier).objects.filter(pk=dossier.pk).update(reference="7AKS-9QTD-4XHB")

    assert scan(counter, "7ÁK-9QTD-4XHB")["address"] == f"/mot-cua/ho-so/{dossier.code}/"


def test_a_paper_leads_to_its_dossier(counter: APIClient, received: MakeDossier) -> None:
    dossier = received()
    code = IssuedDocument.objects.get(dossier=dossier).verification_code

    assert scan(counter, f"https://motcua.example.vn/kiem-tra/{code}/")["kind"] == "dossier"


def test_the_receipt_of_a_signed_result_leads_to_the_hand_over(
    counter: APIClient, proposed: MakeDossier, hai: User
) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=NOON)

    found = scan(counter, dossier.code or "")

    assert (found["kind"], found["address"]) == ("result", f"/mot-cua/tra-ket-qua/{dossier.code}/")


def test_the_slip_of_a_returned_result_leads_to_its_dossier(counter: APIClient, returned: MakeDossier) -> None:
    dossier = returned()

    assert scan(counter, rating_url(dossier))["address"] == f"/mot-cua/ho-so/{dossier.code}/"


def test_a_queue_ticket_is_served(counter: APIClient, hoa: User, office: Office) -> None:
    ticket = queue_verbs.issue(unit=office.commune, service="receive", source="clerk", by=hoa, at=NOON)

    found = scan(counter, f"https://motcua.example.vn/phieu-so/{ticket.token}/")

    assert (found["kind"], found["is_act"]) == ("ticket", True)
    assert found["address"] == f"/mot-cua/hang-doi/phuc-vu/{ticket.token}/"


def test_a_ticket_of_yesterday_is_not_served(counter: APIClient, hoa: User, office: Office) -> None:
    ticket = queue_verbs.issue(unit=office.commune, service="receive", source="clerk", by=hoa, at=NOON)
    Ticket.objects.filter(pk=ticket.pk).update(day="2023-08-28")

    assert scan(counter, ticket.token)["address"] == ""


@pytest.mark.parametrize(("day", "is_act"), [("2023-08-29", True), ("2023-08-30", False)])
def test_a_booking_of_today_is_turned_into_a_number(
    counter: APIClient, office: Office, day: str, is_act: bool
) -> None:
    row = Booking.objects.create(
        unit=office.commune,
        slot_at=moment(f"{day} 14:00"),
        place=1,
        name="Lan",
        phone="0912345678",
        created_at=NOON,
    )
    found = scan(counter, f"http://testserver/dat-lich/{row.code}/")
    assert (found["kind"], found["is_act"]) == ("booking", is_act)
    assert (row.code in found["address"]) is is_act


def test_a_ready_to_bring_card_opens_its_intake_ticked(counter: APIClient, version: ProcedureVersion) -> None:
    found = scan(counter, "https://motcua.example.vn/thu-tuc/1.004873/chuan-bi/?co=1-3")

    assert (found["kind"], found["papers"]) == ("bring_card", [1, 3])
    assert found["address"] == "/mot-cua/tiep-nhan/1.004873/?co=1-3"


def test_the_answers_of_a_card_go_along(counter: APIClient, version: ProcedureVersion) -> None:
    found = scan(counter, "https://motcua.example.vn/thu-tuc/1.004873/chuan-bi/?co=1-3&khong=2&pb=4&don-vi=13504")

    assert (found["papers"], found["not_needed"]) == ([1, 3], [2])
    assert found["address"] == "/mot-cua/tiep-nhan/1.004873/?co=1-3&khong=2&pb=4"


def test_a_bring_card_of_a_procedure_not_received_here_is_told(counter: APIClient) -> None:
    assert scan(counter, "https://motcua.example.vn/thu-tuc/9.999999/chuan-bi/?co=1")["address"] == ""


def test_a_dossier_of_another_commune_is_not_found(tu: User, received: MakeDossier) -> None:
    dossier = received()

    found = scan(client_of(tu), dossier.code or "")

    assert (found["kind"], found["address"]) == ("search", f"/mot-cua/?q={dossier.code}")


def test_words_are_searched_for(counter: APIClient) -> None:
    assert scan(counter, "nguyen thi lan")["address"] == "/mot-cua/?q=nguyen+thi+lan"


def test_what_nobody_can_read_leads_to_the_test_card(counter: APIClient) -> None:
    assert scan(counter, "%B1|;=?|xx")["address"] == "/mot-cua/may-quet/"


def test_a_receipt_is_found_in_few_statements(
    counter: APIClient, received: MakeDossier, django_assert_max_num_queries: Any
) -> None:
    dossier = received()

    with django_assert_max_num_queries(6):
        scan(counter, dossier.code or "")


def test_a_card_is_read_in_few_statements_however_many_dossiers_the_person_has(
    counter: APIClient, received: MakeDossier, django_assert_max_num_queries: Any
) -> None:
    for day in range(21, 26):
        received(f"2023-08-{day} 09:30")

    with django_assert_max_num_queries(7):
        scan(counter, LANS_CARD)


def test_only_a_clerk_scans(minh: User) -> None:
    assert client_of(minh).post(URL, {"text": CARD}, format="json").status_code == 403


def test_nobody_scans_without_signing_in(db: None) -> None:
    assert APIClient().post(URL, {"text": CARD}, format="json").status_code == 401


def test_an_empty_scan_is_a_fault(counter: APIClient) -> None:
    assert counter.post(URL, {"text": ""}, format="json").status_code == 400


def test_a_fee_receipt_leads_to_the_money_of_its_dossier(
    counter: APIClient, received: MakeDossier, version: ProcedureVersion, hoa: User, office: Office
) -> None:
    fee = Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000)
    shifts.open_shift(unit=office.commune, opening_cash=0, by=hoa, at=NOON)
    dossier = received()
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOON)
    receipt = charging.collect(dossier=dossier, method="cash", payer="", by=hoa, at=NOON)

    by_number = scan(counter, str(receipt))
    by_code = scan(counter, f"https://motcua.example.vn/kiem-tra/{receipt.verification_code}/")

    assert by_number == by_code
    assert (by_code["kind"], by_code["address"]) == ("fee_receipt", f"/mot-cua/thu-phi/{receipt.dossier.code}/")
