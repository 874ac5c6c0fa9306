"""Which counters receive a procedure (nơi tiếp nhận)."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from procedures.models import ProcedureVersion
from staff.models import Unit


def units_receiving(version: ProcedureVersion, on: dt.date) -> QuerySet[Unit]:
    """Units in force on day `on` whose counter receives this procedure, by their level."""
    kinds: list[str] = []
    if version.received_at_commune:
        kinds += Unit.COMMUNE_KINDS
    if version.received_at_district:
        kinds.append(Unit.Kind.DISTRICT)
    return Unit.objects.with_counter(on).filter(kind__in=kinds).order_by("name")
