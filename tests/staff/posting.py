"""What the tests of the post room share."""

from __future__ import annotations

import smtplib
from typing import Any

import time_machine
from django.core.mail.backends.locmem import EmailBackend

from staff import post
from staff.models import Message
from tests.people import Office, moment

NOW = moment("2023-08-29 09:30")
REFUSING = f"{__name__}.RefusingBackend"
BUSY = f"{__name__}.BusyBackend"


class RefusingBackend(EmailBackend):
    """A mail server that takes nothing and quotes the address in its answer."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"lan@example.com": (550, b"no such user lan@example.com")})


class BusyBackend(EmailBackend):
    """A mail server that takes nothing just now."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"lan@example.com": (450, b"mailbox of lan@example.com busy")})


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
