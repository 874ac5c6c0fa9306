"""What the applicant is told by message (thông báo cho người nộp hồ sơ), and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from staff import post
from staff.message_kinds import Kind
from staff.message_texts import compose, public_address

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
    Kind.RESOLVED: "messages/resolved.txt",
    Kind.RETURNED: "messages/returned.txt",
}

# What can befall a dossier more than once is told each time: by the number of the request, else by its moment.
_REPEATABLE = frozenset({Kind.RESUMED, Kind.PAYMENT_REQUESTED, Kind.CONTINUED})


def tell_applicant(dossier: Dossier, event: str, *, at: dt.datetime, **context: Any) -> bool:
    """Write the message on `event` into the outbox, in the caller's transaction; the same one is written once.

    `context` is what the text adds: `reason`, `items`, `number`, `outcome`, `moves`. Returns False when the applicant left
    no e-mail address. Raises ValueError for an event nobody is told of.
    """
    kind = Kind(event)
    if not dossier.email:
        return False
    subject, body = compose(
        TEMPLATES[kind],
        {
            "dossier": dossier,
            "unit": dossier.receiving_unit,
            "procedure": dossier.version.name,
            "at": at,
            "link": tracking_address(dossier),
            **context,
        },
    )
    return post.enqueue(
        key=f"{dossier.reference}:{kind.value}:{_discriminator(kind, at, context)}",
        event=kind.value,
        unit=dossier.receiving_unit,
        recipient=dossier.email,
        subject=subject,
        body=body,
        reference=dossier.shown_code,
    )


def tracking_address(dossier: Dossier) -> str:
    """Where the applicant follows the dossier: the status page of an account, else public tracking."""
    if dossier.applicant_id is not None:
        return public_address(reverse("dossiers:status", args=[dossier.reference]))
    return public_address(f"{reverse('dossiers:track')}?{urlencode({'code': dossier.shown_code})}")


def _discriminator(kind: Kind, at: dt.datetime, context: dict[str, Any]) -> str:
    if "number" in context:
        return str(context["number"])
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%f") if kind in _REPEATABLE else "once"
