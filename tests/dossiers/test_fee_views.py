"""Fees on the pages of the counter: entered, collected, printed, voided; shifts opened, counted, accepted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dossiers.charge_lines import ChargeLine
from dossiers.models import Charge, Dossier, FeeReceipt, Shift
from dossiers.services import charging, processing, shifts
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import AuditEntry, BankAccount, User
from tests.people import MakeDossier, Office, moment

NOW = moment("2023-08-30 10:00")


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


@pytest.fixture
def fee(version: ProcedureVersion) -> Fee:
    return Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000, per="bản")


@pytest.fixture
def shift(hoa: User, office: Office) -> Shift:
    return shifts.open_shift(unit=office.commune, opening_cash=100_000, by=hoa, at=NOW)


@pytest.fixture
def owing(received: MakeDossier, fee: Fee, hoa: User) -> Dossier:
    dossier = received("2023-08-30 09:30")
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOW)
    return dossier


@pytest.fixture
def receipt(owing: Dossier, hoa: User, shift: Shift) -> FeeReceipt:
    return charging.collect(dossier=owing, method="cash", payer="", by=hoa, at=NOW)


def page_of(dossier: Dossier) -> str:
    return f"/mot-cua/thu-phi/{dossier.shown_code}/"


def test_list_shows_what_is_owed(counter: Client, owing: Dossier) -> None:
    page = counter.get("/mot-cua/thu-phi/")

    assert [(each.pk, each.owed) for each in page.context["page_obj"]] == [(owing.pk, 8000)]


def test_paid_dossier_leaves_the_list(counter: Client, receipt: FeeReceipt) -> None:
    assert not counter.get("/mot-cua/thu-phi/").context["page_obj"].object_list


def test_receipts_are_found_by_their_number(counter: Client, receipt: FeeReceipt) -> None:
    page = counter.get("/mot-cua/thu-phi/", {"tab": "receipts", "q": "BL-000001/2023"})

    assert [each.pk for each in page.context["page_obj"]] == [receipt.pk]


@pytest.mark.parametrize("tab", ["", "receipts"])
def test_list_asks_the_database_as_often_for_many_rows(
    counter: Client,
    received: MakeDossier,
    fee: Fee,
    hoa: User,
    shift: Shift,
    tab: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(20):
        dossier = received("2023-08-30 09:30")
        charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk)], by=hoa, at=NOW)
        if tab:
            charging.collect(dossier=dossier, method="cash", payer="", by=hoa, at=NOW)

    with django_assert_max_num_queries(9):
        page = counter.get("/mot-cua/thu-phi/", {"tab": tab})
    assert len(page.context["page_obj"]) == 20


def test_another_counter_sees_no_money_of_ours(owing: Dossier, tu: User) -> None:
    client = Client()
    client.force_login(tu)

    assert client.get(page_of(owing)).status_code == 404


def test_specialist_has_no_till(owing: Dossier, minh: User) -> None:
    client = Client()
    client.force_login(minh)

    assert client.get(page_of(owing)).status_code == 403


def test_fee_is_entered_on_the_page(counter: Client, received: MakeDossier, fee: Fee) -> None:
    dossier = received("2023-08-30 09:30")
    typed = {"act": "enter", "fee_channel": "counter", f"fee_{fee.pk}_on": "on", f"fee_{fee.pk}_quantity": "2"}

    counter.post(page_of(dossier), typed)

    assert Charge.objects.get(dossier=dossier).amount == 16_000


def test_exemption_without_ground_is_told_and_kept(counter: Client, received: MakeDossier, fee: Fee) -> None:
    dossier = received("2023-08-30 09:30")
    name = f"fee_{fee.pk}"
    typed = {"act": "enter", "fee_channel": "counter", f"{name}_on": "on", f"{name}_exemption": "full"}

    answer = counter.post(page_of(dossier), typed)

    assert answer.status_code == 422
    assert f"{name}_ground" in answer.context["entering"].errors


def test_money_is_collected_and_the_receipt_offered(counter: Client, owing: Dossier, shift: Shift) -> None:
    answer = counter.post(page_of(owing), {"act": "collect", "fee_method": "cash"}, follow=True)

    assert answer.context["fresh"] == FeeReceipt.objects.get(dossier=owing)


def test_without_a_shift_the_page_leads_to_opening_one(counter: Client, owing: Dossier) -> None:
    assert 'href="/mot-cua/ca/"' in counter.get(page_of(owing)).content.decode()


def test_second_click_takes_no_money_twice(counter: Client, owing: Dossier, shift: Shift) -> None:
    for _ in range(2):
        counter.post(page_of(owing), {"act": "collect", "fee_method": "cash"})

    assert FeeReceipt.objects.count() == 1


def test_transfer_without_reference_is_told(counter: Client, owing: Dossier, shift: Shift) -> None:
    answer = counter.post(page_of(owing), {"act": "collect", "fee_method": "transfer"})

    assert "fee_reference" in answer.context["collect"].errors


def test_wrongly_entered_fee_is_taken_away(counter: Client, owing: Dossier) -> None:
    counter.post(page_of(owing), {"act": "drop", "charge": str(owing.charges.get().pk)})

    assert not owing.charges.exists()


def test_transfer_code_carries_amount_and_dossier(counter: Client, owing: Dossier, office: Office) -> None:
    BankAccount.objects.create(
        unit=office.commune,
        bank_name="Ngân hàng Thử",
        bank_bin="970400",
        number="0123456789",
        holder="UBND XA BINH NGHIA",
        valid_from=NOW.date(),
    )

    page = counter.get(page_of(owing))

    assert page.context["transfer"].text == "LP H25 12 02 230830 0001"
    assert "<svg" in page.context["transfer_qr"]


@pytest.mark.parametrize("paper", ["a5", "80mm"])
def test_receipt_is_printed(counter: Client, receipt: FeeReceipt, paper: str) -> None:
    answer = counter.get(f"/mot-cua/bien-lai/{receipt.pk}.pdf", {"kho": paper})

    assert answer.content.startswith(b"%PDF")


def test_printing_is_noted(counter: Client, receipt: FeeReceipt) -> None:
    counter.get(f"/mot-cua/bien-lai/{receipt.pk}.pdf")

    assert AuditEntry.objects.filter(action="fee_receipt.printed", target=receipt.dossier.reference).exists()


def test_receipt_of_another_counter_is_not_found(receipt: FeeReceipt, tu: User) -> None:
    client = Client()
    client.force_login(tu)

    assert client.get(f"/mot-cua/bien-lai/{receipt.pk}.pdf").status_code == 404


def test_receipt_is_voided_with_a_reason(counter: Client, receipt: FeeReceipt) -> None:
    counter.post(f"/mot-cua/bien-lai/{receipt.pk}/huy/", {"reason": "Thu nhầm hồ sơ"})

    receipt.refresh_from_db()
    assert receipt.void_reason == "Thu nhầm hồ sơ"


def test_voiding_without_reason_is_told(counter: Client, receipt: FeeReceipt) -> None:
    assert counter.post(f"/mot-cua/bien-lai/{receipt.pk}/huy/", {"reason": ""}).status_code == 422


def test_receipt_of_a_closed_shift_answers_409(
    counter: Client, receipt: FeeReceipt, shift: Shift, hoa: User
) -> None:
    shifts.close_shift(shift=shift, notes={}, gap_reason="Quỹ đã nộp kho bạc", by=hoa, at=NOW)

    assert counter.post(f"/mot-cua/bien-lai/{receipt.pk}/huy/", {"reason": "Thu nhầm hồ sơ"}).status_code == 409


def test_dossier_page_says_what_is_owed(counter: Client, owing: Dossier) -> None:
    page = counter.get(f"/mot-cua/ho-so/{owing.shown_code}/")

    assert (page.context["fees_owed"], page.context["may_take_fees"]) == (8000, True)


def test_specialist_sees_fees_but_takes_none(owing: Dossier, hoa: User, minh: User) -> None:
    processing.forward(dossier=owing, by=hoa, at=NOW)
    client = Client()
    client.force_login(minh)

    page = client.get(f"/xu-ly/ho-so/{owing.shown_code}/")

    assert (page.context["fees_owed"], page.context["may_take_fees"]) == (8000, False)


def test_a_look_at_the_money_of_a_dossier_is_logged(counter: Client, owing: Dossier) -> None:
    counter.get(page_of(owing))
    assert AuditEntry.objects.filter(action="dossier.viewed", target=owing.reference).count() == 1
