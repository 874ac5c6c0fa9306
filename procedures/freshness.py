"""Public pages are built once a minute: a reader who has the page gets "not modified", others the kept copy.

Nothing a page shows can be more than a minute old, because the minute is part of every key.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from procedures.board.notices import hidden_by
from procedures.counters import PARAMETER, SESSION_KEY
from procedures.models import ProcedureVersion
from procedures.search.recent import recent_codes

SECONDS_KEPT = 60
LONGEST_ADDRESS = 200
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(")')

View = Callable[..., HttpResponse]


def page_etag(request: HttpRequest, **_path: str) -> str | None:
    """Return the entity tag of a public page, or None for a signed-in reader, whose pages are never kept.

    It adds the cookies to what the page shows, because the page carries the token of their form protection.
    """
    if request.user.is_authenticated:
        return None
    return f'W/"{_digest(request.headers.get("Cookie", ""), *_shown(request))}"'


def kept_for_a_minute(view: View) -> View:
    """Keep what ``view`` answers to anonymous readers, and give each reader their own form token in it.

    Not kept: pages of signed-in readers, pages with a message to the reader, a choice being made, faults.
    """

    @functools.wraps(view)
    def kept(request: HttpRequest, **path: str) -> HttpResponse:
        if not _is_for_everyone(request):
            return view(request, **path)
        key = f"public-page:{_digest(*_shown(request))}"
        body: bytes | None = cache.get(key)
        if body is None:
            response = view(request, **path)
            if response.status_code == 200:
                cache.set(key, _TOKEN.sub(rb"\1\2", response.content), SECONDS_KEPT)
            return response
        return HttpResponse(body.replace(*_blank_and_own_token(request)))

    return kept


def _is_for_everyone(request: HttpRequest) -> bool:
    return (
        not request.user.is_authenticated
        and PARAMETER not in request.GET
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and not len(get_messages(request))
    )


def _blank_and_own_token(request: HttpRequest) -> tuple[bytes, bytes]:
    blank = b'name="csrfmiddlewaretoken" value=""'
    return blank, blank[:-1] + get_token(request).encode() + b'"'


def _shown(request: HttpRequest) -> tuple[object, ...]:
    """Return all that decides what an anonymous reader sees."""
    htmx = getattr(request, "htmx", None)
    return (
        request.get_full_path(),
        get_language(),
        request.session.get(SESSION_KEY, ""),
        htmx.target if htmx else "",
        hidden_by(request),
        *(recent_codes(request) if request.path == reverse("procedures:home") else ()),
        f"{timezone.localtime():%Y%m%d%H%M}",
        *_catalogue_stamp(request).values(),
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]


def catalogue_changed_at(request: HttpRequest, **_path: str) -> datetime | None:
    """Return when the catalogue last changed, for readers that only know dates.

    What starts or ends on a day changes it at midnight, without anything being written then.
    """
    changed: datetime | None = _catalogue_stamp(request)["changed_at"]
    if request.user.is_authenticated or changed is None:
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(changed, midnight)


def _catalogue_stamp(request: HttpRequest) -> dict[str, Any]:
    """Return what changes whenever a version is published, read once per request."""
    stamp: dict[str, Any] | None = getattr(request, "_catalogue_stamp", None)
    if stamp is None:
        stamp = ProcedureVersion.objects.aggregate(last=Max("id"), count=Count("id"), changed_at=Max("created_at"))
        request._catalogue_stamp = stamp  # type: ignore[attr-defined]
    return stamp
