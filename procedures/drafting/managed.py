"""What the manager's catalogue asks (danh mục của người quản lý): one row a procedure, by its latest version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from procedures.expiring.expiry import running_out
from procedures.models import ProcedureDraft, ProcedureVersion
from procedures.querysets import ProcedureVersionQuerySet

DRAFT, IN_REVIEW, COMING, EXPIRING, WITHOUT_LIMIT, CLOSED = (
    "du-thao",
    "tham-dinh",
    "sap-hieu-luc",
    "sap-het",
    "chua-thoi-han",
    "da-bai-bo",
)


def latest_versions() -> ProcedureVersionQuerySet:
    """The version published last of each procedure, in force or not."""
    newer = ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), number__gt=OuterRef("number"))
    found: ProcedureVersionQuerySet = ProcedureVersion.objects.filter(~Exists(newer))
    return found


def narrowed(versions: Any, state: str, today: date) -> Any:
    """Versions in one state; an unknown or empty word asks for nothing."""
    match state:
        case "du-thao":
            return versions.filter(_with_draft(ProcedureDraft.Status.DRAFT))
        case "tham-dinh":
            return versions.filter(_with_draft(ProcedureDraft.Status.IN_REVIEW))
        case "sap-hieu-luc":
            return versions.filter(valid_from__gt=today)
        case "sap-het":
            codes = {code for thing in running_out(today) for code in thing.procedures}
            return versions.filter(procedure__code__in=codes)
        case "chua-thoi-han":
            return versions.not_established().filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        case "da-bai-bo":
            return versions.filter(valid_to__lt=today)
    return versions


def open_drafts(procedure_ids: list[int]) -> dict[int | None, ProcedureDraft]:
    """The open draft of each of these procedures, at most one."""
    rows = ProcedureDraft.objects.filter(procedure__in=procedure_ids, status__in=ProcedureDraft.OPEN)
    return {draft.procedure_id: draft for draft in rows.defer("entry").select_related("prepared_by")}


def waiting_drafts() -> QuerySet[ProcedureDraft]:
    """Open drafts, those in review first."""
    rows = ProcedureDraft.objects.filter(status__in=ProcedureDraft.OPEN)
    return rows.select_related("prepared_by", "base").order_by("-status", "-updated_at", "-pk")


def _with_draft(status: str) -> Exists:
    return Exists(ProcedureDraft.objects.filter(procedure=OuterRef("procedure"), status=status))
