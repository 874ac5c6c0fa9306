"""The post room: a message is written once, sent once, tried again with patience, and never lost."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from typing import Any

import pytest
import time_machine
from celery import current_app
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from staff import post
from staff.models import Message, SweepRun
from staff.tasks import send_message, sweep_outbox
from tests.people import Office, moment

pytestmark = pytest.mark.django_db
NOW = moment("2023-08-29 09:30")
REFUSING = f"{__name__}.RefusingBackend"


class RefusingBackend(EmailBackend):
    """A mail server that takes nothing and quotes the address in its answer."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"lan@example.com": (550, b"no such user lan@example.com")})


def enqueue(office: Office, key: str = "K7M2:received:once", **given: Any) -> bool:
    given = {
        "event": "received",
        "unit": office.commune,
        "recipient": "lan@example.com",
        "subject": "Hồ sơ đã được tiếp nhận",
        "body": "Kính gửi bà Lan",
        "reference": "K7M2",
        **given,
    }
    return post.enqueue(key=key, **given)


def waiting(office: Office, key: str = "K7M2:received:once", **given: Any) -> Message:
    with time_machine.travel(NOW, tick=False):
        enqueue(office, key)
    Message.objects.filter(key=key).update(**given)
    return Message.objects.get(key=key)


def test_the_same_key_is_written_once(office: Office) -> None:
    enqueue(office, subject="Lần một")
    enqueue(office, subject="Lần hai")

    assert [message.subject for message in Message.objects.all()] == ["Lần một"]


def test_writing_costs_one_statement(office: Office, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        enqueue(office)


def test_without_an_address_nothing_is_written(office: Office) -> None:
    assert enqueue(office, recipient="") is False
    assert not Message.objects.exists()


def test_a_rolled_back_act_leaves_no_message(office: Office) -> None:
    with transaction.atomic():
        enqueue(office)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_a_subject_is_one_line(office: Office) -> None:
    enqueue(office, subject="Hồ sơ\r\nBcc: kẻ gian" + " dài" * 100)

    subject = Message.objects.get().subject
    assert "\n" not in subject
    assert len(subject) <= 200


def test_a_worker_is_asked_after_commit(
    office: Office, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **_: asked.append((name, args)))

    with django_capture_on_commit_callbacks(execute=True):
        enqueue(office)
        assert asked == []

    assert asked == [("staff.tasks.send_message", ["K7M2:received:once"])]


def test_a_broker_that_is_away_is_noted_without_personal_data(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[str] = []

    def fail(name: str, **_: Any) -> None:
        asked.append(name)
        raise ConnectionRefusedError(111, "redis of lan@example.com")

    monkeypatch.setattr(current_app, "send_task", fail)
    monkeypatch.setattr(post, "_broker_rests_until", 0.0)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(office)
        enqueue(office, "K7M2:resolved:once")

    assert Message.objects.filter(state="queued").count() == 2
    assert len(asked) == 1, "after one failure the broker is left alone for a while"
    assert "ConnectionRefusedError" in caplog.text
    assert "lan" not in caplog.text


def test_a_delivered_message_is_sent_and_marked(office: Office) -> None:
    waiting(office)

    assert post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("sent", 1)
    assert message.sent_at is not None
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["lan@example.com"],
        "Hồ sơ đã được tiếp nhận",
        "Kính gửi bà Lan",
    )


@pytest.mark.parametrize("state", ["sending", "sent", "dead", "cancelled"])
def test_what_is_claimed_sent_or_withdrawn_is_left_alone(office: Office, state: str) -> None:
    waiting(office, state=state, sent_at=NOW)

    assert not post.deliver("K7M2:received:once", at=NOW)
    assert mail.outbox == []


def test_a_message_waits_for_its_moment(office: Office) -> None:
    waiting(office, not_before=NOW + dt.timedelta(minutes=1))

    assert post.deliver_waiting(at=NOW) == 0
    assert post.deliver_waiting(at=NOW + dt.timedelta(minutes=1)) == 1


def test_the_message_id_is_the_same_at_every_attempt_and_says_nothing(office: Office, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Một cửa <mot-cua@binhluc.example>"
    waiting(office)
    post.deliver("K7M2:received:once", at=NOW)
    Message.objects.update(state="queued")
    post.deliver("K7M2:received:once", at=NOW)

    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second
    assert first.endswith("@binhluc.example>")
    assert "K7M2" not in first


def test_a_failure_is_noted_without_personal_data(
    office: Office, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = REFUSING
    waiting(office)

    assert not post.deliver("K7M2:received:once", at=NOW)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("failed", 1)
    assert message.last_error == "SMTPRecipientsRefused 550"
    assert message.not_before == NOW + dt.timedelta(minutes=1)
    assert "lan" not in caplog.text


def test_waiting_grows_fourfold_up_to_half_a_day() -> None:
    minutes = [post.wait_after(attempts) // dt.timedelta(minutes=1) for attempts in range(1, 8)]

    assert minutes == [1, 4, 16, 64, 256, 720, 720]


def test_a_message_is_given_up_after_eight_attempts(office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = REFUSING
    waiting(office)
    at = NOW
    for _attempt in range(20):
        post.deliver_waiting(at=at)
        at += dt.timedelta(hours=13)

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("dead", post.MAX_ATTEMPTS)


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


def test_a_worker_that_lost_its_claim_does_not_overwrite(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a slow worker still sends, the sweeper takes the message back and another worker claims it."""
    waiting(office)

    def slow(message: Message) -> Any:
        Message.objects.update(claimed_at=NOW + dt.timedelta(minutes=12))
        raise TimeoutError

    monkeypatch.setattr(post, "_mail", slow)
    post.deliver("K7M2:received:once", at=NOW)

    assert Message.objects.get().state == "sending"


def test_a_dead_message_is_sent_again_on_request(office: Office) -> None:
    message = waiting(office, state="dead", attempts=8, not_before=NOW + dt.timedelta(hours=12))

    assert post.resend(message, at=NOW)
    assert post.deliver_waiting(at=NOW) == 1


def test_a_sent_message_is_not_sent_again(office: Office) -> None:
    message = waiting(office, state="sent", sent_at=NOW)

    assert not post.resend(message, at=NOW)


def test_the_task_sends_its_message(office: Office) -> None:
    waiting(office)

    send_message("K7M2:received:once")
    send_message("K7M2:received:once")

    assert len(mail.outbox) == 1


def test_the_sweep_sends_what_nobody_asked_for_and_notes_its_run(office: Office) -> None:
    waiting(office)

    assert sweep_outbox() == 1
    assert sweep_outbox() == 0

    run = SweepRun.objects.get(name="outbox")
    assert run.last_count == 0
    assert run.last_finished is not None
    assert run.last_started <= run.last_finished <= timezone.now()


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
