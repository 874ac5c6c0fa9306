"""Procedures looked at last (vừa xem): codes in a cookie of this browser for 30 days, cleared by a button."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from procedures.codes import is_code

COOKIE = "recent"
MOST = 6
_KEPT_SECONDS = 30 * 24 * 3600
_BETWEEN = "~"
#: A page that is the same as before is looked at too.
_SEEN = (200, 304)

View = Callable[..., HttpResponse]


def recent_codes(request: HttpRequest) -> list[str]:
    """Return the codes looked at, the last first."""
    codes = request.COOKIES.get(COOKIE, "").split(_BETWEEN)
    return [code for code in dict.fromkeys(codes) if is_code(code)][:MOST]


def remembered(view: View) -> View:
    """Remember the procedure whose page `view` shows."""

    @functools.wraps(view)
    def seen(request: HttpRequest, code: str) -> HttpResponse:
        response = view(request, code=code)
        if response.status_code in _SEEN and request.method == "GET":
            others = [each for each in recent_codes(request) if each != code]
            response.set_cookie(
                COOKIE,
                _BETWEEN.join([code, *others][:MOST]),
                max_age=_KEPT_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    return seen


def forget(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, samesite="Lax")
