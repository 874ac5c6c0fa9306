"""What may be opened as a workbook at all: a packed file can unfold into far more than it weighs."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.utils.translation import gettext as _

from procedures.blank_forms.form_types import DAMAGED
from procedures.importing.reading import UnreadableFile

#: Unpacked, all parts of a workbook together; a catalogue of 6,000 procedures takes about 60 MB.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 500
_WORKBOOK = "xl/workbook.xml"


def check_package(content: bytes) -> bool:
    """Refuse what is no XLSX file or would not unfold into a sane one; return whether it holds formulas.

    Raises `UnreadableFile`.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _look_through(package)
    except DAMAGED as error:
        raise UnreadableFile(_("this is no workbook in the format XLSX, or it is damaged")) from error


def _look_through(package: zipfile.ZipFile) -> bool:
    parts = package.infolist()
    if _WORKBOOK not in package.namelist():
        raise UnreadableFile(_("this is no workbook in the format XLSX, or it is damaged"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnreadableFile(_("the workbook unfolds into more than a catalogue holds"))
    has_formulas = False
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            has_formulas |= _look_at(package, part)
    return has_formulas


def _look_at(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Refuse declarations of entities, in whatever encoding; return whether the part holds a formula.

    The size a part declares is also the most that is ever unpacked of it.
    """
    has_formula, tail = False, b""
    with package.open(part) as stream:
        while block := stream.read(1 << 20):
            text = tail + block
            if b"<!" in text or b"<\0!\0" in text or b"\0<\0!" in text:
                raise UnreadableFile(_("the workbook holds declarations, which no office program writes"))
            has_formula |= b"<f>" in text or b"<f " in text
            tail = text[-4:]
    return has_formula
