"""What is asked for most (thủ tục được nộp nhiều), for pages that may not import this app."""

from __future__ import annotations

import datetime as dt

from django import template
from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from dossiers.models import Dossier
from procedures.models import ProcedureVersion
from staff.models import Unit

register = template.Library()

_MOST = 6
_RECENT = dt.timedelta(days=30)
_KEPT_SECONDS = 3600


@register.simple_tag
def often_asked() -> list[dict[str, str]]:
    """Procedures received most in the last 30 days, by code and name; counted once an hour."""
    found: list[dict[str, str]] | None = cache.get("often-asked")
    if found is None:
        found = _counted(timezone.now())
        cache.set("often-asked", found, _KEPT_SECONDS)
    return found


def _counted(now: dt.datetime) -> list[dict[str, str]]:
    # by counter: the index of what each received last answers it, however many years lie before
    counters = Unit.objects.with_counter(timezone.localdate(now)).values("pk")
    received = Dossier.objects.filter(receiving_unit__in=counters, received_at__gte=now - _RECENT)
    counted = received.order_by().values_list("version__procedure").annotate(count=Count("*"))
    wanted = [procedure for procedure, _count in counted.order_by("-count", "version__procedure")[:_MOST]]
    rows = ProcedureVersion.objects.in_force(timezone.localdate(now)).filter(procedure__in=wanted)
    named = {
        row["procedure"]: {"code": row["procedure__code"], "name": row["name"]}
        for row in rows.values("procedure", "procedure__code", "name")
    }
    return [named[pk] for pk in wanted if pk in named]
