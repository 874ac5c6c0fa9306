"""Signed papers: the leader's decisions, the counter's seal, and certificates that no longer hold."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers import documents
from dossiers.errors import Faults
from dossiers.models import Apology, Attachment, Dossier, IssuedDocument, Signature
from dossiers.services import attaching, decision, processing, signing
from staff import signing_keys
from staff.models import Certificate, Delegation, User
from staff.printing import render_pdf
from staff.roles import Role
from staff.signing import Checked, sign_pdf, verify_pdf
from staff.trial_authority import Authority
from tests.dossiers.papers import Form, text_of_pdf
from tests.people import MakeDossier, Office, make_official, moment

NOW = moment("2023-08-31 10:00")


def checked(signature: Signature | None) -> Checked:
    assert signature is not None
    with signature.file.open("rb") as content:
        found = verify_pdf(content.read(), signing_keys.roots())
    assert found is not None
    return found


def result_pdf(name: str = "ket-qua.pdf") -> SimpleUploadedFile:
    data = {"title": "Giấy xác nhận", "unit": "Xã", "lines": [], "place_and_day": "Bình Nghĩa", "name": "Lan"}
    return SimpleUploadedFile(name, render_pdf("giay_to_mau", data, at=NOW), content_type="application/pdf")


def propose_with(dossier: Dossier, minh: User, *uploads: SimpleUploadedFile) -> Dossier:
    at = moment("2023-08-30 09:00")
    for upload in uploads:
        attaching.attach(
            dossier=dossier, upload=upload, document=None, by=minh, at=at, kind=Attachment.Kind.RESULT
        )
    return processing.propose(dossier=dossier, outcome="granted", text="Đủ điều kiện, cấp.", by=minh, at=at)


def signed_files() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).glob("signed/*")}


def apology_of(dossier: Dossier, hai: User) -> IssuedDocument:
    apology = Apology(
        dossier=dossier,
        due_at=moment("2023-09-05 17:00"),
        new_due_at=moment("2023-09-08 17:00"),
        cause="Chờ kết quả xác minh.",
        extra_days=3,
    )
    extra = {"apology": apology, "moves": list(dossier.promise_moves.all())}
    return documents.issue(dossier=dossier, form=Form.APOLOGY, by=hai, at=NOW, extra=extra)


def test_an_apology_is_signed_by_the_person(
    processing_dossier: MakeDossier, hai: User, hai_signs: Certificate
) -> None:
    signature = signing.sign_document(apology_of(processing_dossier(), hai), by=hai, at=NOW)
    found = checked(signature)
    assert found.is_genuine
    assert (found.signer, found.signed_at) == ("Phạm Văn Hải", NOW)


def test_without_a_certificate_nothing_is_signed(processing_dossier: MakeDossier, hai: User) -> None:
    assert signing.sign_document(apology_of(processing_dossier(), hai), by=hai, at=NOW) is None
    assert not Signature.objects.exists()


def test_the_signed_paper_names_the_signature_in_place_of_the_hand(
    processing_dossier: MakeDossier, hai: User, hai_signs: Certificate
) -> None:
    document = apology_of(processing_dossier(), hai)
    assert "(Ký và ghi rõ họ tên)" in text_of_pdf(signing.file_of(document, at=NOW))
    signing.sign_document(document, by=hai, at=NOW)
    for paper in ("a4", "a5"):
        text = text_of_pdf(signing.file_of(document, at=NOW, paper=paper))  # type: ignore[arg-type]
        assert "Chữ ký số của Phạm Văn Hải" in text
        assert "Thời gian ký: 10:00 ngày 31/08/2023" in text
        assert "CHỨNG THƯ THỬ NGHIỆM" in text
        assert "(Ký và ghi rõ họ tên)" not in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"not_after": moment("2023-08-30 00:00")}, "30/08/2023"),
        ({"revoked_at": moment("2023-08-29 00:00")}, "29/08/2023"),
        ({"not_before": moment("2023-09-01 00:00")}, "01/09/2023"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused_in_clear_words(
    proposed: MakeDossier, hai: User, hai_signs: Certificate, fields: dict[str, Any], words: str
) -> None:
    dossier = proposed()
    Certificate.objects.filter(pk=hai_signs.pk).update(**fields)
    with pytest.raises(Faults) as raised:
        decision.sign(dossier=dossier, by=hai, at=NOW)
    assert words in raised.value.errors[""][0]
    dossier.refresh_from_db()
    assert dossier.resolved_at is None
    assert not dossier.issued_documents.filter(form=Form.RESULT).exists()


def test_a_newer_certificate_takes_over(
    processing_dossier: MakeDossier, hai: User, hai_signs: Certificate, authority: Authority
) -> None:
    Certificate.objects.filter(pk=hai_signs.pk).update(revoked_at=moment("2023-08-30 00:00"))
    newer = authority.certify(name="Phạm Văn Hải", organisation="UBND", slot="hai2.p12", official=hai.official)
    signature = signing.sign_document(apology_of(processing_dossier(), hai), by=hai, at=NOW)
    assert checked(signature).serial == newer.serial


def test_an_uploaded_result_is_signed_and_is_the_result(
    processing_dossier: MakeDossier, minh: User, hai: User, hai_signs: Certificate
) -> None:
    dossier = propose_with(processing_dossier(), minh, result_pdf())
    decision.sign(dossier=dossier, by=hai, at=NOW)
    signature = Signature.objects.get(attachment__dossier=dossier)
    assert checked(signature).is_genuine
    assert signature.by == hai
    assert not dossier.issued_documents.filter(form=Form.RESULT).exists()


def test_without_an_upload_a_result_paper_is_made_and_signed(
    proposed: MakeDossier, hai: User, hai_signs: Certificate
) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=NOW)
    paper = documents.latest(dossier, Form.RESULT)
    assert paper is not None
    assert checked(paper.signature).is_genuine
    text = text_of_pdf(signing.file_of(paper, at=NOW))
    for piece in ("Số: 1/KQGQ", "Kết quả: Giấy xác nhận tình trạng hôn nhân", "Đủ điều kiện, đề nghị cấp."):
        assert piece in text


def test_a_file_that_cannot_be_signed_is_named_by_the_result_paper(
    processing_dossier: MakeDossier, minh: User, hai: User, hai_signs: Certificate
) -> None:
    picture = SimpleUploadedFile("ban-ve.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, content_type="image/png")
    dossier = propose_with(processing_dossier(), minh, picture)
    decision.sign(dossier=dossier, by=hai, at=NOW)
    paper = documents.latest(dossier, Form.RESULT)
    assert paper is not None
    assert "Kèm theo: 1. ban-ve.png" in text_of_pdf(signing.file_of(paper, at=NOW))
    assert not Signature.objects.filter(attachment__isnull=False).exists()


def test_a_protected_file_is_not_signed_and_nothing_changes(
    processing_dossier: MakeDossier, minh: User, hai: User, hai_signs: Certificate
) -> None:
    broken = SimpleUploadedFile("hong.pdf", b"%PDF-1.7\nhong", content_type="application/pdf")
    dossier = propose_with(processing_dossier(), minh, result_pdf(), broken)
    before = signed_files()
    with pytest.raises(Faults, match=r"hong\.pdf"):
        decision.sign(dossier=dossier, by=hai, at=NOW)
    dossier.refresh_from_db()
    assert dossier.resolved_at is None
    assert not Signature.objects.exists()
    assert signed_files() == before


def test_a_file_somebody_signed_and_closed_is_named(
    processing_dossier: MakeDossier, minh: User, hai: User, hai_signs: Certificate
) -> None:
    closed = sign_pdf(result_pdf().read(), signing_keys.key_in(hai_signs.slot), at=NOW)
    dossier = propose_with(
        processing_dossier(), minh, SimpleUploadedFile("da-ky.pdf", closed, content_type="application/pdf")
    )
    with pytest.raises(Faults, match=r"da-ky\.pdf"):
        decision.sign(dossier=dossier, by=hai, at=NOW)


def test_the_citizen_receives_the_signed_file(
    client: Client, processing_dossier: MakeDossier, lan: User, minh: User, hai: User, hai_signs: Certificate
) -> None:
    dossier = processing_dossier()
    Dossier.objects.filter(pk=dossier.pk).update(applicant=lan)
    propose_with(dossier, minh, result_pdf())
    result = dossier.attachments.get(kind=Attachment.Kind.RESULT)
    client.force_login(lan)
    assert client.get(f"/ho-so/tep/{result.pk}/").status_code == 404
    decision.sign(dossier=dossier, by=hai, at=NOW)
    response = client.get(f"/ho-so/tep/{result.pk}/")
    found = verify_pdf(b"".join(response), signing_keys.roots())  # type: ignore[arg-type]
    assert found is not None
    assert found.is_genuine


@pytest.mark.parametrize("form", [Form.RECEIPT, Form.SUPPLEMENT, Form.REFUSAL, Form.STOP])
def test_the_counters_papers_get_their_seal_once(
    received: MakeDossier, hoa: User, commune_seals: Certificate, form: Form
) -> None:
    extra = {"items": ["Bản sao"], "reason": "Lý do."}
    document = documents.issue(dossier=received(), form=form, by=hoa, at=NOW, extra=extra)
    first = signing.file_of(document, at=NOW)
    assert signing.file_of(document, at=NOW + dt.timedelta(days=1)) == first
    found = checked(Signature.objects.get(issued_document=document))
    assert found.is_genuine
    assert found.signer == "Bộ phận Một cửa xã Bình Nghĩa"


def test_a_seal_that_ended_does_not_stop_the_counter(received: MakeDossier, commune_seals: Certificate) -> None:
    document = documents.latest(received(), Form.RECEIPT)
    assert document is not None
    Certificate.objects.filter(pk=commune_seals.pk).update(not_after=moment("2023-02-01 00:00"))
    assert "(Ký và ghi rõ họ tên)" in text_of_pdf(signing.file_of(document, at=NOW))
    assert not Signature.objects.exists()


def test_a_paper_from_before_the_codes_is_not_sealed_afterwards(
    received: MakeDossier, hoa: User, commune_seals: Certificate
) -> None:
    newer = documents.latest(received(), Form.RECEIPT)
    assert newer is not None
    content = {name: value for name, value in newer.content.items() if name not in ("verification", "set")}
    older = IssuedDocument.objects.create(
        dossier=newer.dossier, form=Form.RECEIPT, number="9/BPTNTKQ", issued_at=NOW, issued_by=hoa, content=content
    )
    assert "GIẤY TIẾP NHẬN" in text_of_pdf(signing.file_of(older, at=NOW))
    assert not Signature.objects.exists()


def test_a_missing_key_is_said_without_secrets(proposed: MakeDossier, hai: User, hai_signs: Certificate) -> None:
    dossier = proposed()
    (signing_keys.keys_folder() / "hai.p12").unlink()
    with pytest.raises(Faults, match="Phạm Văn Hải"):
        decision.sign(dossier=dossier, by=hai, at=NOW)


@time_machine.travel(NOW, tick=False)
def test_a_deputy_signs_with_the_own_certificate_and_the_paper_says_for_whom(
    proposed: MakeDossier, office: Office, hai: User, authority: Authority
) -> None:
    thinh = make_official("thinh", "Ngô Văn Thịnh", office.commune, Role.SPECIALIST)
    for official, post in ((hai.official, "Chủ tịch UBND xã"), (thinh.official, "Phó Chủ tịch UBND xã")):
        official.post = post
        official.save()
    delegation = Delegation.objects.create(
        official=hai.official,
        deputy=thinh.official,
        unit=office.commune,
        mark=Delegation.Mark.DEPUTY,
        document="Văn bản số 15/UBND-VP ngày 25/8/2023",
        valid_from=dt.date(2023, 8, 28),
        valid_to=dt.date(2023, 9, 8),
    )
    authority.certify(name="Ngô Văn Thịnh", organisation="UBND", slot="thinh.p12", official=thinh.official)
    dossier = proposed()
    decision.sign(dossier=dossier, by=thinh, at=NOW)
    paper = documents.latest(dossier, Form.RESULT)
    assert paper is not None
    assert paper.signature.delegation == delegation
    text = text_of_pdf(signing.file_of(paper, at=NOW))
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in text
    assert "(Theo Văn bản số 15/UBND-VP ngày 25/8/2023)" in text


def test_a_time_stamped_signature_says_so(
    proposed: MakeDossier, hai: User, hai_signs: Certificate, time_stamping: list[bytes]
) -> None:
    dossier = decision.sign(dossier=proposed(), by=hai, at=NOW)
    signature = Signature.objects.get(issued_document__dossier=dossier)
    assert signature.has_timestamp
    assert checked(signature).has_timestamp
