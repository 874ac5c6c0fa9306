"""The press (in tờ niêm yết): sheets with their paper, day, address and QR code as one PDF/A."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from procedures.wall import sheets
from procedures.wall.printed import printed
from procedures.wall.sheets import Content
from staff.printing import qr_svg, render_pdf


@dataclass(frozen=True)
class Proof:
    """One sheet to be printed: what it says, on which paper, and the day written at its foot."""

    content: Content
    size: str
    day: dt.date
    unit_code: str = ""
    field_slug: str = ""


def pdf_of(proofs: Sequence[Proof], *, at: dt.datetime) -> bytes:
    """All sheets in one file, in their order."""
    given = [_sheet(proof) for proof in proofs]
    title = given[0]["title"] if len(given) == 1 else "Các tờ niêm yết"
    data = {"title": title, "author": given[0]["head"]["unit"], "sheets": given}
    return render_pdf("niem_yet", data, at=timezone.localtime(at))


def _sheet(proof: Proof) -> dict[str, Any]:
    url = f"{settings.PUBLIC_BASE_URL}{_path(proof)}"
    return printed(proof.content) | {
        "paper": proof.size,
        "day": f"{proof.day:%d/%m/%Y}",
        "url": url,
        "shown_url": url.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "qr_svg": qr_svg(url),
    }


def _path(proof: Proof) -> str:
    """The page that always says what the sheet said on its day."""
    match proof.content["kind"]:
        case sheets.PROCEDURE:
            return reverse("procedures:detail", args=[proof.content["code"]])
        case sheets.FIELD:
            return f"{reverse('procedures:catalogue')}?field={proof.field_slug}"
        case sheets.FEES:
            return reverse("procedures:catalogue")
        case sheets.RULES:
            return reverse("procedures:posting", args=[proof.unit_code])
    return reverse("procedures:people", args=[proof.unit_code])
