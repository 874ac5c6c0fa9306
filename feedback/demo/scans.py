"""Invented papers as real PDF files (tệp đính kèm giả định), attached through the same door as a citizen's."""

from __future__ import annotations

import datetime as dt
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.models import Dossier
from dossiers.services.attaching import attach
from dossiers.wording import day_in_words
from procedures.models import RequiredDocument
from staff.models import User
from staff.printing import render_pdf
from staff.text import fold


def attach_scans(dossier: Dossier, *, by: User, at: dt.datetime) -> None:
    """Attach one PDF for each mandatory paper that is handed in."""
    for document in dossier.version.documents.all():
        if document.mandatory and document.is_uploadable:
            attach(dossier=dossier, upload=scan(dossier, document, at=at), document=document, by=by, at=at)


def scan(dossier: Dossier, document: RequiredDocument, *, at: dt.datetime) -> SimpleUploadedFile:
    """One page with the applicant's particulars, marked as invented."""
    pdf = render_pdf(
        "giay_to_mau",
        {
            "title": document.name[:120],
            "unit": dossier.receiving_unit.name,
            "lines": [
                ["Họ và tên", dossier.applicant_name],
                ["Số định danh cá nhân", dossier.identity_number],
                ["Nơi cư trú", dossier.address],
                ["Số điện thoại", dossier.phone],
                ["Nội dung đề nghị", dossier.version.name],
            ],
            "place_and_day": f"{dossier.receiving_unit.place}, {day_in_words(at.date())}",
            "name": dossier.applicant_name,
        },
        at=at,
    )
    name = "-".join(re.findall(r"[a-z0-9]+", fold(document.name))[:6])
    return SimpleUploadedFile(f"{name}.pdf", pdf, content_type="application/pdf")
