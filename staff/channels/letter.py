"""E-mail (thư điện tử) through Django's mail backend: SMTP, or files where no mail server is set."""

from __future__ import annotations

import hashlib
import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from staff.models import Message

from .faults import PermanentFault

# "No such mailbox" in its three forms; other refusals may be the server's mood or our own settings.
_NOBODY_THERE = {550, 551, 553}


class LetterChannel:
    """Kênh thư điện tử. The connection stays open after `send`, so that the caller can note the answer at once."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def send(self, message: Message) -> str:
        self._connection.open()
        try:
            self._connection.send_messages([_letter(message)])
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _text in error.recipients.values()}
            if codes and codes <= _NOBODY_THERE:
                raise PermanentFault(f"SMTPRecipientsRefused {min(codes)}") from error
            raise
        return ""

    def close(self) -> None:
        self._connection.close()


def message_id(key: str) -> str:
    """The same Message-ID at every attempt, without anything readable of the key."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _letter(message: Message) -> EmailMessage:
    headers = {"Message-ID": message_id(message.key), "Auto-Submitted": "auto-generated"}
    return EmailMessage(message.subject, message.body, to=[message.recipient], headers=headers)
