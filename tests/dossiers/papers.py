"""Reading the papers a test has issued."""

import io

from pypdf import PdfReader

from dossiers import documents
from dossiers.models import Dossier, IssuedDocument

Form = IssuedDocument.Form
COMMON = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN XÃ BÌNH NGHĨA",
    "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
)


def reader_of(document: IssuedDocument | None) -> PdfReader:
    assert document is not None
    return PdfReader(io.BytesIO(documents.pdf(document)))


def text_of(document: IssuedDocument | None) -> str:
    """All text of the paper with spaces evened out."""
    return _text(reader_of(document))


def text_of_pdf(pdf: bytes) -> str:
    """The same of a file."""
    return _text(PdfReader(io.BytesIO(pdf)))


def _text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def printed(dossier: Dossier, form: Form) -> str:
    return text_of(documents.latest(dossier, form))


def assert_has(text: str, *expected: str) -> None:
    missing = [piece for piece in (*COMMON, *expected) if piece not in text]
    assert missing == [], text
