"""The procedure changes while a dossier is on its way: what is in force when it is received decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers.errors import Faults
from dossiers.models import Dossier
from dossiers.services import attaching, filing, intake, processing
from dossiers.services.walk_in import WalkIn, ask_walk_in
from dossiers.workflow import State
from procedures.models import ProcedureVersion, RequiredDocument
from staff.models import User
from tests.people import LAN, Office, all_papers, make_version, moment

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
CHANGE = dt.date(2023, 9, 1)
BEFORE, AFTER = moment("2023-08-29 09:00"), moment("2023-09-06 09:00")


@pytest.fixture
def draft(office: Office, lan: User, version: ProcedureVersion) -> Dossier:
    """Lan's draft of August with her declaration and an authorisation."""
    dossier = filing.save_draft(
        dossier=None, version=version, unit=office.commune, applicant=LAN, by=lan, at=BEFORE
    )
    for name in ("Tờ khai theo mẫu", "Văn bản ủy quyền"):
        attaching.attach(
            dossier=dossier,
            upload=SimpleUploadedFile(f"{name}.pdf", PDF),
            document=version.documents.get(name=name),
            by=lan,
            at=BEFORE,
        )
    return dossier


def changed(version: ProcedureVersion, *further: str, value: int = 5) -> ProcedureVersion:
    """From September another limit, the same declaration and `further` papers; no authorisation any more."""
    ProcedureVersion.objects.filter(pk=version.pk).update(
        valid_to=CHANGE - dt.timedelta(days=1), status="superseded"
    )
    following = ProcedureVersion.objects.create(
        procedure=version.procedure,
        number=2,
        name=version.name,
        search_text=version.search_text,
        valid_from=CHANGE,
        received_at_commune=True,
        limit_mode="working_days",
        limit_value=value,
        accepts_online=True,
        source_digest="2",
    )
    for position, name in enumerate(("Tờ khai theo mẫu", *further), start=1):
        RequiredDocument.objects.create(version=following, position=position, name=name, originals=1)
    return following


def files(dossier: Dossier) -> dict[str, str | None]:
    """Each file of the dossier with the paper it stands for."""
    kept = dossier.attachments.select_related("required_document").order_by("pk")
    return {file.name: file.required_document.name if file.required_document else None for file in kept}


def test_an_old_version_is_not_receivable(office: Office, hoa: User, version: ProcedureVersion) -> None:
    changed(version)
    with pytest.raises(Faults) as faulty:
        intake.receive_walk_in(
            version=ProcedureVersion.objects.get(pk=version.pk),
            unit=office.commune,
            applicant=LAN,
            papers=all_papers(version),
            by=hoa,
            at=AFTER,
        )
    assert set(faulty.value.errors) == {"procedure"}


def test_a_draft_is_submitted_under_the_version_in_force(
    draft: Dossier, lan: User, version: ProcedureVersion
) -> None:
    following = changed(version)
    dossier = filing.submit(dossier=draft, by=lan, at=AFTER)
    assert dossier.version == following
    assert files(dossier) == {"Tờ khai theo mẫu.pdf": "Tờ khai theo mẫu", "Văn bản ủy quyền.pdf": None}
    assert {file.required_document.version_id for file in dossier.attachments.exclude(required_document=None)} == {
        following.pk
    }


def test_a_draft_that_lacks_a_new_paper_is_not_submitted(
    draft: Dossier, lan: User, version: ProcedureVersion
) -> None:
    following = changed(version, "Giấy xác nhận cư trú")
    with pytest.raises(Faults) as faulty:
        filing.submit(dossier=draft, by=lan, at=AFTER)
    paper = following.documents.get(name="Giấy xác nhận cư trú")
    assert set(faulty.value.errors) == {f"file_{paper.pk}"}
    assert Dossier.objects.get().version == version


def test_a_procedure_that_ended_is_not_submitted(draft: Dossier, lan: User, version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=CHANGE)
    with pytest.raises(Faults) as faulty:
        filing.submit(dossier=Dossier.objects.get(), by=lan, at=AFTER)
    assert set(faulty.value.errors) == {"procedure"}


