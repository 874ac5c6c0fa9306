"""Every field of the statutory forms is on the paper, by the paper's text."""

import io
import re

from pypdf import PdfReader

from dossiers import documents
from dossiers.rating_link import read_rating_token
from dossiers.rules import Authorising, HandedIn
from dossiers.services import decision, handover, intake, processing
from procedures.models import Fee, ProcedureVersion
from staff.models import User
from tests.dossiers.papers import Form, assert_has, printed, reader_of, text_of
from tests.people import LAN, MakeDossier, Office, all_papers, moment


def test_receipt_has_every_field_of_form_01(received: MakeDossier, version: ProcedureVersion) -> None:
    dossier = received("2023-08-29 09:30", request="Xác nhận để đăng ký kết hôn", sets=2)
    assert_has(
        printed(dossier, Form.RECEIPT),
        "Mẫu số 01",
        "Số: 1/BPTNTKQ",
        "Bình Nghĩa, ngày 29 tháng 8 năm 2023",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {dossier.code}",
        "Tiếp nhận hồ sơ của Ông (Bà): Nguyễn Thị Lan",
        "Số định danh cá nhân/tổ chức: 035185001234",
        "Địa chỉ: Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam",
        "Số điện thoại: 0912345678",
        "Email: lan@example.com",
        "Nội dung yêu cầu giải quyết: Xác nhận để đăng ký kết hôn",
        f"Thủ tục hành chính: {version.name} (1.004873)",
        "STT Tên giấy tờ Hình thức Số lượng",
        "1 Tờ khai theo mẫu Bản chính 01",
        "2 Giấy tờ tùy thân (xuất trình để đối chiếu) Bản chính 01",
        "Số lượng hồ sơ: 02 (bộ)",
        "Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
        "Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày 29 tháng 8 năm 2023",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 05 tháng 9 năm 2023",
        "Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả xã Bình Nghĩa",
        "Vào Sổ theo dõi hồ sơ, Quyển số:",
        "Số thứ tự:",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Trần Thị Hoa",
        "0226 3860 104",
    )


def test_receipt_leads_to_tracking_by_qr(received: MakeDossier) -> None:
    dossier = received()
    document = documents.latest(dossier, Form.RECEIPT)
    assert document is not None
    assert document.content["qr"].endswith(f"/tra-cuu/?code={dossier.code}")
    links = [link.get_object()["/A"]["/URI"] for link in reader_of(document).pages[0]["/Annots"]]
    assert document.content["qr"] in links


def test_receipt_names_the_authorising_person(received: MakeDossier) -> None:
    principal = Authorising(
        name="Nguyễn Văn An",
        authorisation="Giấy ủy quyền ngày 20/8/2023",
        identity_number="035085001234",
        phone="0987654321",
        address="Thôn 5, xã An Đổ",
    )
    assert_has(
        printed(received(principal=principal), Form.RECEIPT),
        "Người ủy quyền: Nguyễn Văn An",
        "của người ủy quyền: 035085001234",
        "Địa chỉ của người ủy quyền: Thôn 5, xã An Đổ",
        "Số điện thoại: 0987654321",
        "Giấy tờ ủy quyền: Giấy ủy quyền ngày 20/8/2023",
    )


def test_receipt_without_authorisation_does_not_mention_one(received: MakeDossier) -> None:
    assert "ủy quyền" not in printed(received(), Form.RECEIPT)


def test_receipt_keeps_fee_and_charge_apart(received: MakeDossier, version: ProcedureVersion) -> None:
    Fee.objects.create(version=version, position=1, kind="phi", amount=8000, per="bản")
    Fee.objects.create(version=version, position=2, kind="le_phi", amount=None, by_province=True)
    assert_has(
        printed(received(), Form.RECEIPT),
        "Phí: 8.000 đồng (Tám nghìn đồng)/bản",
        "Lệ phí: theo Nghị quyết của Hội đồng nhân dân tỉnh",
    )


def test_receipt_of_an_online_dossier_lists_electronic_copies(
    office: Office, lan: User, hoa: User, version: ProcedureVersion, received: MakeDossier
) -> None:
    dossier = received(channel="online", delivery="post")
    assert_has(
        printed(dossier, Form.RECEIPT),
        "Tờ khai theo mẫu Bản điện tử 01",
        "Qua dịch vụ bưu chính công ích đến địa chỉ: Thôn 3",
    )


