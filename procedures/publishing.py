"""Putting a version into force: the one place where versions are written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from procedures.models import Fee, Procedure, ProcedureVersion, RequiredDocument, RouteStep, VersionStatus
from staff.text import fold


@transaction.atomic
def publish(
    *,
    procedure: Procedure,
    starts_on: date,
    content: dict[str, Any],
    documents: list[RequiredDocument],
    fees: list[Fee],
    steps: list[RouteStep],
) -> ProcedureVersion:
    """Publish the next version of ``procedure`` from ``starts_on`` and end the versions before it.

    ``documents``, ``fees`` and ``steps`` are unsaved rows in their order. Versions that would overlap end
    the day before; one that would have started later never comes into force.
    """
    # Two officials publishing at once wait here for each other.
    procedure = Procedure.objects.select_for_update().select_related("field").get(pk=procedure.pk)
    last = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    _end_versions_before(procedure, starts_on)
    version = ProcedureVersion(procedure=procedure, number=last + 1, valid_from=starts_on, **content)
    version.search_text = search_text(version)
    version.save()
    for position, document in enumerate(documents, start=1):
        document.version, document.position = version, position
    for position, fee in enumerate(fees, start=1):
        fee.version, fee.position = version, position
    RequiredDocument.objects.bulk_create(documents)
    Fee.objects.bulk_create(fees)
    for position, step in enumerate(steps, start=1):
        step.version, step.position = version, position
    RouteStep.objects.bulk_create(steps)
    return version


def search_text(version: ProcedureVersion) -> str:
    """Return what the catalogue search looks through: names, codes and field, without diacritics."""
    procedure = version.procedure
    others = version.source_entry.get("alt_code") or []
    codes = [procedure.code, *(others if isinstance(others, list) else [others])]
    return fold(" ".join([version.name, version.full_name, *codes, procedure.field.name]))


def _end_versions_before(procedure: Procedure, starts_on: date) -> None:
    eve = starts_on - timedelta(days=1)
    overlapping = procedure.versions.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=eve))
    for version in overlapping.order_by("number"):
        # A version replaced before its first day is over keeps an empty period: it ends before it starts.
        version.valid_to = eve if version.valid_from <= eve else version.valid_from - timedelta(days=1)
        version.status = VersionStatus.SUPERSEDED
        version.save(update_fields=["valid_to", "status"])
