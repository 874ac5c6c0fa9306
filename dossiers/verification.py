"""Verifying papers (kiểm tra văn bản): what anybody may learn about a paper of the office, by code or file.

Nothing is stored of what is asked. Of the applicant only the initials are told.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff import signing
from staff.models import Certificate
from staff.privacy import initials
from staff.rate_limit import too_many
from staff.signing_keys import roots

from . import documents, fee_receipts
from .models import FeeReceipt, IssuedDocument, Signature
from .services.signing import file_of
from .verification_code import PRINTED, normal_code

#: Page and API together answer no more than this to one address; checking a file costs more than finding a code.
TRIES_PER_MINUTE = 20
MAX_BYTES = 20 * 1024 * 1024


class Standing(StrEnum):
    """Kết luận kiểm tra."""

    INTACT = "intact"  # signed digitally, and nothing was changed since
    PRINT = "print"  # a print as the portal makes it; the signed file lies with the portal
    UNSIGNED = "unsigned"  # issued by the office and signed by hand
    CHANGED = "changed"  # not what was signed
    WITHDRAWN = "withdrawn"  # signed with a certificate that had been withdrawn
    UNKNOWN = "unknown"  # no paper of this office
    UNREADABLE = "unreadable"  # no PDF
    VOIDED = "voided"  # a receipt for money that was voided


WORDS = {
    Standing.INTACT: _("Genuine and intact: digitally signed, nothing was changed since."),
    Standing.PRINT: _("Agrees with the paper this office issued. The signed file itself lies with the office."),
    Standing.UNSIGNED: _(
        "This office issued the paper. It bears no digital signature; compare it with the facts below."
    ),
    Standing.CHANGED: _("Not intact: this is not what was signed. Do not rely on it."),
    Standing.WITHDRAWN: _("The certificate had been withdrawn when this was signed. Do not rely on it."),
    Standing.UNKNOWN: _("This office has issued no such paper."),
    Standing.UNREADABLE: _("This is not a PDF file that can be read."),
    Standing.VOIDED: _("This receipt was voided: the money was given back. Do not rely on it."),
}
_TONES = {
    Standing.INTACT: "good",
    Standing.PRINT: "good",
    Standing.UNSIGNED: "note",
    Standing.UNKNOWN: "care",
    Standing.UNREADABLE: "care",
}
_GOOD = frozenset({Standing.INTACT, Standing.PRINT, Standing.UNSIGNED})


@dataclass(frozen=True)
class Paper:
    """What the paper is, without naming anybody but who signed it."""

    title: str
    number: str
    unit: str
    procedure: str
    issued_at: dt.datetime
    applicant: str
    code: str
    replaces: str
    replaced_by: str
    replaced_code: str
    amount: int | None = None


@dataclass(frozen=True)
class Signed:
    """Who signed, when, and on whose word we believe it."""

    signer: str
    unit: str
    at: dt.datetime | None
    issuer: str
    has_timestamp: bool


@dataclass(frozen=True)
class Finding:
    """The answer."""

    standing: Standing
    paper: Paper | None = None
    signed: Signed | None = None

    @property
    def words(self) -> str:
        """The answer in one sentence."""
        return str(WORDS[self.standing])

    @property
    def tone(self) -> str:
        """How the page colours it."""
        return _TONES.get(self.standing, "bad")

    @property
    def is_good(self) -> bool:
        """Whether one may rely on it."""
        return self.standing in _GOOD


def tried_too_often(request: HttpRequest) -> bool:
    """Count one try of this address; whether it was one too many."""
    return too_many(request, "verification", per_minute=TRIES_PER_MINUTE)


def by_code(code: str) -> Finding:
    """The paper with this code; the stored file is checked as an uploaded one would be."""
    document = _document(code)
    if document is None:
        return _receipt_by_code(code) or Finding(Standing.UNKNOWN)
    signature = getattr(document, "signature", None)
    if signature is None:
        return Finding(Standing.UNSIGNED, _paper(document))
    with signature.file.open("rb") as content:
        return _of_signature(signature, content.read(), _paper(document))


def by_file(pdf: bytes) -> Finding:
    """The same of a file somebody received: only the very bytes that were signed count as intact."""
    known = (
        Signature.objects.filter(sha256=hashlib.sha256(pdf).hexdigest())
        .select_related("issued_document", "attachment__dossier__version", "attachment__dossier__receiving_unit")
        .first()
    )
    if known is not None and known.issued_document is not None:
        document = _document(known.issued_document.verification_code)
        return _of_signature(known, pdf, _paper(document) if document is not None else None)
    if known is not None:
        return _of_signature(known, pdf, _result(known))
    try:
        checked, words = signing.verify_pdf(pdf, roots()), signing.words_of(pdf)
    except signing.Unreadable:
        return Finding(Standing.UNREADABLE)
    found = PRINTED.findall(words)
    document = next((each for each in map(_document, reversed(found)) if each is not None), None)
    if document is not None:
        return _claiming(document, pdf)
    if receipt := next((each for each in map(_receipt, reversed(found)) if each is not None), None):
        return _claiming_receipt(receipt, pdf)
    is_ours = checked is not None and Certificate.objects.filter(serial=checked.serial).exists()
    return Finding(Standing.CHANGED if is_ours and checked is not None else Standing.UNKNOWN)


def _claiming(document: IssuedDocument, pdf: bytes) -> Finding:
    """A file that says it is this paper, but is not its signed file: a print of it, or something changed."""
    signature = getattr(document, "signature", None)
    if signature is None:
        prints = (documents.pdf(document, paper=paper) for paper in documents.papers_of(document.form))
    else:
        prints = (file_of(document, at=signature.at, paper=paper) for paper in documents.papers_of(document.form))
    if any(pdf == each for each in prints):
        return Finding(Standing.PRINT, _paper(document), _signed(signature) if signature else None)
    return Finding(Standing.CHANGED, _paper(document))


def _receipt_by_code(code: str) -> Finding | None:
    """The receipt for money with this code."""
    receipt = _receipt(code)
    if receipt is None:
        return None
    return Finding(Standing.UNSIGNED if receipt.voided_at is None else Standing.VOIDED, _of_receipt(receipt))


def _claiming_receipt(receipt: FeeReceipt, pdf: bytes) -> Finding:
    if receipt.voided_at is not None:
        return Finding(Standing.VOIDED, _of_receipt(receipt))
    is_print = any(pdf == fee_receipts.pdf(receipt, paper=paper) for paper in fee_receipts.PAPERS)
    return Finding(Standing.PRINT if is_print else Standing.CHANGED, _of_receipt(receipt))


def _of_signature(signature: Signature, pdf: bytes, paper: Paper | None) -> Finding:
    try:
        checked = signing.verify_pdf(pdf, roots())
    except signing.Unreadable:
        return Finding(Standing.CHANGED, paper)
    if checked is None or not checked.is_genuine or hashlib.sha256(pdf).hexdigest() != signature.sha256:
        return Finding(Standing.CHANGED, paper)
    withdrawn = Certificate.objects.filter(serial=signature.certificate_serial, revoked_at__lte=signature.at)
    if withdrawn.exists():
        return Finding(Standing.WITHDRAWN, paper, _signed(signature, checked))
    return Finding(Standing.INTACT, paper, _signed(signature, checked))


def _signed(signature: Signature, checked: signing.Checked | None = None) -> Signed:
    content: dict[str, Any] = signature.issued_document.content if signature.issued_document is not None else {}
    counter = content.get("counter", {}).get("name", "")
    return Signed(
        signer=signature.signer,
        unit=content.get("agency") or counter or (checked.organisation if checked is not None else ""),
        at=checked.signed_at if checked is not None else signature.at,
        issuer=checked.issuer if checked is not None else "",
        has_timestamp=checked.has_timestamp if checked is not None else signature.has_timestamp,
    )


def _document(code: str) -> IssuedDocument | None:
    related = ("dossier__receiving_unit", "signature", "replaces", "replaced_by", "issued_by")
    return IssuedDocument.objects.select_related(*related).filter(verification_code=normal_code(code)).first()


def _receipt(code: str) -> FeeReceipt | None:
    return FeeReceipt.objects.filter(verification_code=normal_code(code)).first()


def _of_receipt(receipt: FeeReceipt) -> Paper:
    return Paper(
        title=receipt.content["title"],
        number=str(receipt),
        unit=receipt.content["counter"]["name"],
        procedure=receipt.content["procedure"],
        issued_at=timezone.localtime(receipt.collected_at),
        applicant=initials(receipt.payer),
        code=receipt.verification_code,
        replaces="",
        replaced_by="",
        replaced_code="",
        amount=receipt.amount,
    )


def _paper(document: IssuedDocument) -> Paper:
    content = document.content
    newer = getattr(document, "replaced_by", None)
    return Paper(
        title=content["title"],
        number=document.number,
        unit=content.get("agency") or content["counter"]["name"],
        procedure=content["procedure"]["name"],
        issued_at=timezone.localtime(document.issued_at),
        applicant=initials(content["applicant"]["name"]),
        code=document.verification_code,
        replaces=document.replaces.number if document.replaces is not None else "",
        replaced_by=newer.number if newer is not None else "",
        replaced_code=newer.verification_code if newer is not None else "",
    )


def _result(signature: Signature) -> Paper | None:
    """A result file that was uploaded and signed: it has no number of its own."""
    if signature.attachment is None:
        return None
    dossier = signature.attachment.dossier
    return Paper(
        title=dossier.version.result or "Kết quả giải quyết thủ tục hành chính",
        number="",
        unit=dossier.receiving_unit.name,
        procedure=dossier.version.name,
        issued_at=timezone.localtime(signature.at),
        applicant=initials(dossier.applicant_name),
        code="",
        replaces="",
        replaced_by="",
        replaced_code="",
    )
