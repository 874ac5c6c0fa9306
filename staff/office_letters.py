"""Letters to the people of the office (thư nội bộ): one e-mail a person, in the office's own language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from . import post
from .message_kinds import Kind
from .message_texts import compose
from .models import Unit, User


def write_to(
    person: User, template: str, given: Mapping[str, Any], *, key: str, kind: Kind, unit: Unit, at: dt.datetime
) -> None:
    """Put the letter into the outbox, once for each `key`; nothing for a person without an e-mail address.

    The template is given `person` and `unit` besides what is in `given`.
    """
    subject, body = compose(template, {"person": person, "unit": unit, **given})
    post.enqueue(
        key=key,
        event=kind.value,
        unit=unit,
        recipient=person.email,
        subject=subject,
        body=body,
        not_before=at,
    )
