"""Files of blank forms: taken by what they are, kept once."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from procedures.blank_forms import form_types
from procedures.blank_forms.form_files import MOST_BYTES, keep_form_file
from procedures.errors import FormFileRefused
from procedures.models import FormFile
from staff.models import AuditEntry, User
from staff.stored_files import all_or_nothing
from tests.people import moment

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\ntrailer"
AT = moment("2023-08-29 09:30")


def package(**parts: bytes) -> bytes:
    """A zip with these parts; two underscores in a name stand for a slash, a single one for a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as whole:
        for name, content in parts.items():
            whole.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


DOCX = package(word__document_xml=b"<w/>")
XLSX = package(xl__workbook_xml=b"<x/>")
ODT = package(mimetype=form_types.ODT.encode(), content_xml=b"<o/>")


def damaged_package(name: str) -> bytes:
    """A zip whose first part, packed, does not unpack any more."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr(name, form_types.ODT * 3)
    content = bytearray(written.getvalue())
    at = content.index(name.encode()) + len(name)
    content[at : at + 2] = b"\xff\xff"
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, form_types.PDF), (DOCX, form_types.DOCX), (XLSX, form_types.XLSX), (ODT, form_types.ODT)],
)
def test_the_content_says_what_a_file_is(content: bytes, kind: str) -> None:
    assert form_types.kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"just words",
        b"PK\x03\x04broken",
        package(word__document_xml=b"<w/>", word__vbaProject_bin=b"macro"),
        package(mimetype=form_types.ODT.encode(), Basic__script_xml=b"macro"),
        package(mimetype=b"application/vnd.oasis.opendocument.text-template"),
        package(readme_txt=b"a plain archive"),
        damaged_package("mimetype"),
    ],
)
def test_anything_else_is_none_of_them(content: bytes) -> None:
    assert form_types.kind_of(content) == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Tờ khai.pdf", "Tờ khai.pdf"),
        ("TO KHAI.PDF", "TO KHAI.pdf"),
        ("C:\\Users\\thao\\to khai.pdf", "to khai.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"b\r\n.pdf', "ab.pdf"),
        (".pdf", "bieu-mau.pdf"),
        ("Mẫu 1.2 (2020)", "Mẫu 1.2 (2020).pdf"),
    ],
)
def test_a_name_is_tidied(given: str, kept: str) -> None:
    assert form_types.tidy_name(given, form_types.PDF) == kept


def test_a_long_name_stays_within_its_column() -> None:
    assert len(form_types.tidy_name("ờ" * 400 + ".docx", form_types.DOCX)) <= form_types.LONGEST_NAME


def test_a_file_is_kept_under_its_name_and_digest(thu: User) -> None:
    row = keep_form_file(name="Tờ khai.pdf", given=SimpleUploadedFile("x", PDF), by=thu, at=AT)
    assert (row.name, row.content_type, row.size, row.uploaded_at) == ("Tờ khai.pdf", form_types.PDF, len(PDF), AT)
    with row.file.open() as stored:
        assert stored.read() == PDF


def test_keeping_a_file_is_audited(thu: User) -> None:
    row = keep_form_file(name="Tờ khai.pdf", given=PDF, by=thu, at=AT)
    entry = AuditEntry.objects.get(action="form_file.kept")
    assert (entry.actor, entry.target) == (thu, row.digest)


def test_a_file_goes_with_the_act_that_failed(thu: User) -> None:
    kept: list[Any] = []

    def fails() -> None:
        with all_or_nothing():
            file = keep_form_file(name="Tờ khai.pdf", given=PDF, by=thu, at=AT).file
            kept.extend((file.storage, file.name))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not kept[0].exists(kept[1])


def test_the_same_content_is_kept_once(thu: User) -> None:
    first = keep_form_file(name="Tờ khai.pdf", given=PDF, by=thu, at=AT)
    assert keep_form_file(name="Tờ khai (1).pdf", given=PDF, by=thu, at=AT) == first
    assert FormFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b"0" * MOST_BYTES, "larger than 10 MB"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "Only PDF, DOCX, ODT and XLSX"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        ("a.docx", PDF, "the content is PDF"),
    ],
)
def test_a_refused_file_says_why(name: str, given: bytes, words: str) -> None:
    with translation.override("en"), pytest.raises(FormFileRefused, match=words):
        keep_form_file(name=name, given=given, by=None, at=AT)
    assert not FormFile.objects.exists()
