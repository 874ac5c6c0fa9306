"""Giấy tờ đã phát hành, as the dossier page lists them: how often each was printed, what replaces it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dossiers.models import Dossier, IssuedDocument
from dossiers.services import papers
from staff.models import AuditEntry

PRINTED = "document.printed"


@dataclass(frozen=True)
class PaperLine:
    """One issued paper as the dossier page lists it."""

    document: IssuedDocument
    prints: int
    last_print: AuditEntry | None
    replaced_by: IssuedDocument | None
    is_signed: bool
    may_correct: bool


def papers_section(user: Any, dossier: Dossier, documents: Sequence[IssuedDocument]) -> dict[str, Any]:
    """The papers with their prints, in one statement more; who may, corrects or prints the control sheet."""
    printed: dict[tuple[str, str], list[AuditEntry]] = {}
    if documents:
        entries = AuditEntry.objects.filter(target=dossier.reference, action=PRINTED).select_related("actor")
        for entry in entries.order_by("-at", "-pk"):
            printed.setdefault((entry.detail.get("form", ""), entry.detail.get("number", "")), []).append(entry)
    newer = {each.replaces_id: each for each in documents if each.replaces_id is not None}
    lines = []
    for each in documents:
        prints = printed.get((each.form, each.number), [])
        replaced_by = newer.get(each.pk)
        lines.append(
            PaperLine(
                document=each,
                prints=len(prints),
                last_print=prints[0] if prints else None,
                replaced_by=replaced_by,
                is_signed=getattr(each, "signature", None) is not None,
                may_correct=replaced_by is None and papers.may_correct(user, each, dossier),
            )
        )
    return {"paper_lines": lines, "may_print_control_sheet": dossier.received_at is not None}
