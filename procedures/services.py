"""Acts on the catalogue."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from procedures.errors import LimitAlreadyPublished, StaleVersion
from procedures.limits import LARGEST_VALUE, LimitMode, smallest_value
from procedures.models import Fee, Procedure, ProcedureVersion, RequiredDocument
from procedures.publishing import publish
from staff.audit import record

if TYPE_CHECKING:
    from staff.models import User

#: Content that belongs to one version and is not carried into the next version.
_OF_THE_ROW = frozenset({"procedure_id", "number", "valid_from"})


@transaction.atomic
def set_time_limit(
    version: ProcedureVersion,
    *,
    mode: str,
    value: int,
    ground: str,
    by: User,
    at: datetime,
    cutoff: time | None = None,
) -> ProcedureVersion:
    """Set the limit (thời hạn giải quyết) of a procedure published without one, and return the new version.

    ``value`` counts in the unit of ``mode``; ``ground`` names the paper or decision it rests on. The version in
    force today is replaced by the next from the day of ``at``. Setting it again corrects the office's own limit.

    Raises ``LimitAlreadyPublished`` when the limit comes from the published catalogue, ``StaleVersion`` when
    ``version`` is no longer the open one, and ``ValueError`` for a value out of range.
    """
    Procedure.objects.select_for_update().get(pk=version.procedure_id)
    current = ProcedureVersion.objects.select_related("procedure__field").get(pk=version.pk)
    if current.valid_to is not None:
        raise StaleVersion(current.pk)
    if current.is_receivable and current.limit_set_by_id is None:
        raise LimitAlreadyPublished(current.pk)
    limit_mode = LimitMode(mode)
    if not smallest_value(limit_mode) <= value <= LARGEST_VALUE[limit_mode]:
        raise ValueError(f"{value} is out of range for {mode}")
    content = carried_content(current)
    content.update(
        limit_mode=mode, limit_value=value, cutoff=cutoff, limit_ground=ground.strip(), limit_set_by_id=by.pk
    )
    new = publish(
        procedure=current.procedure,
        starts_on=max(timezone.localdate(at), current.valid_from),
        content=content,
        documents=[RequiredDocument(**_copied(document)) for document in current.documents.all()],
        fees=[Fee(**_copied(fee)) for fee in current.fees.all()],
    )
    record(
        "procedure.limit_set", actor=by, target=current.procedure.code, mode=mode, value=value, version=new.number
    )
    return new


def carried_content(version: ProcedureVersion) -> dict[str, object]:
    """Return the content the next version starts from."""
    return {name: getattr(version, name) for name in version.content_fields() if name not in _OF_THE_ROW}


def _copied(row: RequiredDocument | Fee) -> dict[str, Any]:
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in ("id", "version_id")}
