"""SMS and Zalo through a gateway that is slow, down, confused, or asked twice."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from staff import channels, post
from staff.channels import gateway
from staff.models import Message
from tests.people import Office
from tests.staff.gateway_server import KEY, GatewayServer, answering, own_certificate
from tests.staff.posting import NOW, REFUSING, waiting

pytestmark = pytest.mark.django_db
PHONE = "0912345678"


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayServer]:
    """A gateway for SMS and Zalo."""
    monkeypatch.setattr(channels, "_rests_until", {})
    with GatewayServer() as server:
        sms = {"url": server.url, "key": KEY, "sender": "MOTCUA"}
        settings.MESSAGE_GATEWAYS = {"sms": sms, "zalo": sms | {"sender": "oa-1"}}
        yield server


def sms(office: Office, key: str = "K7M2:received:once", **given: Any) -> Message:
    return waiting(office, key, **{"channel": "sms", "recipient": PHONE, "body": "Da tiep nhan", **given})


def after(attempts: int) -> dt.datetime:
    """Late enough for the next attempt after so many."""
    return NOW + dt.timedelta(hours=13) * attempts


def test_an_accepted_sms_bears_the_gateways_number(office: Office, server: GatewayServer) -> None:
    sms(office)

    assert post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.provider_reference, message.delivered_at) == ("sent", "G-1", None)
    [request] = server.requests
    assert (request["to"], request["text"], request["sender"]) == ("+84912345678", "Da tiep nhan", "MOTCUA")
    assert "title" not in request


def test_zalo_has_a_title(office: Office, server: GatewayServer) -> None:
    sms(office, channel="zalo")

    post.deliver("K7M2:received:once", at=NOW)

    assert server.requests[0]["title"] == "Hồ sơ đã được tiếp nhận"


def test_the_request_id_says_nothing_of_the_dossier(office: Office, server: GatewayServer) -> None:
    sms(office)
    post.deliver("K7M2:received:once", at=NOW)

    assert "K7M2" not in server.requests[0]["id"]
    assert server.requests[0]["headers"]["Idempotency-Key"] == server.requests[0]["id"]


def test_a_wrong_key_is_tried_again_until_somebody_mends_it(
    office: Office, server: GatewayServer, settings: Any
) -> None:
    settings.MESSAGE_GATEWAYS["sms"]["key"] = "x" * 32
    sms(office)
    post.deliver("K7M2:received:once", at=NOW)

    assert (Message.objects.get().state, Message.objects.get().last_error) == ("failed", "Gateway 401")


@pytest.mark.parametrize("status", [500, 502, 503, 408, 302])
def test_a_gateway_in_trouble_is_asked_again_later(office: Office, server: GatewayServer, status: int) -> None:
    server.misbehave = answering(status, Location="http://127.0.0.1:1/elsewhere")
    sms(office)
    post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.last_error) == ("failed", f"Gateway {status}")
    server.misbehave = lambda: None
    assert post.deliver_waiting(at=after(1)) == 1


@pytest.mark.parametrize("status", [400, 410, 422])
def test_what_will_never_be_taken_is_given_up_at_once(office: Office, server: GatewayServer, status: int) -> None:
    server.misbehave = answering(status)
    sms(office)
    post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("dead", 1)


NO_NUMBERS = [b"", b"<html>", b"[]", b"{}", b'{"id": null}', b'{"id": ""}', b'{"id": {}}', b'{"id": "%081d"}' % 1]


@pytest.mark.parametrize("content", NO_NUMBERS)
def test_an_answer_that_says_nothing_is_no_acceptance(
    office: Office, server: GatewayServer, content: bytes
) -> None:
    server.misbehave = answering(200, content)
    sms(office)
    post.deliver("K7M2:received:once", at=NOW)

    assert (Message.objects.get().state, Message.objects.get().last_error) == ("failed", "GatewayAnswer 200")


def test_an_endless_answer_is_cut_off(office: Office, server: GatewayServer) -> None:
    server.misbehave = answering(200, b" " * (gateway._MOST_BYTES + 1))
    sms(office)
    post.deliver("K7M2:received:once", at=NOW)

    assert Message.objects.get().last_error == "GatewayAnswer endless"


def test_a_slow_gateway_is_not_waited_for_for_ever_and_drops_the_twin(
    office: Office, server: GatewayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "READ_SECONDS", 0.2)
    sms(office)
    server.hold.set()

    assert not post.deliver("K7M2:received:once", at=NOW)
    assert Message.objects.get().last_error == "ReadTimeout"

    server.hold.clear()
    assert post.deliver("K7M2:received:once", at=after(1))
    assert len(server.requests) == 2
    assert len(server.accepted) == 1


@pytest.mark.parametrize(("trusted", "state", "fault"), [(True, "sent", ""), (False, "failed", "SSLError")])
def test_a_gateway_is_believed_by_its_certificate_only(
    office: Office,
    settings: Any,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
    state: str,
    fault: str,
) -> None:
    """An office with an authority of its own names it in REQUESTS_CA_BUNDLE."""
    certificate = own_certificate(tmp_path / "gateway.pem")
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with GatewayServer(certificate) as server:
        settings.MESSAGE_GATEWAYS = {"sms": {"url": server.url, "key": KEY, "sender": ""}}
        sms(office)
        post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.last_error) == (state, fault)
    assert len(server.requests) == (1 if trusted else 0)


def test_a_gateway_that_is_away_costs_one_attempt(office: Office, server: GatewayServer, settings: Any) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        settings.MESSAGE_GATEWAYS["sms"]["url"] = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        sms(office)
        post.deliver("K7M2:received:once", at=NOW)

    assert (Message.objects.get().state, Message.objects.get().last_error) == ("failed", "ConnectionError")


def test_two_workers_at_once_hand_over_one_message(
    office: Office, server: GatewayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is claimed before it is sent: whoever comes second finds nothing."""
    sms(office)
    seen: list[bool] = []
    original = gateway.GatewayChannel.send

    def meanwhile(self: gateway.GatewayChannel, message: Message) -> str:
        seen.append(post.deliver(message.key, at=NOW))
        return original(self, message)

    monkeypatch.setattr(gateway.GatewayChannel, "send", meanwhile)
    assert post.deliver("K7M2:received:once", at=NOW)

    assert seen == [False]
    assert len(server.requests) == 1


