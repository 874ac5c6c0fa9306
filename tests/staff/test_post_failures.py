"""The post room when something fails: tried again with patience, given up at last, never lost."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest

from staff import post
from staff.channels.letter import LetterChannel
from staff.models import Message, SweepRun
from staff.tasks import sweep_outbox
from tests.people import Office
from tests.staff.posting import BUSY, NOW, REFUSING, waiting

pytestmark = pytest.mark.django_db


def test_a_failure_is_noted_without_personal_data(
    office: Office, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = BUSY
    waiting(office)

    assert not post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("failed", 1)
    assert message.last_error == "SMTPRecipientsRefused 450"
    assert message.not_before == NOW + dt.timedelta(minutes=1)
    assert "lan" not in caplog.text


def test_waiting_grows_fourfold_up_to_half_a_day() -> None:
    minutes = [post.wait_after(attempts) // dt.timedelta(minutes=1) for attempts in range(1, 8)]

    assert minutes == [1, 4, 16, 64, 256, 720, 720]


def test_a_message_is_given_up_after_eight_attempts(office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = BUSY
    waiting(office)
    at = NOW
    for _attempt in range(20):
        post.deliver_waiting(at=at)
        at += dt.timedelta(hours=13)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("dead", post.MAX_ATTEMPTS)


def test_an_address_that_does_not_exist_is_given_up_at_once(office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = REFUSING
    waiting(office)
    post.deliver_waiting(at=NOW)

    message = Message.objects.get()
    assert (message.state, message.attempts, message.last_error) == ("dead", 1, "SMTPRecipientsRefused 550")


def test_one_bad_message_does_not_stop_the_others(office: Office) -> None:
    waiting(office, "bad", subject="hai\ndòng")
    waiting(office, "good")

    assert post.deliver_waiting(at=NOW) == 1
    assert dict(Message.objects.values_list("key", "state")) == {"bad": "failed", "good": "sent"}


def test_a_sweep_stops_when_its_time_is_up(office: Office) -> None:
    waiting(office)

    assert post.deliver_waiting(at=NOW, seconds=-1) == 0
    assert Message.objects.get().state == "queued"


def test_a_message_of_a_lost_worker_is_sent_after_a_while(office: Office) -> None:
    waiting(office, state="sending", claimed_at=NOW, attempts=1)

    assert post.recover_stale(at=NOW + dt.timedelta(minutes=9)) == 0
    assert post.recover_stale(at=NOW + dt.timedelta(minutes=11)) == 1
    assert post.deliver_waiting(at=NOW + dt.timedelta(minutes=11)) == 1


def test_a_message_that_keeps_killing_workers_is_given_up(office: Office) -> None:
    waiting(office, state="sending", claimed_at=NOW, attempts=post.MAX_ATTEMPTS)

    post.recover_stale(at=NOW + dt.timedelta(minutes=11))

    assert Message.objects.get().state == "dead"


def test_a_farewell_that_fails_does_not_unsay_what_was_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(office)

    def fail(channel: LetterChannel) -> None:
        raise TimeoutError

    monkeypatch.setattr(LetterChannel, "close", fail)

    assert post.deliver("K7M2:received:once", at=NOW)
    assert Message.objects.get().state == "sent"
    assert "farewell failed (TimeoutError)" in caplog.text


def test_a_worker_that_lost_its_claim_does_not_overwrite(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a slow worker still sends, the sweeper takes the message back and another worker claims it."""
    waiting(office)

    def slow(channel: LetterChannel, message: Message) -> str:
        Message.objects.update(claimed_at=NOW + dt.timedelta(minutes=12))
        raise TimeoutError

    monkeypatch.setattr(LetterChannel, "send", slow)
    post.deliver("K7M2:received:once", at=NOW)

    assert Message.objects.get().state == "sending"


def test_a_dead_message_is_sent_again_on_request(office: Office) -> None:
    message = waiting(office, state="dead", attempts=8, not_before=NOW + dt.timedelta(hours=12))

    assert post.resend([message], at=NOW) == 1
    assert post.deliver_waiting(at=NOW) == 1


def test_a_sent_message_is_not_sent_again(office: Office) -> None:
    message = waiting(office, state="sent", sent_at=NOW)

    assert post.resend([message], at=NOW) == 0


def test_a_failing_sweep_does_not_look_finished(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> int:
        raise RuntimeError

    monkeypatch.setattr(post, "deliver_waiting", fail)
    with pytest.raises(RuntimeError):
        sweep_outbox()

    assert SweepRun.objects.get().last_finished is None


def test_logs_of_delivery_name_the_row_only(
    office: Office, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = REFUSING
    message = waiting(office)
    with caplog.at_level(logging.DEBUG):
        post.deliver(message.key, at=NOW)

    assert f"Message {message.pk} not sent" in caplog.text
    assert "K7M2" not in caplog.text
