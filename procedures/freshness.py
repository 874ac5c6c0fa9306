"""Conditional requests on public pages: who has seen the same page gets "not modified" instead."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from procedures.counters import SESSION_KEY
from procedures.models import Procedure, ProcedureVersion
from staff.models import Unit


def page_etag(request: HttpRequest, **_path: str) -> str | None:
    """Return the entity tag of a public page, or None for a signed-in reader, whose pages are never kept.

    The tag holds the catalogue as it stands, the units, the minute (promises move with the clock), the language,
    the chosen counter and the cookies, because the page carries the token of their form protection.
    """
    if request.user.is_authenticated:
        return None
    parts = (
        request.get_full_path(),
        get_language(),
        request.headers.get("Cookie", ""),
        request.session.get(SESSION_KEY, ""),
        str(getattr(getattr(request, "htmx", None), "target", "")),
        f"{timezone.localtime():%Y%m%d%H%M}",
        *_catalogue_stamp(),
    )
    digest = hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def catalogue_changed_at(request: HttpRequest, **_path: str) -> datetime | None:
    """Return when the catalogue last changed, for readers that only know dates."""
    if request.user.is_authenticated:
        return None
    changed: datetime | None = ProcedureVersion.objects.aggregate(at=Max("created_at"))["at"]
    return changed


def _catalogue_stamp() -> tuple[object, ...]:
    versions = ProcedureVersion.objects.aggregate(last=Max("id"), count=Count("id"))
    units = Unit.objects.aggregate(last=Max("id"), count=Count("id"))
    return versions["last"], versions["count"], units["last"], units["count"], Procedure.objects.count()
