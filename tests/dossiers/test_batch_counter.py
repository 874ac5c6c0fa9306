"""Many dossiers at the counter: received online ones, receipts in one print, handed over with a slip."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from dossiers.models import Dossier
from dossiers.services.batch import Wanted, legal_for_all, perform_all
from dossiers.services.correction import Correction, correct_reception
from dossiers.services.perform import ActInput
from dossiers.workflow import Action, State
from procedures.models import ProcedureVersion
from staff.models import AuditEntry, User
from staff.pdf_pages import joined
from tests.journeys.test_refused import submitted
from tests.people import MakeDossier, Office, moment

AT = moment("2023-08-29 10:00")
PRINT = "/mot-cua/in-hang-loat/"


def choice(*dossiers: Dossier) -> list[str]:
    return [f"{each.reference}:{each.lock_version}" for each in dossiers]


@pytest.fixture
def counter(client: Client, hoa: User) -> Client:
    client.force_login(hoa)
    return client


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_online_dossiers_are_received_together(
    lan: User, office: Office, version: ProcedureVersion, hoa: User
) -> None:
    dossiers = [submitted(lan, version, office, "2023-08-29 09:00") for _ in range(2)]
    outcomes = perform_all(
        [Wanted(each.reference) for each in dossiers], Action.RECEIVE, ActInput(), by=hoa, at=AT
    )
    assert all(each.is_done for each in outcomes)
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.RECEIVED.value}


def test_an_incomplete_one_says_what_is_missing_and_stops_nobody(
    lan: User, office: Office, version: ProcedureVersion, hoa: User
) -> None:
    first, second = (submitted(lan, version, office, "2023-08-29 09:00") for _ in range(2))
    first.attachments.all().delete()
    names = [Wanted(each.reference) for each in (first, second)]
    failed, done = perform_all(names, Action.RECEIVE, ActInput(), by=hoa, at=AT)
    assert "Tờ khai theo mẫu" in failed.why
    assert done.is_done


def test_what_was_received_is_not_offered_again(received: MakeDossier, hoa: User) -> None:
    assert Action.RECEIVE not in legal_for_all(hoa, [received()])


def test_reception_is_offered_for_all_that_were_submitted(
    lan: User, office: Office, version: ProcedureVersion, hoa: User
) -> None:
    first, second = (submitted(lan, version, office, "2023-08-29 09:00") for _ in range(2))
    Dossier.objects.filter(pk=second.pk).update(parent=first)  # a linked one stops nobody
    assert Action.RECEIVE in legal_for_all(hoa, list(Dossier.objects.all()))


def test_receipts_come_in_one_file_in_the_order_chosen(counter: Client, received: MakeDossier) -> None:
    first, second = received(), received()
    answer = counter.post(PRINT, {"chosen": choice(second, first), "kho": "a5"})
    assert answer.headers["Content-Type"] == "application/pdf"
    texts = pages(answer.content)
    assert [second.code in texts[0], first.code in texts[-1]] == [True, True]


def test_a_corrected_receipt_is_printed_as_corrected(counter: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    given = Correction({"applicant_name": "Hoàng Thị Lành"})
    dossier = correct_reception(dossier=dossier, correction=given, reason="Nhập sai họ tên.", by=hoa, at=AT)
    text = " ".join(pages(counter.post(PRINT, {"chosen": choice(dossier)}).content))
    assert "Lành" in text


def test_every_print_is_recorded_with_its_dossier(counter: Client, received: MakeDossier) -> None:
    dossiers = [received(), received()]
    counter.post(PRINT, {"chosen": choice(*dossiers)})
    targets = AuditEntry.objects.filter(action="document.printed").values_list("target", flat=True)
    assert sorted(targets) == sorted(each.reference for each in dossiers)


def test_without_any_receipt_nothing_is_printed(
    counter: Client, lan: User, office: Office, version: ProcedureVersion
) -> None:
    dossier = submitted(lan, version, office, "2023-08-29 09:00")
    answer = counter.post(PRINT, {"chosen": choice(dossier)})
    assert answer.headers["Location"] == "/mot-cua/"


def test_receipts_of_another_counter_are_not_printed(client: Client, received: MakeDossier, tu: User) -> None:
    dossier = received()
    client.force_login(tu)
    assert client.post(PRINT, {"chosen": choice(dossier)}).status_code == 302


def test_chosen_dossiers_go_to_the_hand_over_list(counter: Client, received: MakeDossier) -> None:
    dossier = received()
    answer = counter.post("/xu-ly/hang-loat/", {"chosen": choice(dossier), "door": "counter"})
    assert answer.context["handover_url"] == f"/mot-cua/ban-giao/?ma={dossier.code}"


def test_after_receiving_many_their_receipts_are_offered(
    counter: Client, lan: User, office: Office, version: ProcedureVersion
) -> None:
    dossier = submitted(lan, version, office, "2023-08-29 09:00")
    with time_machine.travel(AT, tick=False):
        answer = counter.post(
            "/xu-ly/hang-loat/", {"chosen": choice(dossier), "door": "counter", "act": "receive"}
        )
    assert len(answer.context["printable"]) == 1
    assert f'action="{PRINT}"' in answer.content.decode()


def test_pages_of_several_files_become_one_file(counter: Client, received: MakeDossier) -> None:
    paper = received().issued_documents.get()
    one = counter.get(f"/mot-cua/giay-to/{paper.pk}.pdf").content
    assert len(pages(joined([one, one, one]))) == 3 * len(pages(one))
