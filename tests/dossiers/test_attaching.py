"""Files: who may send what, and nothing left behind when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers.errors import Faults, NotPermitted
from dossiers.models import Attachment, Dossier
from dossiers.services import attaching, decision, filing, processing
from procedures.models import ProcedureVersion
from staff.models import User
from staff.stored_files import all_or_nothing
from tests.dossiers.test_api import URL, client_of
from tests.people import LAN, MakeDossier, Office, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
AT = moment("2023-08-29 10:00")


def send(
    dossier: Dossier, by: User, name: str, *, kind: str = "paper", at: str = "2023-08-29 10:00"
) -> Attachment:
    """One PDF under this name."""
    upload = SimpleUploadedFile(name, PDF)
    return attaching.attach(dossier=dossier, upload=upload, document=None, by=by, at=moment(at), kind=kind)


def test_a_citizens_file_is_never_a_result(office: Office, lan: User, version: ProcedureVersion) -> None:
    draft = filing.save_draft(dossier=None, version=version, unit=office.commune, applicant=LAN, by=lan, at=AT)
    assert send(draft, lan, "ket-qua.pdf", kind="result").kind == "paper"


def test_only_the_specialist_attaches_a_result(processing_dossier: MakeDossier, hoa: User, minh: User) -> None:
    dossier = processing_dossier()
    with pytest.raises(NotPermitted):
        send(dossier, hoa, "ket-qua.pdf", kind="result")
    assert send(dossier, minh, "ket-qua.pdf", kind="result").kind == "result"


def test_the_applicant_sees_the_signed_result_and_no_rejected_draft(
    processing_dossier: MakeDossier, lan: User, minh: User, hai: User
) -> None:
    dossier = processing_dossier()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    rejected = send(dossier, minh, "tu-choi.pdf", kind="result")
    processing.propose(
        dossier=dossier, outcome="denied", text="Không đủ điều kiện.", by=minh, at=moment("2023-08-29 10:05")
    )
    decision.send_back(dossier=dossier, reason="Xem lại căn cứ.", by=hai, at=moment("2023-08-29 11:00"))
    signed = send(dossier, minh, "chap-thuan.pdf", kind="result", at="2023-08-29 14:00")
    processing.propose(
        dossier=dossier, outcome="granted", text="Đủ điều kiện cấp.", by=minh, at=moment("2023-08-29 14:05")
    )
    citizen = Client()
    citizen.force_login(lan)
    assert citizen.get(f"/ho-so/tep/{signed.pk}/").status_code == 404
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-29 15:00"))
    assert citizen.get(f"/ho-so/tep/{rejected.pk}/").status_code == 404
    answer = citizen.get(f"/ho-so/tep/{signed.pk}/")
    assert answer.status_code == 200
    answer.getvalue()  # a file is closed once it is read
    page = citizen.get(f"/ho-so/{dossier.reference}/").content.decode()
    assert "chap-thuan.pdf" in page
    assert "tu-choi.pdf" not in page


def test_the_api_tells_the_applicant_nothing_inner(proposed: MakeDossier, lan: User, hoa: User) -> None:
    dossier = proposed(note="Gia đình khó khăn")
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    office = client_of(hoa).get(f"{URL}{dossier.code}/").json()
    own = client_of(lan).get(f"{URL}{dossier.code}/").json()
    assert office["proposals"]
    assert office["note"] == "Gia đình khó khăn"
    assert own["proposals"] == []
    assert own["note"] == ""
    assert {event["action"] for event in own["events"]} == {"receive", "forward"}
    assert {event["by"] for event in own["events"]} == {None}


def test_a_failed_act_leaves_no_file_behind(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing_dossier()

    def fails() -> None:
        with all_or_nothing():
            send(dossier, minh, "a.pdf")
            stored.append(Path(Attachment.objects.latest("pk").file.path))
            processing.request_supplement(dossier=dossier, items=[], reason="", by=minh, at=AT)

    stored: list[Path] = []
    with pytest.raises(Faults):
        fails()
    assert not Attachment.objects.exists()
    assert not stored[0].exists()
