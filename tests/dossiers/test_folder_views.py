"""The dossier page at the counter: seen is recorded, acts keep what was typed, scans are what they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers.models import Attachment, Dossier
from dossiers.services import attaching, decision, filing, handing, processing
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import AuditEntry, User
from tests.people import LAN, MakeDossier, Office, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NOW = "2023-08-30 10:00"


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel(moment(NOW), tick=False):
        yield


@pytest.fixture
def counter(hoa: User) -> Client:
    client = Client()
    client.force_login(hoa)
    return client


def submitted(office: Office, lan: User, version: ProcedureVersion, at: str) -> Dossier:
    draft = filing.save_draft(
        dossier=None, version=version, unit=office.commune, applicant=LAN, by=lan, at=moment(at)
    )
    for document in version.documents.filter(mandatory=True, kind="submit"):
        upload = SimpleUploadedFile("to-khai.pdf", PDF)
        attaching.attach(dossier=draft, upload=upload, document=document, by=lan, at=moment(at))
    return filing.submit(dossier=draft, by=lan, at=moment(at))


def test_dossier_page_records_that_it_was_seen(counter: Client, hoa: User, received: MakeDossier) -> None:
    dossier = received()

    counter.get(f"/mot-cua/ho-so/{dossier.code}/")

    entry = AuditEntry.objects.get(action="dossier.viewed")
    assert (entry.actor, entry.target) == (hoa, dossier.reference)


def test_online_submission_is_received_from_its_page(
    counter: Client, office: Office, lan: User, version: ProcedureVersion
) -> None:
    dossier = submitted(office, lan, version, "2023-08-30 08:00")

    answer = counter.post(
        f"/xu-ly/ho-so/{dossier.reference}/receive/",
        {"lock_version": dossier.lock_version, "door": "counter"},
    )

    dossier.refresh_from_db()
    assert dossier.current_state is State.RECEIVED
    assert answer.headers["Location"] == f"/mot-cua/ho-so/{dossier.code}/?in=01"


def test_supplement_takes_one_item_per_line(counter: Client, hoa: User, received: MakeDossier) -> None:
    dossier = received()
    dossier = processing.forward(dossier=dossier, by=hoa, at=moment(NOW))

    counter.post(
        f"/xu-ly/ho-so/{dossier.code}/request_supplement/",
        {
            "lock_version": dossier.lock_version,
            "door": "counter",
            "items": "Tờ khai có chữ ký\r\n\r\nẢnh 4x6\r\n",
            "reason": "Hồ sơ còn thiếu giấy tờ",
        },
    )

    assert dossier.supplement_requests.get().items == ["Tờ khai có chữ ký", "Ảnh 4x6"]


def test_faulty_act_keeps_what_was_typed(counter: Client, hoa: User, received: MakeDossier) -> None:
    dossier = processing.forward(dossier=received(), by=hoa, at=moment(NOW))

    answer = counter.post(
        f"/xu-ly/ho-so/{dossier.code}/request_supplement/",
        {"lock_version": dossier.lock_version, "door": "counter", "items": "Ảnh 4x6", "reason": ""},
    )

    assert answer.status_code == 422
    assert set(answer.context["failed"].errors) == {"reason"}
    assert "Ảnh 4x6" in answer.content.decode()


def test_result_is_returned_with_its_slip(counter: Client, hoa: User, hai: User, proposed: MakeDossier) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=moment(NOW))

    answer = counter.post(
        f"/xu-ly/ho-so/{dossier.code}/return/",
        {
            "lock_version": dossier.lock_version,
            "door": "counter",
            "collected_by": "Trần Văn Bình",
            "proof": "receipt",
        },
    )

    dossier.refresh_from_db()
    assert dossier.current_state is State.RETURNED
    assert answer.headers["Location"].endswith("?in=slip")
    assert dossier.events.last().detail == {"collected_by": "Trần Văn Bình"}


def test_scan_that_lies_about_its_type_is_refused_by_name(counter: Client, received: MakeDossier) -> None:
    dossier = received()

    answer = counter.post(
        f"/xu-ly/ho-so/{dossier.code}/so-hoa/",
        {
            "door": "counter",
            "files": [
                SimpleUploadedFile("that.pdf", PDF),
                SimpleUploadedFile("gia-mao.pdf", b"MZ\x90\x00 not a paper"),
            ],
        },
    )

    assert answer.status_code == 422
    assert "gia-mao.pdf" in str(answer.context["scan"].errors["files"])
    assert not Attachment.objects.exists()


def test_scan_is_kept_with_its_paper(counter: Client, received: MakeDossier) -> None:
    dossier = received()
    paper = dossier.version.documents.get(position=1)

    counter.post(
        f"/xu-ly/ho-so/{dossier.code}/so-hoa/",
        {"door": "counter", "paper": paper.pk, "files": SimpleUploadedFile("to-khai.pdf", PDF)},
    )

    assert Attachment.objects.get().required_document == paper


def test_the_counter_reads_why_a_dossier_came_back_until_it_goes_on(
    counter: Client, processing_dossier: MakeDossier, minh: User, hoa: User
) -> None:
    dossier = handing.give_back(
        dossier=processing_dossier(), reason="Thiếu chữ ký chủ hộ.", by=minh, at=moment("2023-08-30 08:00")
    )
    words = f"{minh} trả lại: “Thiếu chữ ký chủ hộ.”"
    assert words in counter.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()

    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-30 09:00"))
    assert words not in counter.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
