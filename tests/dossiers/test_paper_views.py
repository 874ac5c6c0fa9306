"""Issued papers on the dossier page: corrected by a new number, counted when printed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dossiers import documents
from dossiers.errors import Faults, NotPermitted
from dossiers.models import Dossier, IssuedDocument
from dossiers.services import papers, processing, signing
from dossiers.verification import Standing, by_code
from staff.models import AuditEntry, Certificate, User
from staff.roles import Role
from tests.dossiers.papers import Form, reader_of, text_of
from tests.dossiers.questions import put
from tests.dossiers.test_signed_papers import NOW, apology_of
from tests.people import MakeDossier, Office, make_official, moment


@pytest.fixture
def request_for_supplement(processing_dossier: MakeDossier, minh: User) -> IssuedDocument:
    dossier = processing.request_supplement(
        dossier=processing_dossier(),
        items=["Bản sao trích lục"],
        reason="Thiếu giấy tờ.",
        by=minh,
        at=moment("2023-08-30 10:00"),
    )
    found = documents.latest(dossier, Form.SUPPLEMENT)
    assert found is not None
    return found


def corrected(document: IssuedDocument, by: User, **given: Any) -> IssuedDocument:
    return papers.correct(document=document, reason="Ghi sai họ tên.", by=by, at=NOW, **given)


def test_a_reason_that_ends_in_a_full_stop_is_printed_with_one(
    request_for_supplement: IssuedDocument, hoa: User
) -> None:
    assert "Ghi sai họ tên.." not in text_of(corrected(request_for_supplement, hoa))


def test_a_corrected_receipt_is_not_announced_as_a_new_dossier(
    client: Client, received: MakeDossier, hoa: User
) -> None:
    dossier = received()
    receipt = documents.latest(dossier, Form.RECEIPT)
    assert receipt is not None
    newer = corrected(receipt, hoa)
    client.force_login(hoa)
    page = client.get(f"/mot-cua/ho-so/{dossier.reference}/?in=01").content.decode()

    assert newer.number in page
    assert f"Đã tiếp nhận hồ sơ {dossier.code}" not in page


def test_a_correction_has_its_own_number_and_names_the_earlier_one(
    request_for_supplement: IssuedDocument, hoa: User
) -> None:
    Dossier.objects.update(applicant_name="Nguyễn Thị Lành")
    newer = corrected(request_for_supplement, hoa, text="Thiếu bản sao trích lục ly hôn.")
    assert (request_for_supplement.number, newer.number) == ("1/PBS-BPTNTKQ", "2/PBS-BPTNTKQ")
    text = text_of(newer)
    for piece in (
        "Thay thế văn bản số 1/PBS-BPTNTKQ ngày 30 tháng 8 năm 2023. Lý do: Ghi sai họ tên.",
        "Nguyễn Thị Lành",
        "Lý do: Thiếu bản sao trích lục ly hôn.",
        "Bản sao trích lục",
    ):
        assert piece in text


def test_the_earlier_paper_stays_and_says_what_replaces_it(
    request_for_supplement: IssuedDocument, hoa: User, client: Client
) -> None:
    before = documents.pdf(request_for_supplement)
    newer = corrected(request_for_supplement, hoa)
    assert documents.pdf(IssuedDocument.objects.get(pk=request_for_supplement.pk)) == before
    found = by_code(request_for_supplement.verification_code).paper
    assert found is not None
    assert (found.replaced_by, found.replaced_code) == (newer.number, newer.verification_code)
    page = client.get(f"/kiem-tra/{request_for_supplement.verification_code}/").content.decode()
    assert newer.number in page
    client.force_login(hoa)
    lines = client.get(f"/mot-cua/ho-so/{request_for_supplement.dossier.code}/").context["paper_lines"]
    replaced = {line.document: line.replaced_by for line in lines}
    assert replaced[request_for_supplement] == newer
    assert replaced[newer] is None


def test_a_paper_is_replaced_once(request_for_supplement: IssuedDocument, hoa: User) -> None:
    newer = corrected(request_for_supplement, hoa)
    with pytest.raises(Faults, match=newer.number):
        corrected(request_for_supplement, hoa)
    assert corrected(newer, hoa).replaces == newer


@pytest.mark.parametrize("person", ["minh", "lan", "tu"])
def test_only_the_counter_corrects_its_papers(
    request_for_supplement: IssuedDocument, person: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        corrected(request_for_supplement, request.getfixturevalue(person))


def test_the_leader_corrects_and_signs_the_apology(
    processing_dossier: MakeDossier, hoa: User, hai: User, hai_signs: Certificate
) -> None:
    apology = apology_of(processing_dossier(), hai)
    with pytest.raises(NotPermitted):
        corrected(apology, hoa)
    newer = corrected(apology, hai, text="Chờ xác minh của Công an xã.")
    assert newer.signature.by == hai
    assert "Chờ xác minh của Công an xã." in text_of(newer)


def test_page_keeps_what_was_typed_when_the_reason_is_missing(
    client: Client, request_for_supplement: IssuedDocument, hoa: User
) -> None:
    client.force_login(hoa)
    address = f"/mot-cua/giay-to/{request_for_supplement.pk}/dinh-chinh/"
    assert "Thiếu giấy tờ." in client.get(address).content.decode()
    response = client.post(address, {"reason": "", "text": "Văn bản đã sửa"})
    assert response.status_code == 422
    assert "Văn bản đã sửa" in response.content.decode()
    response = client.post(address, {"reason": "Ghi sai địa chỉ", "text": "Văn bản đã sửa"})
    assert response.headers["Location"].endswith("?in=02")
    assert AuditEntry.objects.filter(action="document.corrected").count() == 1


def test_page_of_a_correction_is_closed_to_others(
    client: Client, request_for_supplement: IssuedDocument, minh: User, tu: User
) -> None:
    address = f"/mot-cua/giay-to/{request_for_supplement.pk}/dinh-chinh/"
    client.force_login(minh)
    assert client.get(address).status_code == 403
    client.force_login(tu)
    assert client.get(address).status_code == 404


def test_every_print_is_counted_on_the_page(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    receipt = documents.latest(dossier, Form.RECEIPT)
    assert receipt is not None
    client.force_login(hoa)
    for _ in range(2):
        client.get(f"/mot-cua/giay-to/{receipt.pk}.pdf")
    line = client.get(f"/mot-cua/ho-so/{dossier.code}/").context["paper_lines"][0]
    assert line.prints == 2
    assert line.last_print.actor == hoa


def test_papers_cost_the_same_for_one_and_for_twenty(client: Client, received: MakeDossier, hoa: User) -> None:
    dossier = received()
    client.force_login(hoa)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"/mot-cua/ho-so/{dossier.code}/").status_code == 200
        return len(seen)

    count()
    first = count()
    for _ in range(19):
        documents.issue(dossier=dossier, form=Form.REFUSAL, by=hoa, at=NOW, extra={"reason": "Thử."})
    assert count() == first


def test_control_sheet_lists_each_hand_over(processing_dossier: MakeDossier, minh: User) -> None:
    sheet = papers.control_sheet(
        dossier=processing_dossier("2025-10-01 09:30"), by=minh, at=moment("2025-10-01 10:00")
    )
    text = text_of(sheet)
    for piece in (
        "Mẫu số 06",
        "Số: 1/PKS-BPTNTKQ",
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Cơ quan (bộ phận) giải quyết hồ sơ: Xã Bình Nghĩa",
        "Cơ quan phối hợp giải quyết hồ sơ:",
        "Ngày nhận: 09 giờ 30 phút, ngày 01 tháng 10 năm 2025",
        "Hẹn trả kết quả vào:",
        "1. Giao:",
        "2. Nhận:",
        "1. Giao: Người nộp hồ sơ",
        "Người giao: Nguyễn Thị Lan",
        "Tiếp nhận, chuyển hồ sơ",
        "Người giao: Trần Thị Hoa",
        "Người nhận: Lê Văn Minh",
        "Ghi chú",
    ):
        assert piece in text, text


def test_control_sheet_names_the_units_that_were_asked(
    processing_dossier: MakeDossier, office: Office, minh: User
) -> None:
    make_official("binh", "Bùi Văn Bình", office.other_commune, Role.SPECIALIST)
    dossier = processing_dossier()
    put(dossier, minh)
    sheet = papers.control_sheet(dossier=dossier, by=minh, at=NOW)
    assert f"Cơ quan phối hợp giải quyết hồ sơ: {office.other_commune.name}" in text_of(sheet)


def test_words_that_belong_together_stay_on_a_line_of_the_control_sheet(
    processing_dossier: MakeDossier, minh: User
) -> None:
    sheet = papers.control_sheet(dossier=processing_dossier(), by=minh, at=NOW)
    lines = [line.strip() for page in reader_of(sheet).pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if line.endswith("hồ")] == []


def test_a_paper_that_was_replaced_gets_no_seal_any_more(
    received: MakeDossier, hoa: User, commune_seals: Certificate
) -> None:
    receipt = documents.latest(received(), Form.RECEIPT)
    assert receipt is not None
    corrected(receipt, hoa)
    signing.file_of(receipt, at=NOW)
    assert by_code(receipt.verification_code).standing is Standing.UNSIGNED


def test_control_sheet_is_made_anew_only_when_something_happened(
    received: MakeDossier, hoa: User, minh: User
) -> None:
    dossier = received()
    first = papers.control_sheet(dossier=dossier, by=hoa, at=NOW)
    assert papers.control_sheet(dossier=dossier, by=hoa, at=moment("2023-08-31 11:00")) == first
    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-31 13:00"))
    second = papers.control_sheet(dossier=dossier, by=hoa, at=moment("2023-08-31 14:00"))
    assert second.replaces == first


def test_control_sheet_opens_from_the_dossier_page(
    client: Client, received: MakeDossier, hoa: User, tu: User, lan: User
) -> None:
    dossier = received()
    Dossier.objects.update(applicant=lan)
    address = f"/mot-cua/phieu-kiem-soat/{dossier.reference}/"
    client.force_login(tu)
    assert client.post(address).status_code == 404
    client.force_login(hoa)
    response = client.post(address, follow=True)
    assert response["Content-Type"] == "application/pdf"
    sheet = documents.latest(dossier, Form.CONTROL_SHEET)
    assert sheet is not None
    client.force_login(lan)
    assert client.get(f"/mot-cua/giay-to/{sheet.pk}.pdf").status_code == 404
