"""The scan box without scripts, and the test card of a counter's PC."""

from __future__ import annotations

import time_machine
from django.test import Client
from django.urls import reverse

from dossiers.models import Ticket
from dossiers.scanning import TEST_TEXT
from dossiers.services import queue as queue_verbs
from staff.models import User
from tests.dossiers.scanned import CARD, in_code_page
from tests.people import MakeDossier, Office, moment

NOON = moment("2023-08-29 10:00")


def test_without_scripts_the_box_leads_to_the_dossier(client: Client, hoa: User, received: MakeDossier) -> None:
    dossier = received()
    client.force_login(hoa)

    answer = client.post(reverse("dossiers:scan_box"), {"text": dossier.code})

    assert answer.headers["Location"] == f"/mot-cua/ho-so/{dossier.code}/"


def test_without_scripts_a_card_leads_to_an_empty_intake_and_its_repair_is_told(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    answer = client.post(reverse("dossiers:scan_box"), {"text": in_code_page(CARD, "cp1252")}, follow=True)

    assert answer.redirect_chain == [("/mot-cua/tiep-nhan/", 302)]
    assert len(answer.context["messages"]) == 1


def test_without_scripts_a_ticket_leads_to_the_queue_and_is_not_served_yet(
    client: Client, hoa: User, office: Office
) -> None:
    client.force_login(hoa)
    with time_machine.travel(NOON, tick=False):
        ticket = queue_verbs.issue(unit=office.commune, service="receive", source="clerk", by=hoa, at=NOON)
        answer = client.post(reverse("dossiers:scan_box"), {"text": ticket.token})

    ticket.refresh_from_db()
    assert (answer.headers["Location"], ticket.state) == ("/mot-cua/hang-doi/", Ticket.State.WAITING)


def test_the_box_is_for_clerks_only(client: Client, minh: User) -> None:
    client.force_login(minh)

    assert client.post(reverse("dossiers:scan_box"), {"text": CARD}).status_code == 403


def test_the_test_card_is_shown_to_clerks(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    assert "<svg" in client.get(reverse("dossiers:scan_test")).content.decode()


def test_a_healthy_scanner_is_told_so(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    answer = client.post(reverse("dossiers:scan_test"), {"text": TEST_TEXT, "pace": "9"})

    assert answer.context["verdict"].is_healthy


def test_a_test_without_text_is_a_fault(client: Client, hoa: User) -> None:
    client.force_login(hoa)

    assert client.post(reverse("dossiers:scan_test"), {"text": ""}).status_code == 422
