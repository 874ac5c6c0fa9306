"""What the sign-in library leaves to the office: how its letters travel, and where a person arrives."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from . import post
from .context import site_unit
from .message_kinds import Kind
from .models import Unit
from .navigation import nav_items

log = logging.getLogger(__name__)


class OfficeAdapter(DefaultAccountAdapter):
    """Letters go into the outbox, so that a mail server's trouble stops nobody; officials arrive at work."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first door of an official's own work; a citizen arrives at home. An address asked for goes first."""
        doors = nav_items(request)
        return doors[0].url if doors else str(super().get_login_redirect_url(request))

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
