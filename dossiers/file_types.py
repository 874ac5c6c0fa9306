"""What a file is by its content: the five types the office accepts (PDF, JPEG, PNG, HEIC, DOCX)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import IO, Any

from procedures.blank_forms.form_types import DOCX, PDF, kind_of_package

JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"

LABELS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", HEIC: "HEIC", DOCX: "DOCX"}
SUFFIXES = {
    PDF: {".pdf"},
    JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"},
    PNG: {".png"},
    HEIC: {".heic", ".heif"},
    DOCX: {".docx"},
}
# For the `accept` attribute of file inputs.
ACCEPTED = ",".join(sorted(suffix for suffixes in SUFFIXES.values() for suffix in suffixes))
# Brands in the "ftyp" box of HEIF images as phones write them.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def recognise(file: IO[bytes] | Any) -> str:
    """The content type of `file`, or "" when it is none of the accepted five. Rewinds the file."""
    file.seek(0)
    head = file.read(64 * 1024)
    file.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    is_docx = head.startswith(b"PK\x03\x04") and kind_of_package(file) == DOCX
    file.seek(0)
    return DOCX if is_docx else ""


def tidy_name(name: str) -> str:
    """A file name without path and control characters, at most 200 characters, suffix kept."""
    base = re.sub(r"[\x00-\x1f\x7f]", "", PurePosixPath(name.replace("\\", "/")).name).strip() or "tep"
    suffix = PurePosixPath(base).suffix
    return base[: len(base) - len(suffix)][: 200 - len(suffix[:10])] + suffix[:10]


def name_agrees(name: str, content_type: str) -> bool:
    """Whether the suffix does not claim another type than the content has."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in SUFFIXES[content_type] or suffix == ""