def test_receipt_of_a_same_day_paper_says_so(received: MakeDossier, same_day_version: ProcedureVersion) -> None:
    dossier = received("2023-08-29 09:30", version=same_day_version)
    assert_has(printed(dossier, Form.RECEIPT), "là: trong ngày làm việc; nhận sau 15 giờ")


def test_ordinary_receipt_fits_one_sheet_on_a4_and_a5(received: MakeDossier) -> None:
    document = documents.latest(received(), Form.RECEIPT)
    assert document is not None
    for paper in ("a4", "a5"):
        assert len(PdfReader(io.BytesIO(documents.pdf(document, paper=paper))).pages) == 1  # type: ignore[arg-type]


def test_thirty_long_papers_run_over_with_the_head_repeated(
    received: MakeDossier, version: ProcedureVersion
) -> None:
    others = [
        HandedIn(document_id=None, name=f"Giấy tờ {number} " + "có tên rất dài " * 14, copies=1)
        for number in range(1, 31)
    ]
    pages = reader_of(documents.latest(received(papers=all_papers(version) + others), Form.RECEIPT)).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert len(texts) > 2
    assert all("STT Tên giấy tờ" in text for text in texts[:-1])
    assert [text.startswith(str(number)) for number, text in enumerate(texts[1:], start=2)] == [True] * (
        len(texts) - 1
    )
    assert "Thời gian trả kết quả" in texts[-1]
    assert "NGƯỜI NỘP HỒ SƠ" in texts[-1]
    assert all(f"Giấy tờ {number} có tên" in " ".join(texts) for number in range(1, 31))


def test_missing_facts_become_dotted_lines(received: MakeDossier, office: Office) -> None:
    office.commune.hotline = office.commune.address = ""
    office.commune.save()
    text = printed(received(applicant=LAN.__class__(**{**LAN.__dict__, "email": ""})), Form.RECEIPT)
    assert re.search(r"Email: ?\.{5}", text)
    assert "điện thoại hỏi đáp" not in text


