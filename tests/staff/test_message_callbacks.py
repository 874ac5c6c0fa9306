"""Delivery reports of a gateway: believed when signed and fresh, noted once."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from staff.channels import signing
from staff.models import Message
from tests.people import Office
from tests.staff.gateway_server import KEY
from tests.staff.posting import NOW, waiting

pytestmark = pytest.mark.django_db
SECONDS = int(NOW.timestamp())


@pytest.fixture(autouse=True)
def gateways(settings: Any) -> None:
    gateway = {"url": "https://gateway.example/", "key": KEY, "sender": ""}
    settings.MESSAGE_GATEWAYS = {"sms": gateway, "zalo": gateway | {"key": "another-key-of-the-tests-long-enough"}}


@pytest.fixture
def sent(office: Office) -> Message:
    """An SMS the gateway took as G-1."""
    return waiting(
        office,
        channel="sms",
        recipient="0912345678",
        state="sent",
        sent_at=NOW,
        attempts=1,
        provider_reference="G-1",
    )


def report(
    client: Client,
    status: str = "delivered",
    number: str = "G-1",
    *,
    channel: str = "sms",
    identity: str = "r-1",
    at: int = SECONDS,
    key: str = KEY,
    tamper: bytes = b"",
) -> int:
    """Report at NOW; returns the status of the answer."""
    body = json.dumps({"id": number, "status": status}).encode()
    headers = signing.headers_for(body, identity=identity, timestamp=at, key=key)
    with time_machine.travel(NOW, tick=False):
        return client.post(
            reverse("api:message_callback", args=[channel]), body + tamper, "application/json", headers=headers
        ).status_code


def test_a_delivered_message_is_marked(client: Client, sent: Message) -> None:
    assert report(client) == 204

    sent.refresh_from_db()
    assert (sent.state, sent.delivered_at) == ("sent", NOW)


def test_a_lost_message_is_sent_again(client: Client, sent: Message) -> None:
    assert report(client, "failed") == 204

    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("failed", "Undelivered")
    assert sent.not_before > NOW


def test_a_rejected_message_is_given_up(client: Client, sent: Message) -> None:
    assert report(client, "rejected") == 204

    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("dead", "Rejected")


def test_an_arrival_outdoes_an_earlier_report_of_loss(client: Client, sent: Message) -> None:
    report(client, "failed")
    assert report(client, "delivered", identity="r-2") == 204
    assert report(client, "failed", identity="r-3") == 204

    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("sent", "")


def test_a_report_repeated_changes_nothing(client: Client, sent: Message) -> None:
    """The message was sent again meanwhile, under the same number."""
    assert report(client, "failed") == 204
    Message.objects.update(state="sent")

    assert report(client, "failed") == 204
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_an_unknown_number_is_not_found_until_it_is_known(client: Client, sent: Message) -> None:
    Message.objects.update(state="sending", provider_reference="")
    assert report(client) == 404

    Message.objects.update(state="sent", provider_reference="G-1")
    assert report(client) == 204


def test_another_channels_number_is_not_found(client: Client, sent: Message) -> None:
    assert report(client, channel="zalo", key="another-key-of-the-tests-long-enough") == 404


def test_a_channel_nobody_set_up_is_not_found(client: Client, sent: Message, settings: Any) -> None:
    settings.MESSAGE_GATEWAYS = {}

    assert report(client) == 404


@pytest.mark.parametrize(
    "given",
    [
        {"key": "x" * 32},
        {"tamper": b" "},
        {"at": SECONDS - signing.WINDOW_SECONDS - 1},
        {"at": SECONDS + signing.WINDOW_SECONDS + 1},
        {"at": 10**13},
        {"identity": ""},
        {"identity": "x" * 81},
    ],
)
def test_what_is_not_signed_freshly_by_the_gateway_is_refused(
    client: Client, sent: Message, given: dict[str, Any]
) -> None:
    assert report(client, **given) == 403

    sent.refresh_from_db()
    assert sent.delivered_at is None


def test_unsigned_reports_are_refused(client: Client, sent: Message) -> None:
    url = reverse("api:message_callback", args=["sms"])

    assert client.post(url, {"id": "G-1", "status": "delivered"}, "application/json").status_code == 403


def test_a_report_that_says_nothing_names_its_faults(client: Client, sent: Message) -> None:
    assert report(client, "perhaps") == 400


def test_nothing_of_a_report_is_logged(client: Client, sent: Message, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        report(client)
        report(client, "failed", "0912345678", identity="r-2")
        report(client, key="x" * 32, identity="r-3")

    assert not any(word in caplog.text for word in ("G-1", "0912345678", sent.key))
