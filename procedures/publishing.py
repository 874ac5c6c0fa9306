"""Putting a version into force: the one place where versions are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from procedures.models import (
    BlankForm,
    Fee,
    Procedure,
    ProcedureVersion,
    RequiredDocument,
    RouteStep,
    VersionStatus,
)
from procedures.search.findable import as_heard, as_written


@transaction.atomic
def publish(
    *,
    procedure: Procedure,
    starts_on: date,
    content: dict[str, Any],
    documents: list[RequiredDocument],
    fees: list[Fee],
    steps: list[RouteStep],
    forms: list[BlankForm],
) -> ProcedureVersion:
    """Publish the next version of ``procedure`` from ``starts_on`` and end the versions before it.

    ``documents``, ``fees``, ``steps`` and ``forms`` are unsaved rows in their order. Versions that would overlap
    end the day before; one that would have started later never comes into force. A closing that is still to come
    closes the new version too; a procedure that has ended is open again.
    """
    # Two officials publishing at once wait here for each other.
    procedure = Procedure.objects.select_for_update().select_related("field").get(pk=procedure.pk)
    last = procedure.versions.order_by("-number").first()
    last_day = last.valid_to if last is not None and last.valid_to and last.valid_to >= starts_on else None
    if last_day is None and procedure.replaced_by_id is not None:
        procedure.replaced_by = None
        procedure.save(update_fields=["replaced_by"])
    _end_versions_before(procedure, starts_on)
    number = last.number + 1 if last is not None else 1
    version = ProcedureVersion(
        procedure=procedure, number=number, valid_from=starts_on, valid_to=last_day, **content
    )
    write_search(version)
    version.save()
    rows: tuple[Sequence[RequiredDocument | Fee | RouteStep | BlankForm], ...] = (documents, fees, steps, forms)
    for each in rows:
        for position, row in enumerate(each, start=1):
            row.version, row.position = version, position
    RequiredDocument.objects.bulk_create(documents)
    Fee.objects.bulk_create(fees)
    RouteStep.objects.bulk_create(steps)
    BlankForm.objects.bulk_create(forms)
    return version


def write_search(version: ProcedureVersion) -> None:
    """Work out what the catalogue search looks through: names, codes, field, everyday words, also by sound."""
    procedure = version.procedure
    others = version.source_entry.get("alt_code") or []
    said: dict[str, Any] = {
        "name": version.name,
        "everyday": procedure.everyday_words,
        "full_name": version.full_name,
        "codes": [procedure.code, *(others if isinstance(others, list) else [others])],
        "field": procedure.field.name,
    }
    version.search_text, version.sound_text = as_written(**said), as_heard(**said)


def refresh_search(procedure: Procedure) -> None:
    """Work out anew how the versions of a procedure are found, after its field or its everyday words changed."""
    for version in procedure.versions.select_related("procedure__field"):
        write_search(version)
        version.save(update_fields=["search_text", "sound_text"])


def _end_versions_before(procedure: Procedure, starts_on: date) -> None:
    eve = starts_on - timedelta(days=1)
    overlapping = procedure.versions.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=eve))
    for version in overlapping.order_by("number"):
        # A version replaced before its first day is over keeps an empty period: it ends before it starts.
        version.valid_to = eve if version.valid_from <= eve else version.valid_from - timedelta(days=1)
        version.status = VersionStatus.SUPERSEDED
        version.save(update_fields=["valid_to", "status"])