def test_supplement_request_has_every_field_of_form_02(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing.request_supplement(
        dossier=processing_dossier("2025-10-01 09:30"),
        items=["Bản sao trích lục ly hôn", "Tờ khai: ghi đủ năm sinh"],
        reason="Thành phần hồ sơ còn thiếu.",
        by=minh,
        at=moment("2025-10-02 10:00"),
    )
    assert_has(
        printed(dossier, Form.SUPPLEMENT),
        "Mẫu số 02",
        "Số: 1/PBS-BPTNTKQ",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Hồ sơ của Ông (Bà): Nguyễn Thị Lan",
        "Nội dung yêu cầu giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân",
        "Địa chỉ: Thôn 3",
        "Số điện thoại: 0912345678",
        "Email: lan@example.com",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau: 1. Bản sao trích lục ly hôn 2. Tờ khai: ghi đủ năm sinh",
        "Lý do: Thành phần hồ sơ còn thiếu.",
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với Lê Văn Minh",
        "số điện thoại 0226 3860 104",
        "NGƯỜI HƯỚNG DẪN",
    )


def test_refusal_has_every_field_of_form_03(received: MakeDossier, hoa: User) -> None:
    document = documents.issue(
        dossier=received("2025-10-01 09:30"),
        form=Form.REFUSAL,
        by=hoa,
        at=moment("2025-10-01 09:40"),
        extra={"reason": "Không thuộc thẩm quyền giải quyết."},
    )
    assert_has(
        text_of(document),
        "Mẫu số 03",
        "Số: 1/PTC-BPTNTKQ",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Tiếp nhận hồ sơ của Ông (Bà): Nguyễn Thị Lan",
        "Số định danh cá nhân/tổ chức: 035185001234",
        "Mã hồ sơ: ",
        "Nội dung yêu cầu giải quyết: ",
        "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau: Không thuộc thẩm quyền giải quyết.",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
    )


def test_stop_notice_names_request_moment_and_what_happens_next(received: MakeDossier, hoa: User) -> None:
    dossier = handover.withdraw(
        dossier=received("2025-10-01 09:30"), reason="Không còn nhu cầu.", by=hoa, at=moment("2025-10-02 08:00")
    )
    dossier = handover.stop(
        dossier=dossier, reason="Người nộp không còn nhu cầu.", by=hoa, at=moment("2025-10-03 10:00")
    )
    assert_has(
        printed(dossier, Form.STOP),
        "Mẫu số 05",
        "Số: 1/TB-BPTNTKQ",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Kính gửi: Ông (Bà) Nguyễn Thị Lan",
        f"Mã hồ sơ: {dossier.code}",
        "Thủ tục hành chính: Cấp Giấy xác nhận tình trạng hôn nhân (1.004873)",
        "Căn cứ đề nghị dừng giải quyết hồ sơ của Ông (Bà) Nguyễn Thị Lan ngày 02 tháng 10 năm 2025",
        "Thời điểm dừng: 10 giờ 00 phút, ngày 03 tháng 10 năm 2025",
        "Lý do: Người nộp không còn nhu cầu.",
        "Giấy tờ đã nộp được trả lại",
        "Phí, lệ phí đã nộp (nếu có)",
    )


def test_result_slip_carries_the_rating_link(returned: MakeDossier) -> None:
    dossier = returned()
    document = documents.latest(dossier, Form.RESULT_SLIP)
    assert document is not None
    token = document.content["qr"].rstrip("/").rsplit("/", 1)[1]
    assert read_rating_token(token) == dossier.pk
    assert_has(
        text_of(document),
        "Số: 1/PTKQ-BPTNTKQ",
        "PHIẾU TRẢ KẾT QUẢ GIẢI QUYẾT HỒ SƠ",
        "Trả kết quả hồ sơ của Ông (Bà): Nguyễn Thị Lan",
        "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 05 tháng 9 năm 2023",
        "Thời gian có kết quả: 10 giờ 00 phút, ngày 31 tháng 8 năm 2023 (trước hạn)",
        "Kết quả: Giấy xác nhận tình trạng hôn nhân",
        "Người nhận kết quả: Nguyễn Thị Lan",
        "Quét để đánh giá",
        "NGƯỜI NHẬN KẾT QUẢ",
        "NGƯỜI TRẢ KẾT QUẢ",
    )


def test_result_slip_of_a_denial_hands_over_the_written_answer(
    processing_dossier: MakeDossier, minh: User, hai: User, hoa: User
) -> None:
    dossier = processing.propose(
        dossier=processing_dossier(),
        outcome="denied",
        text="Không đủ điều kiện kết hôn.",
        by=minh,
        at=moment("2023-08-30 10:00"),
    )
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-30 11:00"))
    someone = handover.Collector(name="Nguyễn Văn An")
    handover.return_result(dossier=dossier, by=hoa, at=moment("2023-08-31 08:00"), collector=someone)
    assert_has(
        printed(dossier, Form.RESULT_SLIP),
        "Kết quả: Văn bản trả lời hồ sơ không đủ điều kiện",
        "Người nhận kết quả: Nguyễn Văn An",
    )


def test_an_organisation_is_not_called_mister(received: MakeDossier) -> None:
    company = LAN.__class__(
        name="Công ty TNHH Bình Lục",
        kind="organisation",
        identity_number="0700123456",
        phone="0912345678",
        address="Thị trấn Bình Mỹ",
    )
    assert_has(
        printed(received(applicant=company), Form.RECEIPT), "Tiếp nhận hồ sơ của Tổ chức: Công ty TNHH Bình Lục"
    )


def test_intake_prints_what_the_applicant_typed_as_text(
    office: Office, hoa: User, version: ProcedureVersion
) -> None:
    dossier = intake.receive_walk_in(
        version=version,
        unit=office.commune,
        applicant=LAN,
        papers=all_papers(version),
        request='#panic("x") *đậm* $x$',
        by=hoa,
        at=moment("2023-08-29 09:30"),
    )
    assert_has(printed(dossier, Form.RECEIPT), '#panic("x") *đậm* $x$')
