"""Announcements (thông báo, tin tuyên truyền) as readers see them: shown now, pinned, put away."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from procedures.models import Announcement

#: Cookie with the pinned notices this reader has put away, each by key and by when it was last changed.
COOKIE = "hidden_notices"
SECONDS_HIDDEN = 60 * 24 * 3600
MOST_HIDDEN = 12
#: More at once nobody reads.
MOST_PINNED = 4
_MOST_READ = 30
_MARK = re.compile(r"\d{1,12}-\d{1,12}", re.ASCII)


def shown(at: datetime) -> QuerySet[Announcement]:
    """Announcements shown at this moment, the latest first."""
    begun = Announcement.objects.filter(Q(shown_to__isnull=True) | Q(shown_to__gt=at), shown_from__lte=at)
    return begun.select_related("unit")


def pinned(
    at: datetime, unit_ids: Collection[int], codes: Collection[str] = (), hidden: str = ""
) -> list[Announcement]:
    """What stands on top of a page: pinned notices of these units (by key or code) the reader has not put away.

    Warnings and maintenance go before news.
    """
    put_away = set(_marks(hidden))
    of_these = Q(unit__in=unit_ids) | Q(unit__code__in=codes)
    rows = shown(at).filter(of_these, is_pinned=True)[:_MOST_READ]
    found = [each for each in rows if mark_of(each) not in put_away]
    return sorted(found, key=lambda each: each.kind == Announcement.Kind.NEWS)[:MOST_PINNED]


def mark_of(announcement: Announcement) -> str:
    """What names a notice in the cookie: a changed notice has another mark and is shown again."""
    return f"{announcement.pk}-{int(announcement.updated_at.timestamp())}"


def hidden_by(request: HttpRequest) -> str:
    """The marks of the notices this reader has put away, in one line; never anything else a cookie may hold."""
    return ".".join(_marks(request.COOKIES.get(COOKIE, "")))


def with_hidden(marks: str, announcement: Announcement) -> str:
    """The cookie once this notice is put away too."""
    mark = mark_of(announcement)
    return ".".join([mark, *(each for each in _marks(marks) if each != mark)][:MOST_HIDDEN])


def _marks(text: str) -> list[str]:
    return [mark for mark in text.split(".")[:MOST_HIDDEN] if _MARK.fullmatch(mark)]
