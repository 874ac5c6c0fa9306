"""Verifying papers: intact, changed, printed, replaced, unknown; nobody's name is told."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader, PdfWriter
from pytest_django import DjangoAssertNumQueries

from dossiers import documents, verification
from dossiers.models import IssuedDocument, Signature
from dossiers.services import decision, signing
from dossiers.verification import Standing, by_code, by_file
from staff.models import Certificate, User
from tests.dossiers.papers import Form
from tests.dossiers.test_signed_papers import NOW, propose_with, result_pdf
from tests.people import MakeDossier, moment


@pytest.fixture
def receipt(received: MakeDossier, commune_seals: Certificate) -> IssuedDocument:
    found = documents.latest(received(), Form.RECEIPT)
    assert found is not None
    return found


@pytest.fixture
def signed(receipt: IssuedDocument) -> bytes:
    return signing.file_of(receipt, at=NOW)


def send(client: Client, content: bytes, name: str = "giay.pdf") -> Any:
    return client.post("/kiem-tra/", {"file": SimpleUploadedFile(name, content, content_type="application/pdf")})


def test_the_signed_file_is_intact(signed: bytes) -> None:
    finding = by_file(signed)
    assert finding.standing is Standing.INTACT
    assert finding.is_good
    assert finding.signed is not None
    assert (finding.signed.signer, finding.signed.at) == ("Bộ phận Một cửa xã Bình Nghĩa", NOW)
    assert finding.paper is not None
    assert (finding.paper.number, finding.paper.applicant) == ("1/BPTNTKQ", "N. T. L.")


@pytest.mark.parametrize("place", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_one_flipped_byte_is_refused(signed: bytes, place: float) -> None:
    tampered = bytearray(signed)
    tampered[int(len(signed) * place)] ^= 1
    assert not by_file(bytes(tampered)).is_good


def test_a_flipped_byte_in_the_signature_itself_is_refused(signed: bytes) -> None:
    start = signed.index(b"/Contents <") + 400
    tampered = bytearray(signed)
    tampered[start] = ord("0") if tampered[start] != ord("0") else ord("1")
    assert by_file(bytes(tampered)).standing is Standing.CHANGED


def test_an_unsigned_update_after_the_signature_is_refused(signed: bytes) -> None:
    writer = PdfWriter(io.BytesIO(signed), incremental=True)
    writer.pages[0].compress_content_streams()
    writer.add_metadata({"/Subject": "sửa"})
    added = io.BytesIO()
    writer.write(added)
    assert added.getvalue() != signed
    assert by_file(added.getvalue()).standing is Standing.CHANGED


def test_a_file_whose_signature_was_taken_away_is_refused(receipt: IssuedDocument, signed: bytes) -> None:
    bare = documents.pdf(receipt, sealed={"name": "Ai đó", "unit": "", "at": "", "note": ""})
    assert PdfReader(io.BytesIO(bare)).trailer["/Root"].get("/AcroForm") is None
    assert by_file(bare).standing is Standing.CHANGED


def test_a_tampered_result_is_refused(
    processing_dossier: MakeDossier, minh: User, hai: User, hai_signs: Certificate
) -> None:
    dossier = propose_with(processing_dossier(), minh, result_pdf())
    decision.sign(dossier=dossier, by=hai, at=NOW)
    with Signature.objects.get(attachment__dossier=dossier).file.open("rb") as file:
        content = file.read()
    assert by_file(content).standing is Standing.INTACT
    assert by_file(content + b"\n").standing is Standing.CHANGED


def test_a_stranger_with_a_code_of_ours_is_refused(receipt: IssuedDocument, signed: bytes) -> None:
    forged = PdfWriter()
    forged.add_blank_page(200, 200)
    forged.add_metadata({"/Keywords": receipt.verification_code})
    content = io.BytesIO()
    forged.write(content)
    assert by_file(content.getvalue()).standing is Standing.CHANGED


def test_an_unknown_file_is_said_to_be_unknown(signed: bytes) -> None:
    assert by_file(result_pdf().read()).standing is Standing.UNKNOWN


def test_what_is_no_pdf_is_said_so(signed: bytes) -> None:
    assert by_file(b"xin chao").standing is Standing.UNREADABLE


def test_a_print_on_a5_agrees(receipt: IssuedDocument, signed: bytes) -> None:
    assert by_file(signing.file_of(receipt, at=NOW, paper="a5")).standing is Standing.PRINT


def test_a_paper_signed_by_hand_is_known_by_code_and_print(received: MakeDossier) -> None:
    document = documents.latest(received(), Form.RECEIPT)
    assert document is not None
    assert by_code(document.verification_code).standing is Standing.UNSIGNED
    assert by_file(documents.pdf(document)).standing is Standing.PRINT


def test_a_stored_file_that_was_changed_on_disk_is_found_by_code(receipt: IssuedDocument, signed: bytes) -> None:
    assert by_code(receipt.verification_code).standing is Standing.INTACT
    path = Path(settings.MEDIA_ROOT) / Signature.objects.get(issued_document=receipt).file.name
    path.write_bytes(signed[:-5])
    assert by_code(receipt.verification_code).standing is Standing.CHANGED


def test_a_certificate_withdrawn_before_signing_is_told(receipt: IssuedDocument, signed: bytes) -> None:
    Certificate.objects.update(revoked_at=moment("2023-08-30 00:00"))
    assert by_file(signed).standing is Standing.WITHDRAWN
    Certificate.objects.update(revoked_at=moment("2023-09-30 00:00"))
    assert by_file(signed).standing is Standing.INTACT


def test_page_answers_a_code_typed_carelessly(client: Client, receipt: IssuedDocument, signed: bytes) -> None:
    typed = receipt.verification_code.lower().replace("-", " ")
    response = client.get("/kiem-tra/", {"code": typed}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == f"/kiem-tra/{receipt.verification_code}/"
    assert "notice--good" in page
    assert "N. T. L." in page
    assert "Nguyễn Thị Lan" not in page
    assert "035185001234" not in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("code", "status"), [("K7M2-9QTD-4XHB", 404), ("x", 422), ("", 422)])
def test_page_says_what_is_wrong_with_a_code(client: Client, db: None, code: str, status: int) -> None:
    assert client.get("/kiem-tra/", {"code": code}, follow=True).status_code == status


def test_page_refuses_a_tampered_file_clearly(client: Client, receipt: IssuedDocument, signed: bytes) -> None:
    response = send(client, signed + b"%")
    assert response.status_code == 200
    assert "notice--bad" in response.content.decode()
    assert response.context["finding"].standing is Standing.CHANGED


def test_nothing_that_was_sent_is_stored(client: Client, signed: bytes) -> None:
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))
    send(client, signed)
    assert set(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_page_wants_a_file_of_bounded_size(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossiers.forms.verifying.MAX_BYTES", 10)
    assert send(client, b"%PDF-1.7 more than ten").status_code == 422
    assert client.post("/kiem-tra/").status_code == 422


@time_machine.travel(moment("2023-08-29 10:00"), tick=False)  # within one minute, whatever the clock says
def test_guessing_is_slowed_down_by_page_and_api_together(client: Client, db: None) -> None:
    for _ in range(verification.TRIES_PER_MINUTE):
        client.get("/kiem-tra/K7M2-9QTD-4XHB/")
    assert client.get("/kiem-tra/K7M2-9QTD-4XHB/").status_code == 429
    assert client.get("/api/v1/verifications/K7M2-9QTD-4XHB/").status_code == 429


def test_api_answers_by_code_and_by_file(client: Client, receipt: IssuedDocument, signed: bytes) -> None:
    answer = client.get(f"/api/v1/verifications/{receipt.verification_code}/").json()
    assert (answer["standing"], answer["paper"]["number"]) == ("intact", "1/BPTNTKQ")
    upload = SimpleUploadedFile("giay.pdf", signed, content_type="application/pdf")
    answer = client.post("/api/v1/verifications/", {"file": upload}).json()
    assert answer["signed"]["signer"] == "Bộ phận Một cửa xã Bình Nghĩa"
    assert client.get("/api/v1/verifications/K7M2-9QTD-4XHB/").status_code == 404
    assert client.post("/api/v1/verifications/", {}).status_code in (400, 422)


def test_verifying_asks_the_database_little(
    receipt: IssuedDocument, signed: bytes, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert Signature.objects.filter(sha256=hashlib.sha256(signed).hexdigest()).exists()
    with django_assert_max_num_queries(3):
        by_file(signed)
    with django_assert_max_num_queries(2):
        by_code(receipt.verification_code)


def test_a_code_is_found_however_its_address_is_written(client: Client, receipt: IssuedDocument) -> None:
    code = receipt.verification_code
    for written in (code, code.lower(), code.replace("-", "")):
        assert client.get(f"/kiem-tra/{written}/").status_code == 200
