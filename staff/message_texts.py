"""Texts of messages (nội dung tin nhắn) from ``templates/messages/``: first line subject, the rest body."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


def compose(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body in the office's own language, whoever's act caused the message."""
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(template, context)
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), _without_gaps(body)


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
