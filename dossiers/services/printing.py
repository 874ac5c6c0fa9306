"""Receipts of many dossiers in one print (in hàng loạt)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dossiers import documents
from dossiers.models import Dossier, IssuedDocument
from staff.pdf_pages import joined

from .signing import file_of


@dataclass(frozen=True)
class Printed:
    """One file for the printer, and the papers in it."""

    pdf: bytes
    papers: list[IssuedDocument]


def receipts_of(dossiers: Iterable[Dossier]) -> list[IssuedDocument]:
    """The newest receipt of each dossier that has one, in the order of the dossiers."""
    keys = [dossier.pk for dossier in dossiers]
    found: QuerySet[IssuedDocument] = IssuedDocument.objects.filter(
        dossier__in=keys, form=IssuedDocument.Form.RECEIPT, replaced_by__isnull=True
    )
    newest = {each.dossier_id: each for each in found.select_related("dossier__receiving_unit", "issued_by")}
    return [newest[key] for key in keys if key in newest]


def print_receipts(papers: Sequence[IssuedDocument], *, at: dt.datetime, paper: documents.Paper = "a4") -> Printed:
    """The receipts as they are handed out, one after another in one file (in giấy tiếp nhận hàng loạt)."""
    return Printed(joined(file_of(each, at=at, paper=paper) for each in papers), list(papers))