def test_a_gateway_that_wants_patience_gets_it_and_others_go_on(office: Office, server: GatewayServer) -> None:
    server.misbehave = answering(429, **{"Retry-After": "120"})
    sms(office, "first")
    sms(office, "second")
    waiting(office, "letter")

    assert post.deliver_waiting(at=NOW) == 1

    assert len(server.requests) == 1
    assert dict(Message.objects.values_list("key", "state")) == {
        "first": "failed",
        "second": "queued",
        "letter": "sent",
    }


def test_a_text_reported_lost_is_not_taken_for_a_twin(office: Office, server: GatewayServer) -> None:
    message = sms(office)
    post.deliver(message.key, at=NOW)
    Message.objects.update(state="failed")

    assert post.deliver(message.key, at=after(1))
    assert len(server.accepted) == 2


def test_without_any_provider_a_file_shows_the_text(office: Office, settings: Any, tmp_path: Any) -> None:
    settings.MAIL_DIR = tmp_path
    sms(office)

    assert post.deliver("K7M2:received:once", at=NOW)

    [file] = tmp_path.glob("sms-*.txt")
    assert "Da tiep nhan" in file.read_text()
    assert Message.objects.get().provider_reference.startswith("trial-")


def test_with_a_mail_server_a_channel_nobody_set_up_is_not_faked(office: Office, settings: Any) -> None:
    settings.IS_MAIL_ON_TRIAL = False
    sms(office)

    assert not post.deliver("K7M2:received:once", at=NOW)
    assert Message.objects.get().last_error == "NotSetUp"
    assert channels.available() == {"email"}


def test_nothing_personal_reaches_the_log(
    office: Office, server: GatewayServer, settings: Any, caplog: pytest.LogCaptureFixture, tmp_path: Any
) -> None:
    """Every channel fails in its own way, at the most talkative level."""
    settings.EMAIL_BACKEND = REFUSING
    answers = iter([500, 422, 200, 429])
    server.misbehave = lambda: (next(answers), f"unknown {PHONE} Lan".encode(), {})
    own = {"subject": "Nguyễn Thị Lan", "body": f"Nguyễn Thị Lan, {PHONE}, lan@example.com"}
    with caplog.at_level("DEBUG"):
        for number, channel in enumerate(["sms", "zalo", "sms", "zalo", "email"]):
            recipient = "lan@example.com" if channel == "email" else PHONE
            sms(office, f"tin-{number}", channel=channel, recipient=recipient, **own)
        post.deliver_waiting(at=NOW)
        settings.MESSAGE_GATEWAYS["sms"]["url"] = "http://127.0.0.1:1/"
        sms(office, "away", **own)
        post.deliver("away", at=NOW)
        settings.MESSAGE_GATEWAYS, settings.IS_MAIL_ON_TRIAL = {}, False
        sms(office, "nowhere", **own)
        post.deliver("nowhere", at=NOW)

    assert Message.objects.filter(state__in=["failed", "dead"]).count() == 7
    said = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(("staff", "urllib3", "requests"))
    ]
    assert len([line for line in said if "not sent" in line]) == 7
    assert not any(word in line for line in said for word in ("Lan", "912345678", "lan@", "tin-"))
