"""What the applicant is told by message (thông báo cho người nộp hồ sơ), and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from staff import channels, post
from staff.message_kinds import Kind
from staff.message_texts import Occasion, Wordings, public_address, text_for
from staff.models import Message
from staff.telling_rule import channel_for

from .models import Dossier

TEMPLATES = {
    Kind.SUBMITTED: "messages/submitted.txt",
    Kind.RECEIVED: "messages/received.txt",
    Kind.REFUSED: "messages/refused.txt",
    Kind.SUPPLEMENT_REQUESTED: "messages/supplement_requested.txt",
    Kind.RESUMED: "messages/resumed.txt",
    Kind.PAYMENT_REQUESTED: "messages/payment_requested.txt",
    Kind.CONTINUED: "messages/continued.txt",
    Kind.STOPPED: "messages/stopped.txt",
    Kind.CALENDAR_CHANGED: "messages/calendar_changed.txt",
    Kind.APOLOGY: "messages/apology.txt",
    Kind.APPOINTMENT_SET: "messages/appointment_set.txt",
    Kind.RESOLVED: "messages/resolved.txt",
    Kind.RETURNED: "messages/returned.txt",
    Kind.STUCK: "messages/stuck.txt",
    Kind.UNCOLLECTED: "messages/uncollected.txt",
}

# What can befall a dossier more than once is told each time: by the number of the request, else by its moment.
_REPEATABLE = frozenset({Kind.RESUMED, Kind.PAYMENT_REQUESTED, Kind.CONTINUED, Kind.APPOINTMENT_SET})


def tell_applicant(dossier: Dossier, event: str, *, at: dt.datetime, **context: Any) -> bool:
    """Write the message on `event` into the outbox, in the caller's transaction; the same one is written once.

    It goes the way the applicant wants to be told, in the language of the dossier. `context` is what the text
    adds: `reason`, `items`, `number`, `outcome`, `moves`. Returns False when the applicant cannot be reached, or
    wants to hear nothing: then there is no row, and the status page is the place to look. Raises ValueError for an
    event nobody is told of.
    """
    letter = letter_to_applicant(dossier, event, at=at, **context)
    return letter is not None and bool(post.enqueue_all([letter]))


def letter_to_applicant(
    dossier: Dossier, event: str, *, at: dt.datetime, wordings: Wordings | None = None, **context: Any
) -> Message | None:
    """The message as `tell_applicant` writes it, not yet written: for whoever has many to write at once."""
    kind = Kind(event)
    way = way_to(dossier)
    if way is None:
        return None
    channel, recipient = way
    given = {
        "dossier": dossier,
        "unit": dossier.receiving_unit,
        "procedure": dossier.version.name,
        "at": at,
        "link": tracking_address(dossier),
        **context,
    }
    occasion = Occasion(kind.value, TEMPLATES[kind], dossier.receiving_unit, given)
    text = text_for(occasion, channel=channel, language=dossier.language, wordings=wordings)
    return Message(
        key=f"{dossier.reference}:{kind.value}:{_discriminator(kind, at, context)}",
        channel=channel,
        event=kind.value,
        unit=dossier.receiving_unit,
        recipient=recipient,
        subject=text.subject,
        body=text.body,
        reference=dossier.shown_code,
        not_before=timezone.now(),
    )


def way_to(dossier: Dossier) -> tuple[str, str] | None:
    """Channel and address by which the applicant of this dossier is told; None for not at all."""
    wishes = [dossier.tell_by]
    if not dossier.tell_by and dossier.applicant is not None:
        wishes.append(dossier.applicant.tell_by)
    return channel_for(wishes=wishes, email=dossier.email, phone=dossier.phone, channels=channels.available())


def tracking_address(dossier: Dossier) -> str:
    """Where the applicant follows the dossier: the status page of an account, else public tracking."""
    if dossier.applicant_id is not None:
        return public_address(reverse("dossiers:status", args=[dossier.reference]))
    return public_address(f"{reverse('dossiers:track')}?{urlencode({'code': dossier.shown_code})}")


def _discriminator(kind: Kind, at: dt.datetime, context: dict[str, Any]) -> str:
    if "number" in context:
        return str(context["number"])
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%f") if kind in _REPEATABLE else "once"
