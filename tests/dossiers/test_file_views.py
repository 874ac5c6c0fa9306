"""Who may open a paper or an attached file, and that each view leaves a trace."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers import documents, file_types
from dossiers.models import Attachment, Dossier, IssuedDocument
from dossiers.services import decision
from staff.models import AuditEntry, User
from tests.people import MakeDossier, make_person, moment

PDF = b"%PDF-1.7\n%%EOF\n"
AddFile = Callable[..., Attachment]


@pytest.fixture
def dossier(received: MakeDossier, lan: User) -> Dossier:
    """A dossier of Lan's at Hoa's counter."""
    dossier = received()
    dossier.applicant = lan
    dossier.save(update_fields=["applicant"])
    return dossier


@pytest.fixture
def paper_url(dossier: Dossier) -> str:
    document = documents.latest(dossier, IssuedDocument.Form.RECEIPT)
    assert document is not None
    return reverse("dossiers:document", args=[document.pk])


@pytest.fixture
def add_file(dossier: Dossier, lan: User) -> AddFile:
    """Attach a file straight to the table: what the office accepts is tested elsewhere."""

    def add(
        name: str = "tờ khai.pdf",
        content_type: str = file_types.PDF,
        content: bytes = PDF,
        kind: str = Attachment.Kind.PAPER,
        of: Dossier = dossier,
    ) -> Attachment:
        return Attachment.objects.create(
            dossier=of,
            kind=kind,
            file=SimpleUploadedFile(name, content),
            name=name,
            content_type=content_type,
            size=len(content),
            sha256="0" * 64,
            uploaded_at=moment("2023-08-29 09:00"),
            uploaded_by=lan,
        )

    return add


def opened(client: Client, user: User | None, url: str) -> int:
    if user is not None:
        client.force_login(user)
    answer = client.get(url)
    if answer.streaming:
        answer.getvalue()  # a file is closed once it is read
    return answer.status_code


def test_the_clerk_prints_the_receipt(client: Client, hoa: User, paper_url: str, dossier: Dossier) -> None:
    client.force_login(hoa)
    answer = client.get(paper_url)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{dossier.code}-01.pdf"'


def test_printing_is_recorded(client: Client, hoa: User, paper_url: str, dossier: Dossier) -> None:
    opened(client, hoa, paper_url)
    entry = AuditEntry.objects.get(action="document.printed")
    assert (entry.actor, entry.target) == (hoa, dossier.reference)
    assert entry.detail == {"form": "01", "number": "1/BPTNTKQ"}


def test_the_receipt_also_prints_on_a5(client: Client, hoa: User, paper_url: str) -> None:
    client.force_login(hoa)
    assert client.get(paper_url, {"kho": "a5"}).content != client.get(paper_url, {"kho": "a9"}).content
    assert client.get(paper_url, {"kho": "a9"}).content == client.get(paper_url).content


def test_the_applicant_prints_her_own_receipt(client: Client, lan: User, paper_url: str) -> None:
    assert opened(client, lan, paper_url) == 200


def test_a_paper_is_not_there_for_others(client: Client, tu: User, paper_url: str) -> None:
    assert opened(client, tu, paper_url) == 404
    assert opened(client, make_person("binh", "Ngô Thị Bình"), paper_url) == 404
    assert not AuditEntry.objects.filter(action="document.printed").exists()


def test_a_stranger_is_asked_to_sign_in(client: Client, paper_url: str, add_file: AddFile) -> None:
    for url in (paper_url, reverse("dossiers:attachment", args=[add_file().pk])):
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_papers_are_only_read(client: Client, hoa: User, paper_url: str) -> None:
    client.force_login(hoa)
    assert client.post(paper_url).status_code == 405


@pytest.mark.parametrize(
    ("name", "content_type", "disposition", "policy"),
    [
        ("to-khai.pdf", file_types.PDF, "inline", "default-src 'none'; frame-ancestors 'none'"),
        ("anh.png", file_types.PNG, "inline", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("anh.heic", file_types.HEIC, "attachment", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("don.docx", file_types.DOCX, "attachment", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("trang.html", "text/html", "attachment", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ],
)
def test_a_file_cannot_act_as_a_page(
    client: Client, hoa: User, add_file: AddFile, name: str, content_type: str, disposition: str, policy: str
) -> None:
    client.force_login(hoa)
    answer = client.get(reverse("dossiers:attachment", args=[add_file(name, content_type).pk]))
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"] == f'{disposition}; filename="{name}"'
    assert answer["Content-Security-Policy"] == policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_keeps_its_vietnamese_name(client: Client, lan: User, add_file: AddFile) -> None:
    client.force_login(lan)
    answer = client.get(reverse("dossiers:attachment", args=[add_file("tờ khai.pdf").pk]))
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''t%E1%BB%9D%20khai.pdf"
    assert answer.getvalue() == PDF


def test_viewing_a_file_is_recorded(client: Client, hoa: User, add_file: AddFile, dossier: Dossier) -> None:
    found = add_file()
    opened(client, hoa, reverse("dossiers:attachment", args=[found.pk]))
    entry = AuditEntry.objects.get(action="attachment.viewed")
    assert (entry.actor, entry.target, entry.detail) == (hoa, dossier.reference, {"attachment": found.pk})


def test_a_file_is_not_there_for_others(client: Client, tu: User, add_file: AddFile) -> None:
    url = reverse("dossiers:attachment", args=[add_file().pk])
    assert opened(client, tu, url) == 404
    assert opened(client, make_person("binh", "Ngô Thị Bình"), url) == 404
    assert not AuditEntry.objects.filter(action="attachment.viewed").exists()


def test_a_file_of_a_draft_is_the_citizens_own(
    client: Client, hoa: User, lan: User, dossier: Dossier, add_file: AddFile
) -> None:
    draft = Dossier.objects.create(
        version=dossier.version,
        receiving_unit=dossier.receiving_unit,
        handling_unit=dossier.handling_unit,
        channel="online",
        applicant=lan,
        created_at=moment("2023-08-29 09:00"),
    )
    url = reverse("dossiers:attachment", args=[add_file(of=draft).pk])
    assert opened(client, hoa, url) == 404
    assert opened(client, lan, url) == 200


def test_the_result_is_shown_to_the_applicant_once_signed(
    client: Client, proposed: MakeDossier, lan: User, hoa: User, hai: User, add_file: AddFile
) -> None:
    dossier = proposed()
    dossier.applicant = lan
    dossier.save(update_fields=["applicant"])
    url = reverse("dossiers:attachment", args=[add_file(kind=Attachment.Kind.RESULT, of=dossier).pk])
    assert opened(client, hoa, url) == 200
    assert opened(client, lan, url) == 404
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-31 10:00"))
    assert opened(client, lan, url) == 200


def test_a_file_lost_from_the_disk_is_not_there(client: Client, hoa: User, add_file: AddFile) -> None:
    found = add_file()
    found.file.storage.delete(found.file.name)
    assert opened(client, hoa, reverse("dossiers:attachment", args=[found.pk])) == 404
