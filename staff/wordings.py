"""The office's own wordings of messages (mẫu tin nhắn của đơn vị): set, reset, with their history."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from . import audit
from .message_placeholders import check_wording, placeholders_of
from .message_samples import usual_outline
from .message_texts import own_wording
from .models import AuditEntry, MessageTemplate, Unit, User
from .wording_forms import Wording, tidy

SET, RESET = "message_wording.set", "message_wording.reset"
_SHOWN = 10


@dataclass(frozen=True)
class Place:
    """Where a wording stands: one event on one channel in one language at one unit."""

    unit: Unit
    event: str
    channel: str
    language: str

    @property
    def target(self) -> str:
        """How the security trail names it."""
        return f"wording:{self.unit.code}:{self.event}:{self.channel}:{self.language}"


def current(place: Place) -> tuple[Wording, MessageTemplate | None]:
    """What is said there now, and the row behind it: the unit's, one of a unit above, none for the usual text."""
    row = own_wording(place.unit, event=place.event, channel=place.channel, language=place.language)
    return (usual(place), None) if row is None else (Wording(row.subject, row.body), row)


def usual(place: Place) -> Wording:
    """The text that comes with the program, with placeholders."""
    subject, body = usual_outline(place.event, channel=place.channel, language=place.language)
    return Wording(subject, tidy(body))


@transaction.atomic
def set_wording(place: Place, wording: Wording, *, by: User, request: HttpRequest | None = None) -> bool:
    """Say it in own words from now on; False when nothing differs. Raises WordingFault.

    What equals the usual text is not kept as an own one, unless a unit above says it otherwise.
    """
    for text in (wording.subject, wording.body):
        check_wording(text, placeholders_of(place.event))
    said, row = current(place)
    if wording == said:
        return False
    if wording == usual(place) and row is not None and row.unit_id == place.unit.pk:
        return reset(place, by=by, request=request)
    MessageTemplate.objects.update_or_create(
        unit=place.unit,
        event=place.event,
        channel=place.channel,
        language=place.language,
        defaults={"subject": wording.subject, "body": wording.body, "updated_by": by},
    )
    audit.record(SET, actor=by, target=place.target, request=request, subject=wording.subject, body=wording.body)
    return True


@transaction.atomic
def reset(place: Place, *, by: User, request: HttpRequest | None = None) -> bool:
    """Go back to what the unit above says, or to the usual text; False when there was no own wording."""
    own = MessageTemplate.objects.filter(
        unit=place.unit, event=place.event, channel=place.channel, language=place.language
    )
    if not own.delete()[0]:
        return False
    audit.record(RESET, actor=by, target=place.target, request=request)
    return True


def history(place: Place) -> list[AuditEntry]:
    """The last changes, newest first."""
    entries = AuditEntry.objects.filter(target=place.target, action__in=[SET, RESET]).select_related("actor")
    return list(entries[:_SHOWN])
