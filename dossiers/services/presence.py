"""Who has a dossier open now (người đang mở hồ sơ): a heartbeat of the page, so that two people see each other."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from dossiers.models import Dossier, Presence
from staff.models import User

#: A page that was not heard of for so long is closed, or its computer sleeps.
GONE_AFTER = dt.timedelta(seconds=50)
#: Rows older than this are swept away by whoever comes next.
_KEPT_FOR = dt.timedelta(hours=1)


def look(*, dossier: Dossier, by: User, at: dt.datetime) -> list[User]:
    """Note that `by` has the dossier open (đang mở hồ sơ); returns who else has, by name."""
    Presence.objects.update_or_create(dossier=dossier, user=by, defaults={"seen_at": at})
    Presence.objects.filter(seen_at__lt=at - _KEPT_FOR).delete()
    return [each.user for each in others_at(dossier, besides=by, at=at)]


def leave(*, dossier: Dossier, by: User) -> None:
    """The page was closed (đóng hồ sơ)."""
    Presence.objects.filter(dossier=dossier, user=by).delete()


def others_at(dossier: Dossier, *, besides: User, at: dt.datetime) -> QuerySet[Presence]:
    """Others who have the dossier open at this moment."""
    fresh = Presence.objects.filter(dossier=dossier, seen_at__gt=at - GONE_AFTER).exclude(user=besides)
    return fresh.select_related("user").order_by("user__full_name", "user_id")
