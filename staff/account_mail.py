"""Letters about accounts (thư về tài khoản): written by the sign-in library, sent by the post room."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site

from . import post
from .context import site_unit
from .message_kinds import Kind
from .models import Unit

log = logging.getLogger(__name__)


class PostRoomAdapter(DefaultAccountAdapter):
    """Puts each letter into the outbox, so that a mail server's trouble never stops anybody at the door."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter as a message of the office that owns the site."""
        words = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        letter = self.render_mail(template_prefix, email, words | context)
        unit = site_unit() or Unit.objects.filter(parent__isnull=True).order_by("code").first()
        if unit is None:
            log.error("No unit is entered yet, so a letter about an account could not be sent")
            return
        post.enqueue(
            key=f"account:{template_prefix.rpartition('/')[2]}:{uuid.uuid4()}",
            event=Kind.ACCOUNT,
            unit=unit,
            recipient=email,
            subject=str(letter.subject),
            body=str(letter.body),
        )
