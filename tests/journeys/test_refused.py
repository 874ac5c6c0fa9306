"""A life: an online submission is refused with a reason the citizen can read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.errors import Faults, WrongMoment
from dossiers.models import Dossier
from dossiers.services import attaching, filing, intake, refusal
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import Message, User
from tests.people import LAN, Office, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def submitted(lan: User, version: ProcedureVersion, office: Office, at: str) -> Dossier:
    """Lan's online submission with a file for every mandatory paper."""
    dossier = filing.save_draft(
        dossier=None, version=version, unit=office.commune, applicant=LAN, by=lan, at=moment(at)
    )
    for document in version.documents.filter(mandatory=True, kind="submit"):
        attaching.attach(
            dossier=dossier,
            upload=SimpleUploadedFile("to-khai.pdf", PDF, "application/pdf"),
            document=document,
            by=lan,
            at=moment(at),
        )
    return filing.submit(dossier=dossier, by=lan, at=moment(at))


def test_refused_with_reason_is_final(office: Office, lan: User, hoa: User, version: ProcedureVersion) -> None:
    dossier = submitted(lan, version, office, "2023-08-25 18:40")
    assert dossier.state == State.SUBMITTED
    assert dossier.code is None

    with pytest.raises(Faults) as without_reason:
        refusal.refuse(dossier=dossier, reason=" ", by=hoa, at=moment("2023-08-28 08:00"))
    assert "reason" in without_reason.value.errors

    dossier = refusal.refuse(
        dossier=dossier,
        reason="Yêu cầu thuộc thẩm quyền của xã nơi đăng ký thường trú.",
        by=hoa,
        at=moment("2023-08-28 08:00"),
    )
    assert dossier.state == State.REFUSED
    assert dossier.closed_at == moment("2023-08-28 08:00")
    assert dossier.due_at is None
    paper = dossier.issued_documents.get()
    assert paper.form == "03"
    assert "thẩm quyền" in str(paper.content)
    assert "refused" in set(Message.objects.values_list("event", flat=True))

    with pytest.raises(WrongMoment) as too_late:
        intake.receive(dossier=dossier, by=hoa, at=moment("2023-08-28 09:00"))
    assert too_late.value.allowed == []


def test_a_refused_dossier_burns_no_number(
    office: Office, lan: User, hoa: User, version: ProcedureVersion
) -> None:
    refused = submitted(lan, version, office, "2023-08-28 08:00")
    refusal.refuse(dossier=refused, reason="Không thuộc thẩm quyền.", by=hoa, at=moment("2023-08-28 09:00"))
    accepted = submitted(lan, version, office, "2023-08-28 09:30")
    accepted = intake.receive(dossier=accepted, by=hoa, at=moment("2023-08-28 10:00"))
    assert accepted.code == "H25.12.02-230828-0001"
