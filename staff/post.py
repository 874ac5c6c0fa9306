"""The post room (hộp thư đi): messages are rows first, written with the act they tell of, and sent after it.

The row decides whether a message was sent; the task queue only makes it quick. A worker killed between the
provider's answer and the note of it leaves the row in `sending`; after `STALE_AFTER` it is sent again. A gateway
drops the twin by the id of the request; e-mail has nothing of the kind and is delivered *at least once*, under the
same Message-ID, by which mail systems tell twins. The note is the very next statement after the server's answer.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
import time
from collections.abc import Collection
from contextlib import closing

from celery import current_app
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from . import channels
from .models import Message, Unit

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
STALE_AFTER = dt.timedelta(minutes=10)  # longer than a task may run, so its worker is surely gone
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=12)
BROKER_REST_SECONDS = 60.0
_SEND_TASK, _SWEEP_TASK = "staff.tasks.send_message", "staff.tasks.sweep_outbox"
_WAITING = (Message.State.QUEUED, Message.State.FAILED)
RESENDABLE = (Message.State.FAILED, Message.State.DEAD)

_broker_rests_until = 0.0


def enqueue(
    *,
    key: str,
    event: str,
    unit: Unit,
    recipient: str,
    subject: str,
    body: str,
    reference: str = "",
    not_before: dt.datetime | None = None,
    channel: str = Message.Channel.EMAIL,
) -> bool:
    """Write a message in the caller's transaction, by one statement; a key already there is left as it is.

    Returns whether the message stands in the outbox; False without a recipient.
    """
    if not recipient:
        return False
    return bool(
        enqueue_all(
            [
                Message(
                    key=key,
                    channel=channel,
                    event=event,
                    unit=unit,
                    recipient=recipient,
                    subject=subject,
                    body=body,
                    reference=reference,
                    not_before=not_before or timezone.now(),
                )
            ]
        )
    )


def enqueue_all(messages: list[Message]) -> int:
    """Write many messages by one statement, twins left out, and have those already due sent after commit."""
    now = timezone.now()
    for message in messages:
        message.subject = _one_line(message.subject)
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    due = [message.key for message in messages if message.not_before <= now]
    if due:
        transaction.on_commit(lambda: _nudge(due))
    return len(messages)


def deliver(key: str, *, at: dt.datetime) -> bool:
    """Claim one message and send it; False when it is not due, its channel rests, or another worker has it."""
    claimed = (
        Message.objects.filter(key=key, state__in=_WAITING, not_before__lte=at)
        .exclude(channel__in=channels.resting())
        .update(state=Message.State.SENDING, claimed_at=at, attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    message = Message.objects.get(key=key)
    own_claim = Message.objects.filter(pk=message.pk, state=Message.State.SENDING, claimed_at=at)
    is_sent = False
    try:
        with closing(channels.open_channel(message.channel)) as channel:
            number = channel.send(message)
            is_sent = bool(
                own_claim.update(
                    state=Message.State.SENT, sent_at=timezone.now(), provider_reference=number, last_error=""
                )
            )
    except Exception as error:
        # Whatever went wrong is this message's own trouble: it is noted and must not stop the others.
        if is_sent:
            log.warning("Message %s sent; the farewell failed (%s)", message.pk, _described(error))
        else:
            _note_failure(own_claim, message, error, at)
    return is_sent


def deliver_waiting(*, at: dt.datetime, limit: int = 500, seconds: float = 50) -> int:
    """Send what is due, oldest first, until `limit` or `seconds` are used up; returns how many were sent."""
    started = time.monotonic()
    keys = (
        Message.objects.filter(state__in=_WAITING, not_before__lte=at)
        .exclude(channel__in=channels.resting())
        .order_by("not_before", "pk")
        .values_list("key", flat=True)[:limit]
    )
    sent = 0
    for key in list(keys):
        if time.monotonic() - started > seconds:
            break
        sent += deliver(key, at=at)
    return sent


def recover_stale(*, at: dt.datetime) -> int:
    """Take back messages whose worker died while sending; returns how many."""
    lost = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=at - STALE_AFTER)
    note = {"last_error": "WorkerLost"}
    given_up = lost.filter(attempts__gte=MAX_ATTEMPTS).update(state=Message.State.DEAD, **note)
    return given_up + lost.update(state=Message.State.FAILED, not_before=at, **note)


def note_delivered(channel: str, number: str, *, at: dt.datetime) -> bool:
    """The provider says that message `number` arrived; False when nobody knows it.

    This is the truth also where an earlier report said otherwise.
    """
    taken = _taken_as(channel, number)
    taken.filter(delivered_at__isnull=True).update(state=Message.State.SENT, delivered_at=at, last_error="")
    return taken.exists()


def note_undelivered(channel: str, number: str, *, is_final: bool, at: dt.datetime) -> bool:
    """The provider says that message `number` did not arrive; False when nobody knows it.

    It is sent again, as a new request, unless that is of no use.
    """
    message = _taken_as(channel, number).first()
    if message is None:
        return False
    dead = is_final or message.attempts >= MAX_ATTEMPTS
    Message.objects.filter(pk=message.pk, state=Message.State.SENT, delivered_at__isnull=True).update(
        state=Message.State.DEAD if dead else Message.State.FAILED,
        not_before=at + wait_after(message.attempts),
        last_error="Rejected" if is_final else "Undelivered",
    )
    return True


def resend(messages: Collection[Message], *, at: dt.datetime) -> int:
    """Put failed or given-up messages back in the queue, with all their attempts; returns how many."""
    keys = {message.pk: message.key for message in messages}
    revived = Message.objects.filter(pk__in=keys, state__in=RESENDABLE).update(
        state=Message.State.QUEUED, attempts=0, not_before=at
    )
    if revived:
        transaction.on_commit(lambda: _nudge(list(keys.values())))
    return revived


def withdraw(message: Message) -> bool:
    """Never send a message that waits, failed or was given up; False when it is on its way or sent."""
    unsent = (*_WAITING, Message.State.DEAD)
    return bool(Message.objects.filter(pk=message.pk, state__in=unsent).update(state=Message.State.CANCELLED))


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many failed attempts: 1, 4, 16, 64 minutes, 4 hours, then 12."""
    return min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT)