def test_what_was_submitted_before_is_received_under_the_version_in_force_then(
    draft: Dossier, lan: User, hoa: User, version: ProcedureVersion
) -> None:
    dossier = filing.submit(dossier=draft, by=lan, at=moment("2023-08-31 16:00"))
    following = changed(version)
    dossier = intake.receive(dossier=dossier, by=hoa, at=AFTER)
    assert dossier.version == following
    assert dossier.due_at == moment("2023-09-13 17:00")


def test_a_new_paper_shows_as_missing_and_can_be_asked_for(
    draft: Dossier, lan: User, hoa: User, version: ProcedureVersion
) -> None:
    dossier = filing.submit(dossier=draft, by=lan, at=moment("2023-08-31 16:00"))
    changed(version, "Giấy xác nhận cư trú")
    with pytest.raises(Faults) as faulty:
        intake.receive(dossier=dossier, by=hoa, at=AFTER)
    assert "Giấy xác nhận cư trú" in str(faulty.value.errors["papers"])
    dossier = processing.request_supplement(
        dossier=dossier, items=["Giấy xác nhận cư trú"], reason="Quy định mới.", by=hoa, at=AFTER
    )
    assert dossier.state == State.SUPPLEMENT


def test_papers_noted_at_the_counter_go_along(office: Office, hoa: User, version: ProcedureVersion) -> None:
    asked = ask_walk_in(
        WalkIn(version, office.commune, LAN, papers=all_papers(version)),
        items=["Sửa năm sinh trong tờ khai"],
        reason="Tờ khai ghi sai năm sinh.",
        by=hoa,
        at=BEFORE,
    )
    following = changed(version)
    dossier = intake.receive(dossier=asked, by=hoa, at=AFTER, papers=[])
    assert [(p.name, p.required_document_id) for p in dossier.papers.all()] == [
        ("Tờ khai theo mẫu", following.documents.get().pk),
        ("Giấy tờ tùy thân", None),
    ]


def page_of(client: Client, draft: Dossier, **posted: Any) -> Any:
    with time_machine.travel(AFTER, tick=False):
        address = f"/ho-so/nhap/{draft.reference}/"
        return client.post(address, posted, follow=True) if posted else client.get(address)


def test_opening_the_draft_tells_what_is_new(draft: Dossier, lan: User, version: ProcedureVersion) -> None:
    following = changed(version, "Giấy xác nhận cư trú")
    client = Client()
    client.force_login(lan)
    answer = page_of(client, draft)
    told = [str(message) for message in answer.context["messages"]]
    assert len(told) == 1
    assert "Giấy xác nhận cư trú" in told[0]
    assert answer.context["form"].version == following
    assert [paper["kept"] is not None for paper in answer.context["papers"]] == [True, False]
    assert [*page_of(client, draft).context["messages"]] == []


def test_a_form_opened_before_the_change_is_kept_and_looked_at_again(
    draft: Dossier, lan: User, office: Office, version: ProcedureVersion
) -> None:
    changed(version, "Giấy xác nhận cư trú")
    client = Client()
    client.force_login(lan)
    declaration = version.documents.get(name="Tờ khai theo mẫu")
    answer = page_of(
        client,
        draft,
        do="submit",
        unit=office.commune.pk,
        applicant_kind="person",
        applicant_name="Nguyễn Thị Lan Anh",
        delivery="counter",
        **{f"file_{declaration.pk}": SimpleUploadedFile("ban-moi.pdf", PDF)},
    )
    dossier = Dossier.objects.get()
    assert answer.redirect_chain == [(f"/ho-so/nhap/{draft.reference}/", 302)]
    assert dossier.state == State.DRAFT
    assert dossier.applicant_name == "Nguyễn Thị Lan Anh"
    assert files(dossier)["ban-moi.pdf"] == "Tờ khai theo mẫu"
    assert "Giấy xác nhận cư trú" in answer.content.decode()


def test_another_procedure_does_not_touch_the_draft(draft: Dossier, lan: User) -> None:
    changed(make_version("1.000894", "Đăng ký kết hôn"), "Giấy khám sức khỏe")
    assert filing.follow_change(dossier=draft, by=lan, at=AFTER) is None
