"""Digital signatures on PDF files (chữ ký số): PAdES, added to the end of the file so that what was there stays.

Knows files, keys and certificates, and nothing of dossiers. Legal source: Law on electronic transactions
20/2023/QH15; Decree 137/2024/NĐ-CP. The work itself stands in `pdf_signatures`, which each process loads with its
first signature: most never sign, and none has to wait for it at the start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import Signer

#: The issuer of certificates for trying out; it stands on each paper signed with one.
TRIAL = "CHỨNG THƯ THỬ NGHIỆM"


class Unreadable(Exception):
    """The file is not a PDF that can be worked with: damaged, encrypted, closed to signing, or something else."""


class Unsigned(Exception):
    """The file could not be signed now; the message says why, in words for logs."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a signature on a PDF says, and whether it holds (kết quả kiểm tra chữ ký số)."""

    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: dt.datetime | None
    is_intact: bool
    covers_whole_file: bool
    is_trusted: bool
    has_timestamp: bool

    @property
    def is_genuine(self) -> bool:
        """Nothing was changed or added since somebody we trust signed."""
        return self.is_intact and self.covers_whole_file and self.is_trusted


def sign_pdf(
    pdf: bytes, key: Signer, *, at: dt.datetime, reason: str = "", location: str = "", tsa_url: str = ""
) -> bytes:
    """The same PDF with one more signature, by SHA-256; PDF/A and PDF/UA are kept (ký số).

    The first signature on a file certifies it: nothing may be changed or added afterwards. With `tsa_url` the
    signature carries a time-stamp (RFC 3161). Raises Unreadable, and Unsigned when key or time-stamp authority
    fail.
    """
    from . import pdf_signatures

    return pdf_signatures.sign_pdf(pdf, key, at=at, reason=reason, location=location, tsa_url=tsa_url)


def verify_pdf(pdf: bytes, roots: Iterable[Certificate]) -> Checked | None:
    """Who signed the PDF last, when, and whether it holds (kiểm tra chữ ký số); None when nobody signed it.

    `roots` are the certificate authorities one trusts. Nothing is fetched from anywhere. Raises Unreadable.
    """
    from . import pdf_signatures

    return pdf_signatures.verify_pdf(pdf, roots)


def words_of(pdf: bytes) -> str:
    """The keywords written into a PDF, as one text; empty when it has none. Raises Unreadable."""
    from . import pdf_signatures

    return pdf_signatures.words_of(pdf)


def serial_of(certificate: Certificate) -> str:
    """The certificate's number as it is written down: capital hexadecimal digits."""
    return f"{certificate.serial_number:X}"
