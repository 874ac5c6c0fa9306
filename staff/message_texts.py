"""Texts of messages (nội dung tin nhắn): the unit's own wording, else ``templates/messages/``.

A file's first line is the subject, the rest the body. SMS has short files of its own below ``messages/sms/``; an
event without one is told by its subject and the link. Zalo shows what the e-mail says.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation

from .message_placeholders import WordingFault, fill, placeholders_of
from .message_words import words_of
from .models import Message, MessageTemplate, Unit
from .text import without_marks

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Text:
    """Nội dung một tin: as it is sent."""

    subject: str
    body: str


@dataclass(frozen=True)
class Occasion:
    """What a text tells: an event, its file, and `context` (dossier, unit, procedure, at, link and more)."""

    event: str
    template: str
    unit: Unit
    context: Mapping[str, Any]


def compose(template: str, context: Mapping[str, Any], language: str = "") -> tuple[str, str]:
    """Subject and body of a file, in the office's own language unless another one is asked for."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(template, dict(context))
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), _without_gaps(body)


class Wordings:
    """The office's own wordings of one event, read once for all the messages of one act; never kept longer."""

    def __init__(self, event: str) -> None:
        self._by_unit: dict[tuple[str, str], dict[int, MessageTemplate]] = {}
        for wording in MessageTemplate.objects.filter(event=event):
            self._by_unit.setdefault((wording.channel, wording.language), {})[wording.unit_id] = wording
        self._nearest: dict[tuple[int, str, str], MessageTemplate | None] = {}

    def of(self, unit: Unit, *, channel: str, language: str) -> MessageTemplate | None:
        """The wording of the unit, else of the nearest one above it."""
        asked = (unit.pk, channel, language)
        if asked not in self._nearest:
            self._nearest[asked] = _nearest(unit, self._by_unit.get((channel, language), {}))
        return self._nearest[asked]


def text_for(occasion: Occasion, *, channel: str, language: str, wordings: Wordings | None = None) -> Text:
    """The text as this unit says it on this channel in this language; `wordings` spares asking each time."""
    if wordings is not None:
        own = wordings.of(occasion.unit, channel=channel, language=language)
    else:
        own = own_wording(occasion.unit, event=occasion.event, channel=channel, language=language)
    if own is not None:
        try:
            return finished(own.subject, own.body, occasion, channel=channel, language=language)
        except WordingFault:
            # written when the event offered more than today; an act is not refused for that
            log.warning("Wording %s cannot be filled in any more; the usual text is sent", own.pk)
    return usual_text(occasion, channel=channel, language=language)


def own_wording(unit: Unit, *, event: str, channel: str, language: str) -> MessageTemplate | None:
    """The wording of the unit, else of the nearest one above it."""
    found = MessageTemplate.objects.filter(event=event, channel=channel, language=language)
    return _nearest(unit, {wording.unit_id: wording for wording in found})


def _nearest(unit: Unit, by_unit: Mapping[int, MessageTemplate]) -> MessageTemplate | None:
    place: Unit | None = unit if by_unit else None
    while place is not None:
        if place.pk in by_unit:
            return by_unit[place.pk]
        place = place.parent
    return None


def finished(subject: str, body: str, occasion: Occasion, *, channel: str, language: str) -> Text:
    """An own wording filled in. Raises WordingFault."""
    is_sms = channel == Message.Channel.SMS
    allowed, words = placeholders_of(occasion.event), words_of(occasion.context, language, is_short=is_sms)
    body = _without_gaps(fill(body, words, allowed))
    if subject:
        subject = fill(subject, words, allowed)
    else:
        subject = compose(occasion.template, occasion.context, language)[0]
    return Text(subject, short(body) if is_sms else body)


def usual_text(occasion: Occasion, *, channel: str, language: str) -> Text:
    """The text that comes with the program."""
    subject, body = compose(occasion.template, occasion.context, language)
    if channel != Message.Channel.SMS:
        return Text(subject, body)
    file = f"messages/sms/{occasion.event}.txt"
    if has_template(file):
        with translation.override(language):
            return Text(subject, short(render_to_string(file, dict(occasion.context))))
    return Text(subject, short(f"{subject}. {occasion.context['link']}"))


def short(text: str) -> str:
    """A text for a phone: no gaps and, unless the office wants marks, only letters no network charges double."""
    line = "\n".join(" ".join(part.split()) for part in text.strip().splitlines() if part.strip())
    return without_marks(line) if settings.SMS_PLAIN_LETTERS else line


def template_source(name: str) -> str:
    """What a file says before anything is filled in; empty when there is none."""
    try:
        template: Any = get_template(name)
    except TemplateDoesNotExist:
        return ""
    return str(template.template.source)


def has_template(name: str) -> bool:
    """Whether there is such a file."""
    return bool(template_source(name))


def public_address(path: str) -> str:
    """The whole address of a page, as a reader outside the office opens it."""
    return f"{settings.PUBLIC_BASE_URL}{path}"


def _without_gaps(body: str) -> str:
    """At most one empty line in a row: parts a template left out leave none behind."""
    lines: list[str] = []
    for line in body.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
