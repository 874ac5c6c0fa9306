"""The post room: a message is written once, with its act, and sent once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from celery import current_app
from django.core import mail
from django.db import transaction
from django.utils import timezone

from staff import post
from staff.models import Message, SweepRun
from staff.tasks import send_message, sweep_outbox
from tests.people import Office
from tests.staff.posting import NOW, enqueue, waiting

pytestmark = pytest.mark.django_db


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
