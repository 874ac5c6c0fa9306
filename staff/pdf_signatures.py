"""The work behind `signing` (ký và kiểm tra chữ ký theo PAdES), on the library for it.

Loading that library takes half a second and 45 MB, so only `signing` imports this, and not before it is asked.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
from asn1crypto import x509
from pkcs11.exceptions import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation import (
    SignatureCoverageLevel,
    ValidationContext,
    read_certification_data,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError

from .signing import Checked, Unreadable, Unsigned, serial_of

# Seconds: a leader waits for the time-stamp no longer than for a page.
_TSA_TIMEOUT = 5
# Whatever is wrong inside a file that strangers send, these are the ways in which reading it fails.
_UNREADABLE = (
    PdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OverflowError,
    AssertionError,
    NotImplementedError,
    zlib.error,
    struct.error,
)


class _SignerAt(PdfSigner):
    """Writes the moment of the act, not that of the file, as time of signing."""

    def __init__(self, *arguments: Any, at: dt.datetime, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session


class _Appending(IncrementalPdfFileWriter):
    """Adds the signature only: the file's description, which the archive standard checks, stays."""

    def _update_meta(self) -> None: ...


def sign_pdf(
    pdf: bytes, key: Signer, *, at: dt.datetime, reason: str = "", location: str = "", tsa_url: str = ""
) -> bytes:
    """See `signing.sign_pdf`."""
    with _reading():
        writer = _Appending(io.BytesIO(pdf), strict=False)
        count = len(writer.prev.embedded_signatures)
        if writer.prev.encrypted:
            raise Unreadable("encrypted")
        certified = read_certification_data(writer.prev)
        if certified is not None and certified.permission == fields.MDPPerm.NO_CHANGES:
            raise Unreadable("closed by an earlier signature")
    timestamper = RequestsHTTPTimeStamper(tsa_url, timeout=_TSA_TIMEOUT) if tsa_url else None
    field_name = f"ChuKySo{count + 1}"
    meta = PdfSignatureMetadata(
        field_name=field_name,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason or None,
        location=location or None,
        certify=count == 0,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    place = fields.SigFieldSpec(
        field_name,
        # The archive standard forbids a hidden field, the accessibility standard an untagged one on the page.
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
        readable_field_name="Chữ ký số",
    )
    try:
        signer = _SignerAt(meta, key, timestamper=timestamper, new_field_spec=place, at=at)
        return bytes(signer.sign_pdf(writer).getvalue())
    except (TimestampRequestError, requests.RequestException) as error:
        raise Unsigned(f"the time-stamp authority did not answer: {error}") from error
    except (SigningError, PKCS11Error) as error:
        raise Unsigned(str(error) or type(error).__name__) from error
    except _UNREADABLE as error:
        raise Unreadable(str(error)) from error


def verify_pdf(pdf: bytes, roots: Iterable[x509.Certificate]) -> Checked | None:
    """See `signing.verify_pdf`."""
    with _reading():
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        signatures = reader.embedded_signatures
        if not signatures:
            return None
        return _checked(signatures[-1], list(roots))


def words_of(pdf: bytes) -> str:
    """See `signing.words_of`."""
    with _reading():
        trailer = PdfFileReader(io.BytesIO(pdf), strict=False).trailer
        # asked by key, because only that follows a reference to where the object lies
        described = "/Info" in trailer and "/Keywords" in trailer["/Info"]
        return str(trailer["/Info"]["/Keywords"]) if described else ""


def _checked(signature: Any, roots: list[x509.Certificate]) -> Checked:
    # A certificate that has ended since was good when it signed.
    signed_at = signature.self_reported_timestamp
    of_signer, of_stamp = (
        ValidationContext(trust_roots=roots, moment=signed_at, allow_fetching=False) for _ in range(2)
    )
    subject, issuer = signature.signer_cert.subject.native, signature.signer_cert.issuer.native
    try:
        status = validate_pdf_signature(signature, of_signer, of_stamp)
    except SignatureValidationError:
        status = None
    stamp = status.timestamp_validity if status is not None else None
    has_timestamp = stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    return Checked(
        signer=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        issuer=str(issuer.get("common_name", "")),
        serial=serial_of(signature.signer_cert),
        signed_at=stamp.timestamp if stamp is not None and has_timestamp else signed_at,
        is_intact=status is not None and status.intact and status.valid,
        covers_whole_file=status is not None and status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_trusted=status is not None and status.trusted,
        has_timestamp=has_timestamp,
    )


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise Unreadable(str(error)) from error
