"""Signing of papers (ký số): the person's own signature on decisions, the unit's seal on the counter's papers."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import documents, file_types, shift_sheets, slips
from dossiers.document_heading import acting_unit, agency_of
from dossiers.errors import Faults
from dossiers.models import Attachment, HandoverSlip, IssuedDocument, Shift, Signature
from staff.access import delegation_for
from staff.models import Certificate, Unit, User
from staff.roles import Role
from staff.signing import TRIAL, Unreadable, Unsigned, sign_pdf
from staff.signing_keys import NoKey, forget_tokens, key_in
from staff.stored_files import remember

log = logging.getLogger(__name__)

Form = IssuedDocument.Form

#: What the counter hands out bears the seal of its unit.
SEALED_FORMS = frozenset({Form.RECEIPT, Form.SUPPLEMENT, Form.REFUSAL, Form.STOP})


def sign_document(document: IssuedDocument, *, by: User, at: dt.datetime) -> Signature | None:
    """Sign an issued paper with the person's own certificate (ký số văn bản); None when they have none.

    Runs inside the caller's transaction. Raises Faults when the certificate has ended or was withdrawn, or when
    the key or the time-stamp authority does not answer.
    """
    certificate = _in_force(Certificate.objects.filter(official__user=by), at)
    if certificate is None:
        return None
    unit = acting_unit(document.dossier, by)
    pdf = documents.pdf(document, sealed=_sealed(certificate.subject, agency_of(unit), at, certificate.issuer))
    signed = _signed(pdf, certificate, at=at, reason=document.content["title"], location=unit.place)
    return _store(signed, certificate, by=by, at=at, unit_id=unit.pk, issued_document=document)


def sign_results(results: Iterable[Attachment], *, by: User, at: dt.datetime) -> list[Signature]:
    """Sign the PDF files of a result (ký số kết quả); other files, and all without a certificate, stay.

    Runs inside the caller's transaction. Raises Faults as `sign_document` does, and for a file that is protected.
    """
    certificate = _in_force(Certificate.objects.filter(official__user=by), at)
    if certificate is None:
        return []
    made = []
    for result in results:
        if result.content_type != file_types.PDF:
            continue
        unit = acting_unit(result.dossier, by)
        with result.file.open("rb") as content:
            pdf = content.read()
        try:
            signed = _signed(pdf, certificate, at=at, reason=_("Result of the procedure"), location=unit.place)
        except Unreadable as error:
            text = _("“%(name)s” cannot be signed: it is protected, damaged or closed by an earlier signature.")
            raise Faults({"": [text % {"name": result.name}]}) from error
        made.append(_store(signed, certificate, by=by, at=at, unit_id=unit.pk, attachment=result))
    return made


def sign_shift(shift: Shift, *, by: User, at: dt.datetime) -> Signature | None:
    """Sign the sheet of a closed shift (ký biên bản kết ca), as `_sign_sheet` does."""
    return _sign_sheet(
        lambda sealed: shift_sheets.pdf(shift, sealed=sealed),
        title=shift.content["title"],
        unit=shift.unit,
        by=by,
        at=at,
        shift=shift,
    )


def sign_slip(slip: HandoverSlip, *, by: User, at: dt.datetime) -> Signature | None:
    """Sign a hand-over slip for the side that gives (ký phiếu bàn giao), as `_sign_sheet` does."""
    return _sign_sheet(
        lambda sealed: slips.pdf(slip, sealed=sealed),
        title=slip.content["title"],
        unit=slip.from_unit,
        by=by,
        at=at,
        slip=slip,
    )


def _sign_sheet(
    draw: Callable[[dict[str, str]], bytes],
    *,
    title: str,
    unit: Unit,
    by: User,
    at: dt.datetime,
    **thing: Shift | HandoverSlip,
) -> Signature | None:
    """Sign an inner sheet with the official's own key, else with the unit's seal.

    Runs inside the caller's transaction. Without a key that works the sheet is printed and signed by hand: a till
    must be closed, and papers go on, whatever happens to a key.
    """
    own = Certificate.objects.filter(official__user=by)
    try:
        with transaction.atomic():
            certificate = _in_force(own, at) or _in_force(Certificate.objects.filter(unit=unit), at)
            if certificate is None:
                return None
            pdf = draw(_sealed(certificate.subject, "", at, certificate.issuer))
            signed = _signed(pdf, certificate, at=at, reason=title, location=unit.place)
            return _store(signed, certificate, by=by, at=at, unit_id=None, **thing)
    except Faults as faults:
        log.warning("a sheet of %s goes out unsigned: %s", unit.code, faults)
        return None


def file_of_shift(shift: Shift) -> bytes:
    """The sheet as it is handed on: the signed file where there is one."""
    return _signed_file(Signature.objects.filter(shift=shift).first()) or shift_sheets.pdf(shift)


def file_of_slip(slip: HandoverSlip) -> bytes:
    """The slip as it is handed on: the signed file where there is one."""
    return _signed_file(Signature.objects.filter(slip=slip).first()) or slips.pdf(slip)


def _signed_file(signature: Signature | None) -> bytes:
    if signature is None:
        return b""
    with signature.file.open("rb") as content:
        return bytes(content.read())


def file_of(document: IssuedDocument, *, at: dt.datetime, paper: documents.Paper = "a4") -> bytes:
    """The paper as it is handed out: the signed file where there is one; the counter's papers get their seal now.

    On A5 and 80 mm it is a print of the signed paper, which names the signature but does not carry it.
    """
    signature = _signature_of(document) or _seal(document, at=at)
    if signature is None:
        return documents.pdf(document, paper=paper)
    if paper == "a4":
        with signature.file.open("rb") as content:
            return bytes(content.read())
    certificate = Certificate.objects.filter(serial=signature.certificate_serial).first()
    issuer = certificate.issuer if certificate is not None else ""
    unit = document.content.get("agency", "")
    return documents.pdf(document, paper=paper, sealed=_sealed(signature.signer, unit, signature.at, issuer))


def _seal(document: IssuedDocument, *, at: dt.datetime) -> Signature | None:
    """Put the unit's seal on a counter's paper, once; None when the unit has no seal that works now.

    A counter must be able to print whatever happens to its seal, so a fault is logged and the paper goes out as it
    always did, to be signed by hand.
    """
    # papers from before there was a code to verify them were signed by hand
    if Form(document.form) not in SEALED_FORMS or "verification" not in document.content:
        return None
    # what was replaced is printed as it was issued; a seal of today would vouch for it
    if IssuedDocument.objects.filter(replaces=document).exists():
        return None
    unit = document.dossier.receiving_unit
    seals = Certificate.objects.filter(unit=unit)
    if not seals.exists():
        return None
    try:
        with transaction.atomic():
            # two who ask at the same moment get the same file
            locked = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
            if (made := _signature_of(locked)) is not None:
                return made
            certificate = _in_force(seals, at)
            if certificate is None:
                return None
            sealed = _sealed(certificate.subject, "", at, certificate.issuer)
            signed = _signed(
                documents.pdf(document, sealed=sealed),
                certificate,
                at=at,
                reason=document.content["title"],
                location=unit.place,
            )
            return _store(signed, certificate, by=document.issued_by, at=at, issued_document=document)
    except Faults as faults:
        log.warning("paper %s of %s goes out without seal: %s", document.pk, unit.code, faults)
        return None


def _signature_of(document: IssuedDocument) -> Signature | None:
    return Signature.objects.filter(issued_document=document).first()


def _in_force(certificates: QuerySet[Certificate], at: dt.datetime) -> Certificate | None:
    """The newest certificate good at that moment; None without any. Raises Faults when there are only bad ones."""
    found = list(certificates.order_by("-not_before", "-pk"))
    for certificate in found:
        is_withdrawn = certificate.revoked_at is not None and certificate.revoked_at <= at
        if certificate.not_before <= at <= certificate.not_after and not is_withdrawn:
            return certificate
    if not found:
        return None
    newest = found[0]
    if newest.revoked_at is not None and newest.revoked_at <= at:
        text, moment = (
            _("The certificate of %(holder)s was withdrawn on %(day)s; nothing can be signed with it."),
            (newest.revoked_at),
        )
    elif newest.not_after < at:
        text, moment = (
            _("The certificate of %(holder)s ended on %(day)s; a new one is needed to sign."),
            (newest.not_after),
        )
    else:
        text, moment = _("The certificate of %(holder)s is valid only from %(day)s on."), newest.not_before
    raise Faults({"": [text % {"holder": newest.subject, "day": f"{timezone.localtime(moment):%d/%m/%Y}"}]})


def _sealed(name: str, unit: str, at: dt.datetime, issuer: str) -> dict[str, str]:
    """What is printed where one would sign by hand."""
    signed_at = f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"
    return {"name": name, "unit": unit, "at": signed_at, "note": TRIAL if issuer == TRIAL else ""}


def _signed(pdf: bytes, certificate: Certificate, *, at: dt.datetime, reason: str, location: str) -> bytes:
    try:
        return sign_pdf(
            pdf,
            key_in(certificate.slot),
            at=at,
            reason=reason,
            location=location,
            tsa_url=settings.SIGNING_TSA_URL,
        )
    except NoKey as error:
        log.error("certificate %s cannot sign: %s", certificate.serial, error)
        text = _("The signing key of %(holder)s cannot be reached. Tell the IT officer; nothing was signed.")
        raise Faults({"": [text % {"holder": certificate.subject}]}) from error
    except Unsigned as error:
        log.error("certificate %s did not sign: %s", certificate.serial, error)
        forget_tokens()
        text = _("The paper could not be signed: key or time-stamp authority did not answer. Try again.")
        raise Faults({"": [text]}) from error


def _store(
    signed: bytes,
    certificate: Certificate,
    *,
    by: User,
    at: dt.datetime,
    unit_id: int | None = None,
    **signed_thing: IssuedDocument | Attachment | Shift | HandoverSlip,
) -> Signature:
    delegation = delegation_for(by, Role.LEADER, unit_id) if unit_id is not None else None
    signature = Signature(
        **signed_thing,
        sha256=hashlib.sha256(signed).hexdigest(),
        at=at,
        by=by,
        signer=certificate.subject,
        certificate_serial=certificate.serial,
        has_timestamp=bool(settings.SIGNING_TSA_URL),
        delegation_id=delegation.pk if delegation is not None else None,
    )
    signature.file.save("", ContentFile(signed), save=False)
    remember(signature.file)
    signature.save()
    return signature
