"""What every way in writes on a dossier: the applicant, the request, the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dossiers.models import Dossier, DossierEvent, DossierPaper, IssuedDocument, Leg, Principal, PromiseMove
from dossiers.rules import Applicant, HandedIn
from procedures.models import RequiredDocument
from staff.text import fold


@dataclass
class Written:
    """Rows made beside a dossier when it was received, for who shows them without reading them again."""

    principal: Principal | None = None
    papers: list[DossierPaper] = field(default_factory=list)
    event: DossierEvent | None = None
    promise_move: PromiseMove | None = None
    document: IssuedDocument | None = None
    leg: Leg | None = None


def search_text_of(dossier: Dossier) -> str:
    """Folded name, code, reference and numbers: what the search box of the office looks through."""
    parts = (
        dossier.applicant_name,
        dossier.code or "",
        dossier.reference,
        dossier.identity_number,
        dossier.phone,
    )
    return fold(" ".join(part for part in parts if part))[:400]


def write_applicant(dossier: Dossier, applicant: Applicant) -> None:
    """Put the applicant on the dossier, as tidied by `rules.tidy_applicant`."""
    dossier.applicant_kind = applicant.kind
    dossier.applicant_name = applicant.name
    dossier.identity_number = applicant.identity_number
    dossier.phone = applicant.phone
    dossier.email = applicant.email
    dossier.address = applicant.address
    dossier.tell_by = applicant.tell_by
    dossier.language = applicant.language


def write_request(dossier: Dossier, *, request: str, delivery: str, note: str = "") -> None:
    """Put what is asked for on the dossier; by default the name of the procedure."""
    dossier.request = request.strip() or dossier.version.name
    dossier.delivery = delivery
    dossier.note = note.strip()


def write_papers(
    dossier: Dossier, documents_of: Sequence[RequiredDocument], papers: Sequence[HandedIn]
) -> list[DossierPaper]:
    """Write the papers that came in, by their published names."""
    by_id = {document.pk: document for document in documents_of}
    rows = []
    for paper in papers:
        document = by_id.get(paper.document_id) if paper.document_id is not None else None
        rows.append(
            DossierPaper(
                dossier=dossier,
                required_document=document,
                name=document.name if document is not None else paper.name.strip(),
                originals=paper.originals,
                copies=paper.copies,
                is_shown_only=document is not None and not document.is_uploadable,
                fault=paper.fault.strip(),
            )
        )
    return DossierPaper.objects.bulk_create(rows)
