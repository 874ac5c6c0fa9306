"""How somebody wants to be told (cách nhận thông báo): the ways offered here, and the choice with its moment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import audit, channels
from .models import TellBy, User

CHOSEN = "telling.chosen"


_UNDECIDED = _("Not chosen: by e-mail, else by SMS")


def offered_ways() -> list[tuple[str, Any]]:
    """The choices of a form: nothing decided first, then every way this office has set up."""
    known = channels.available()
    ways = [(way.value, way.label) for way in TellBy if way is TellBy.NONE or way.value in known]
    return [("", _UNDECIDED), *ways]


def choose(user: User, way: str, *, at: dt.datetime, request: HttpRequest | None = None) -> None:
    """Note the choice of an account and when it was made; an empty one takes the choice back."""
    user.tell_by, user.tell_by_chosen_at = way, at if way else None
    user.save(update_fields=["tell_by", "tell_by_chosen_at"])
    audit.record(CHOSEN, actor=user, target=f"user:{user.pk}", request=request, way=way)
