"""Sending many failed messages again at once, or one of them never."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from staff.models import AuditEntry, Message, User
from tests.people import Office, moment
from tests.staff.test_outbox_page import LIST, keys, write

pytestmark = pytest.mark.django_db
URL = reverse("staff:resend_messages")


@pytest.fixture
def thus_page(client: Client, thu: User) -> Client:
    """Thu, manager at the district, is signed in."""
    client.force_login(thu)
    return client


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("key", "state"))


def test_the_ticked_ones_are_sent_again_and_the_outcome_is_told(thus_page: Client, office: Office) -> None:
    dead, failed, sent = (
        write(office.commune, "A", state="dead", attempts=8),
        write(office.commune, "B", state="failed"),
        write(office.commune, "C", state="sending"),
    )
    write(office.commune, "D", state="dead")

    response = thus_page.post(URL, {"message": [dead.pk, failed.pk, sent.pk], "confirm": "on"})

    assert response.status_code == 302
    assert states() == {"A": "queued", "B": "queued", "C": "sending", "D": "dead"}
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["success", "warning"]
    noted = AuditEntry.objects.filter(action="message.resent").values_list("target", flat=True)
    assert sorted(noted) == ["A", "B"]


def test_the_whole_list_is_the_list_as_filtered(thus_page: Client, office: Office) -> None:
    write(office.commune, "A", state="dead", channel="sms", recipient="0912345678")
    write(office.commune, "B", state="dead")
    write(office.commune, "C", state="queued", channel="sms", recipient="0912345678")

    response = thus_page.post(f"{URL}?channel=sms", {"whole_list": "on", "confirm": "on"})

    assert response["Location"] == f"{LIST}?channel=sms"
    assert states() == {"A": "queued", "B": "dead", "C": "queued"}


@pytest.mark.parametrize("given", [{"whole_list": "on"}, {"confirm": "on"}, {"message": "x", "confirm": "on"}])
def test_it_must_be_meant_and_something_chosen(thus_page: Client, office: Office, given: dict[str, str]) -> None:
    write(office.commune, "A", state="dead")

    response = thus_page.post(URL, given)

    assert response.status_code == 400
    assert response.context["resend"].errors
    assert states() == {"A": "dead"}


def test_messages_of_others_are_out_of_reach(thus_page: Client, office: Office) -> None:
    other = write(office.province, "A", state="dead")

    assert thus_page.post(URL, {"message": other.pk, "confirm": "on"}).status_code == 400
    thus_page.post(URL, {"whole_list": "on", "confirm": "on"})
    assert states() == {"A": "dead"}


@pytest.mark.parametrize("person", ["lan", "hoa", "minh", "hai"])
def test_other_roles_may_not(client: Client, office: Office, person: str, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.post(URL, {"whole_list": "on", "confirm": "on"}).status_code == 403


def test_without_failures_nothing_is_offered(thus_page: Client, office: Office) -> None:
    write(office.commune, "A")
    assert 'id="resend"' not in thus_page.get(LIST).content.decode()

    write(office.commune, "B", state="failed")
    assert 'id="resend"' in thus_page.get(LIST).content.decode()


def test_the_channel_is_a_filter_and_phones_are_masked(thus_page: Client, office: Office) -> None:
    write(office.commune, "A", channel="sms", recipient="0912345678")
    write(office.commune, "B")

    response = thus_page.get(LIST, {"channel": "sms"})
    assert keys(response) == ["A"]
    assert "0912345678" not in response.content.decode()
    assert "******5678" in response.content.decode()


@pytest.mark.parametrize("state", ["queued", "failed", "dead"])
def test_what_is_no_longer_true_is_withdrawn(thus_page: Client, office: Office, state: str) -> None:
    message = write(office.commune, "A", state=state)

    response = thus_page.post(reverse("staff:withdraw_message", args=[message.pk]))

    assert response.status_code == 302
    assert states() == {"A": "cancelled"}
    assert AuditEntry.objects.filter(action="message.withdrawn", target="A").exists()


@pytest.mark.parametrize("state", ["sending", "sent"])
def test_what_is_on_its_way_cannot_be_called_back(thus_page: Client, office: Office, state: str) -> None:
    message = write(office.commune, "A", state=state, sent_at=moment("2023-08-29 09:31"))

    assert thus_page.post(reverse("staff:withdraw_message", args=[message.pk])).status_code == 409
    assert states() == {"A": state}


def test_messages_of_others_cannot_be_withdrawn(thus_page: Client, office: Office) -> None:
    message = write(office.province, "A", state="dead")

    assert thus_page.post(reverse("staff:withdraw_message", args=[message.pk])).status_code == 404
