"""Receipt, files and tracking over HTTP."""

from __future__ import annotations

import json

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from staff.models import AuditEntry, User
from tests.dossiers.test_api import URL, client_of
from tests.people import MakeDossier, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_receipt_is_the_printed_pdf_and_is_logged(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    answer = client_of(hoa).get(f"{URL}{dossier.code}/receipt.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert AuditEntry.objects.filter(action="document.printed", target=dossier.reference).exists()


def test_looking_at_a_dossier_is_logged(received: MakeDossier, hoa: User) -> None:
    dossier = received()
    client_of(hoa).get(f"{URL}{dossier.code}/")
    assert AuditEntry.objects.get(action="dossier.viewed").actor == hoa


def test_attachment_is_taken_by_content(received: MakeDossier, hoa: User) -> None:
    counter, code = client_of(hoa), received().code
    good = counter.post(
        f"{URL}{code}/attachments/", {"file": SimpleUploadedFile("a.pdf", PDF)}, format="multipart"
    )
    assert good.status_code == 201
    assert good.json()["content_type"] == "application/pdf"
    for name, content in (("la-pdf.pdf", b"MZ\x90\x00"), ("rong.pdf", b""), ("anh.png", PDF)):
        bad = counter.post(
            f"{URL}{code}/attachments/", {"file": SimpleUploadedFile(name, content)}, format="multipart"
        )
        assert bad.status_code == 400
        assert bad.json()["errors"][0]["field"] == "file"
        assert name in bad.json()["errors"][0]["message"]


def test_tracking_tells_no_name(received: MakeDossier) -> None:
    code = received().code
    anybody = APIClient()
    answer = anybody.get(f"/api/v1/tracking/{code}/", {"phone": "5678"})
    assert answer.status_code == 200
    assert "Lan" not in json.dumps(answer.json(), ensure_ascii=False)
    assert answer.json()["state"] == 2
    assert anybody.get(f"/api/v1/tracking/{code}/", {"phone": "0000"}).status_code == 404
    assert anybody.get(f"/api/v1/tracking/{code}/", {"phone": "56"}).status_code == 400
    assert anybody.get(f"/api/v1/tracking/{code}/").status_code == 400


@time_machine.travel(moment("2023-08-29 10:00"), tick=False)  # within one minute, whatever the clock says
def test_page_and_api_share_the_tries_of_an_address(received: MakeDossier) -> None:
    received()
    anybody = APIClient()
    for number in range(15):
        anybody.get("/tra-cuu/", {"code": "X", "phone": f"{number:04d}"})
        assert anybody.get("/api/v1/tracking/X/", {"phone": f"{number:04d}"}).status_code == 404
    refused = anybody.get("/api/v1/tracking/X/", {"phone": "9999"})

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert anybody.get("/tra-cuu/", {"code": "X", "phone": "9999"}).status_code == 429
    assert anybody.get("/api/v1/tracking/X/", {"phone": "9999"}, REMOTE_ADDR="198.51.100.7").status_code == 404


def test_a_search_longer_than_any_name_is_refused_by_field(received: MakeDossier, hoa: User) -> None:
    received()
    answer = client_of(hoa).get(URL, {"q": "a " * 1200})

    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == ["q"]
    assert client_of(hoa).get(URL, {"q": "a " * 100}).status_code == 200
