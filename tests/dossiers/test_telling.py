"""The citizen chooses how to be told, and reads again what was told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.notifications import tell_applicant
from dossiers.rules import FaultList, applicant_faults
from procedures.models import ProcedureVersion
from staff.models import AuditEntry, Message, User
from tests.dossiers.test_api import URL, body, client_of
from tests.people import LAN, MakeDossier, make_person, moment

pytestmark = pytest.mark.django_db
PAGE = reverse("dossiers:telling")
AT = moment("2023-08-30 08:00")


@pytest.fixture
def lans_page(client: Client, lan: User) -> Client:
    """Lan is signed in."""
    client.force_login(lan)
    return client


@pytest.fixture
def lans(received: MakeDossier, lan: User) -> Dossier:
    """A dossier of Lan's account."""
    dossier = received()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    dossier.refresh_from_db()
    return dossier


def subjects(response: Any) -> list[str]:
    return [line["message"].subject for line in response.context["lines"]]


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302


def test_nothing_is_chosen_beforehand(lans_page: Client, lan: User) -> None:
    assert (lan.tell_by, lan.tell_by_chosen_at) == ("", None)
    assert lans_page.get(PAGE).context["form"]["way"].value() == ""


def test_a_choice_is_noted_with_its_moment(lans_page: Client, lan: User) -> None:
    with time_machine.travel(AT, tick=False):
        assert lans_page.post(PAGE, {"way": "zalo"}).status_code == 302

    lan.refresh_from_db()
    assert (lan.tell_by, lan.tell_by_chosen_at) == ("zalo", AT)
    entry = AuditEntry.objects.get(action="telling.chosen")
    assert (entry.actor, entry.at, entry.detail) == (lan, AT, {"way": "zalo"})


def test_a_choice_can_be_taken_back(lans_page: Client, lan: User) -> None:
    lans_page.post(PAGE, {"way": "sms"})
    lans_page.post(PAGE, {"way": ""})

    lan.refresh_from_db()
    assert (lan.tell_by, lan.tell_by_chosen_at) == ("", None)


def test_the_choice_holds_for_dossiers_under_way(lans_page: Client, lans: Dossier) -> None:
    Dossier.objects.update(tell_by="none")
    lans_page.post(PAGE, {"way": "sms"})

    lans.refresh_from_db()
    tell_applicant(lans, "stopped", at=AT, reason="x")
    told = Message.objects.get(event="stopped")
    assert (told.channel, told.recipient) == ("sms", LAN.phone)


def test_a_way_nobody_offers_is_refused(lans_page: Client, lan: User, settings: Any) -> None:
    settings.IS_MAIL_ON_TRIAL = False

    assert lans_page.post(PAGE, {"way": "zalo"}).status_code == 422
    lan.refresh_from_db()
    assert lan.tell_by == ""


def test_own_messages_are_listed_and_nobody_elses(
    lans_page: Client, lans: Dossier, received: MakeDossier, lan: User
) -> None:
    """Another dossier bears the same address: an address may be mistyped, so it opens nothing."""
    other = received("2023-08-29 10:30")
    assert other.email == lan.email

    assert subjects(lans_page.get(PAGE)) == list(
        Message.objects.filter(reference=lans.code).values_list("subject", flat=True)
    )


def test_reminders_to_officials_are_not_the_citizens(lans_page: Client, lans: Dossier) -> None:
    Message.objects.update(event="digest")

    assert subjects(lans_page.get(PAGE)) == []


def test_states_are_said_in_plain_words(lans_page: Client, lans: Dossier) -> None:
    said = {}
    for state, delivered in (("queued", None), ("failed", None), ("sent", None), ("sent", AT), ("dead", None)):
        Message.objects.update(state=state, sent_at=AT, delivered_at=delivered)
        [line] = lans_page.get(PAGE).context["lines"]
        said[state, delivered] = line["state"]

    assert said["queued", None] == said["failed", None]
    assert len(set(said.values())) == 4


def test_the_list_costs_the_same_for_1_and_20(lans_page: Client, lans: Dossier) -> None:
    lans_page.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        assert len(subjects(lans_page.get(PAGE))) == 1
    for number in range(19):
        tell_applicant(lans, "supplement_requested", at=AT, items=["x"], reason="y", number=number)
    with CaptureQueriesContext(connection) as twenty:
        assert len(subjects(lans_page.get(PAGE))) == 20

    assert len(one) == len(twenty)


def test_the_status_page_says_where_news_goes_masked(lans_page: Client, lans: Dossier) -> None:
    page = reverse("dossiers:status", args=[lans.reference])
    assert "l***@example.com" in lans_page.get(page).content.decode()

    Dossier.objects.update(tell_by="sms")
    text = lans_page.get(page).content.decode()
    assert "******5678" in text
    assert PAGE in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"tell_by": "sms", "phone": "02263860104"}, "phone"),
        ({"tell_by": "zalo", "phone": "02263860104"}, "phone"),
        ({"tell_by": "email", "email": ""}, "email"),
    ],
)
def test_a_way_without_its_address_is_named(given: dict[str, str], field: str) -> None:
    faults = FaultList()
    applicant_faults(replace(LAN, **given), faults)

    assert list(faults.errors) == [field]


def test_the_counter_notes_way_and_language(hoa: User, version: ProcedureVersion) -> None:
    answer = client_of(hoa).post(URL, body(version, tell_by="sms", language="en"))

    assert answer.status_code == 201
    dossier = Dossier.objects.get()
    assert (dossier.tell_by, dossier.language) == ("sms", "en")
    assert Message.objects.get().body.startswith(f"Dossier {dossier.code} was received.")


def test_somebody_without_dossiers_is_told_so(client: Client, db: None) -> None:
    client.force_login(make_person("moi", "Vũ Thị Mới"))

    assert 'class="empty"' in client.get(PAGE).content.decode()