def _taken_as(channel: str, number: str) -> QuerySet[Message]:
    done = (Message.State.SENT, Message.State.FAILED, Message.State.DEAD)
    return Message.objects.filter(channel=channel, provider_reference=number, state__in=done)


def _note_failure(own_claim: QuerySet[Message], message: Message, error: Exception, at: dt.datetime) -> None:
    """Plan the next attempt, or give up at once what will never be taken."""
    dead = message.attempts >= MAX_ATTEMPTS or isinstance(error, channels.PermanentFault)
    fault = _described(error)
    own_claim.update(
        state=Message.State.DEAD if dead else Message.State.FAILED,
        not_before=at + wait_after(message.attempts),
        last_error=fault,
    )
    if isinstance(error, channels.TemporaryFault) and error.rest_seconds:
        channels.let_rest(message.channel, error.rest_seconds)
    log.warning(
        "Message %s not sent (%s), attempt %s of %s%s",
        message.pk,
        fault,
        message.attempts,
        MAX_ATTEMPTS,
        ", given up" if dead else "",
    )


def _described(error: Exception) -> str:
    """Class and code of a fault; never its text, which quotes addresses."""
    if isinstance(error, channels.ChannelFault):
        return error.code
    codes: list[int] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    elif isinstance(error, OSError) and error.errno is not None:
        codes = [error.errno]
    return " ".join([type(error).__name__, *map(str, codes)])


def _one_line(subject: str) -> str:
    line = " ".join(subject.split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def _nudge(keys: list[str]) -> None:
    """Ask a worker to send at once. A broker that is away costs one short wait a minute and never an error:
    the sweeper sends what was not asked for.
    """
    global _broker_rests_until
    if time.monotonic() < _broker_rests_until:
        return
    name, args = (_SEND_TASK, keys) if len(keys) == 1 else (_SWEEP_TASK, [])
    try:
        current_app.send_task(name, args=args, retry=False, ignore_result=True)
    except Exception as error:
        _broker_rests_until = time.monotonic() + BROKER_REST_SECONDS
        log.warning("Task broker away (%s); the sweeper will send the messages", type(error).__name__)
