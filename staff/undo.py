"""Hoàn tác: the ten seconds in which a slip of the hand is taken back, where the law allows it.

`offer_undo` leaves a message with a button; the view at `url` belongs to whoever owns the act, and asks `in_time`
before it takes anything back.
"""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

#: How long the button stands on the page.
UNDO_SECONDS = 10
# The page had to reach the person and the click has to come back, on a village line.
_ON_THE_WAY = dt.timedelta(seconds=5)
_MARK = "undo:"


def offer_undo(request: HttpRequest, text: str, url: str) -> None:
    """Tell what was done, with a button that posts to `url` and disappears after `UNDO_SECONDS`."""
    messages.success(request, text, extra_tags=f"{_MARK}{url}")


def undo_url(message: Message) -> str:
    """Where the button of this message posts to; empty for an ordinary message."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(_MARK) for tag in tags if tag.startswith(_MARK)), "")


def in_time(done_at: dt.datetime, at: dt.datetime) -> bool:
    """May what was done at `done_at` still be taken back at `at`?"""
    return at - done_at <= dt.timedelta(seconds=UNDO_SECONDS) + _ON_THE_WAY
