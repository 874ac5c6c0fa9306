"""What the file of a blank form (tệp biểu mẫu) is by its content. Pure: imports no Django.

People download it and fill it in, so it is a document of an ordinary word processor or spreadsheet, or a PDF, and
carries no program.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SUFFIXES = {PDF: ".pdf", DOCX: ".docx", ODT: ".odt", XLSX: ".xlsx"}
LABELS = {kind: suffix[1:].upper() for kind, suffix in SUFFIXES.items()}
#: For the `accept` attribute of file inputs.
ACCEPTED = ",".join(SUFFIXES.values())
LONGEST_NAME = 150

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_LONGEST_SUFFIX = 10
#: What the reader of a zipped package raises where it is damaged, or packed as nobody packs documents.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, ValueError, EOFError)


def kind_of(content: bytes) -> str:
    """The content type of `content`, or "" when it is none of the accepted four."""
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return kind_of_package(io.BytesIO(content))
    return ""


def is_old_office_file(content: bytes) -> bool:
    """Whether it is a .doc or .xls as Word and Excel wrote them before 2007, which may hide programs."""
    return content.startswith(_OLE)


def kind_of_package(file: IO[bytes]) -> str:
    """Which document a zipped package is; "" for a damaged one, one with a program in it, and any other."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            # The first bytes of a package of the OpenDocument family name it; a longer text names nothing we take.
            declared = package.open("mimetype").read(len(ODT) + 1) if "mimetype" in names else b""
    except DAMAGED:
        return ""
    if any(PurePosixPath(name).name == "vbaProject.bin" or name.startswith("Basic/") for name in names):
        return ""
    if declared:
        return ODT if declared == ODT.encode() else ""
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), "")


def suffix_disagrees(name: str, kind: str) -> bool:
    """Whether the end of the name promises one of the kinds we know, and another than the content is."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in SUFFIXES.values() and suffix != SUFFIXES[kind]


def tidy_name(name: str, kind: str) -> str:
    """The name to download it by: no path, no control characters, not too long, and ending as its kind does."""
    base = re.sub(r"[\x00-\x1f\x7f\"]", "", PurePosixPath(name.replace("\\", "/")).name).strip()
    suffix = SUFFIXES[kind]
    if base.lower().endswith(suffix):
        base = base[: -len(suffix)]
    return (base.strip(" .") or "bieu-mau")[: LONGEST_NAME - _LONGEST_SUFFIX] + suffix
