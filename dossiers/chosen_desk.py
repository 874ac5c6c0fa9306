"""The desk a computer stands at (quầy của máy này): chosen once, kept in a signed cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from procedures.models import Desk
from staff.access import units_of
from staff.roles import Role

from .queue_lines import desks_of

COOKIE = "desk"
_LASTS = 400 * 24 * 3600  # the longest a browser keeps one


def chosen_desk(request: HttpRequest) -> Desk | None:
    """The desk of this computer, if it is in force and the clerk works at its counter; no cookie costs nothing."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    if not kept:
        return None
    unit_ids = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    return desks_of(unit_ids, timezone.localdate()).filter(pk=int(kept)).first() if unit_ids else None


def keep_desk(response: HttpResponse, desk: Desk) -> None:
    """Remember the desk on this computer, whoever signs in."""
    response.set_signed_cookie(
        COOKIE,
        str(desk.pk),
        salt=COOKIE,
        max_age=_LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
