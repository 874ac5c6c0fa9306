"""Each form in the 2018 and in the 2025 set: title, mark, number and every field, by the paper's text."""

import datetime as dt
import io
from typing import Any

import pytest
from pypdf import PdfReader

from dossiers import documents
from dossiers.models import Apology, Dossier, IssuedDocument, Proposal
from procedures.models import Fee, ProcedureVersion
from staff.models import User
from tests.dossiers.papers import Form, text_of, text_of_pdf
from tests.people import MakeDossier, Office, moment

DAYS = {"2018": "2023-08-29", "2025": "2025-10-01"}
CONTACT = ("Địa chỉ: Thôn 3", "Số điện thoại: 0912345678", "Email: lan@example.com")
APPLICANT = ("Nguyễn Thị Lan", "Số định danh cá nhân/tổ chức: 035185001234", *CONTACT)
RECEIPT = (
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    "Số: 1/BPTNTKQ",
    "Mã hồ sơ: ",
    "Tiếp nhận hồ sơ của Ông (Bà): Nguyễn Thị Lan",
    *APPLICANT,
    "Nội dung yêu cầu giải quyết: ",
    "Thành phần hồ sơ nộp gồm:",
    "Số lượng hồ sơ: 01 (bộ)",
    "Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
    "Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày ",
    "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày ",
    "Đăng ký nhận kết quả tại: ",
    "Vào Sổ theo dõi hồ sơ, Quyển số:",
    "Số thứ tự:",
    "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
    "(Ký và ghi rõ họ tên)",
)
SUPPLEMENT = (
    "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
    "Số: 1/PBS-BPTNTKQ",
    "Hồ sơ của Ông (Bà): Nguyễn Thị Lan",
    "Nội dung yêu cầu giải quyết: ",
    *CONTACT,
    "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
    "Bản sao trích lục",
    "Lý do: Còn thiếu.",
    "nếu có vướng mắc, Ông/Bà liên hệ với Trần Thị Hoa",
    "số điện thoại 0226 3860 104",
    "NGƯỜI HƯỚNG DẪN",
)
REFUSAL = (
    "Số: 1/PTC-BPTNTKQ",
    "Tiếp nhận hồ sơ của Ông (Bà): Nguyễn Thị Lan",
    *APPLICANT,
    "Mã hồ sơ: ",
    "Nội dung yêu cầu giải quyết: ",
    "với lý do cụ thể như sau: Còn thiếu.",
    "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
)
APOLOGY = (
    "Mẫu số 04",
    "Số: 1/PXL",
    "Kính gửi: Ông (Bà) Nguyễn Thị Lan",
    "Ngày nhận hồ sơ: 09 giờ 30 phút, ngày ",
    "Bộ phận Tiếp nhận và Trả kết quả xã Bình Nghĩa đã tiếp nhận hồ sơ",
    "về thủ tục: Cấp Giấy xác nhận tình trạng hôn nhân",
    "Số định danh cá nhân/tổ chức: 035185001234",
    "mã số hồ sơ: H25.12.02-",
    "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày ",
    "kết quả giải quyết hồ sơ của Ông (Bà) đúng thời hạn",
    "Lý do: Chờ kết quả xác minh.",
    "trân trọng xin lỗi Ông (Bà)",
    "sẽ trả kết quả giải quyết hồ sơ vào: 17 giờ 00 phút, ngày ",
    "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",
    "Phạm Văn Hải",
    "Các lần hẹn trả kết quả của hồ sơ này",
    "Tiếp nhận hồ sơ Trần Thị Hoa",
    "Xin lỗi và hẹn lại Phạm Văn Hải",
)
STOP = (
    "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
    "Số: 1/TB-BPTNTKQ",
    "Kính gửi: Ông (Bà) Nguyễn Thị Lan",
    "Mã hồ sơ: ",
    "Thủ tục hành chính: Cấp Giấy xác nhận tình trạng hôn nhân (1.004873)",
    "thông báo dừng giải quyết hồ sơ nêu trên",
    "Thời điểm dừng:",
    "Lý do: Còn thiếu.",
    "Giấy tờ đã nộp được trả lại",
    "Phí, lệ phí đã nộp (nếu có)",
    "Nơi nhận:",
)
CONTROL = (
    "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
    "Số: 1/PKS-BPTNTKQ",
    "Mã số hồ sơ: ",
    "Cơ quan (bộ phận) giải quyết hồ sơ:",
    "Cơ quan phối hợp giải quyết hồ sơ:",
    "Ngày nhận: 09 giờ 30 phút, ngày ",
    "Hẹn trả kết quả vào: 17 giờ 00 phút, ngày ",
    "Tên đơn vị",
    "1. Giao:",
    "2. Nhận:",
    "Thời gian giao, nhận hồ sơ",
    "Người giao:",
    "Người nhận:",
    "Kết quả giải quyết hồ sơ",
    "Ghi chú",
)
#: form, set → what stands on it, and what must not
FIELDS: dict[tuple[Form, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    (Form.RECEIPT, "2018"): (
        (*RECEIPT, "Mẫu số 01", "STT Tên giấy tờ Hình thức Số lượng", "Phí: 8.000 đồng"),
        ("(nếu có)",),
    ),
    (Form.RECEIPT, "2025"): (
        (*RECEIPT, "Mẫu số 01", "1. Tờ khai theo mẫu (bản chính: 01)", "(nếu có)"),
        ("Tên giấy tờ", "Phí:"),
    ),
    (Form.SUPPLEMENT, "2018"): ((*SUPPLEMENT, "Mẫu số 02", "Bản chính Bản chứng thực Bản photo"), ()),
    (Form.SUPPLEMENT, "2025"): ((*SUPPLEMENT, "Mẫu số 02", "1. Bản sao trích lục"), ("Bản photo",)),
    (Form.REFUSAL, "2018"): ((*REFUSAL, "Mẫu số 03", "PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ"), ()),
    (Form.REFUSAL, "2025"): ((*REFUSAL, "Mẫu số 03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"), ()),
    (Form.APOLOGY, "2018"): (
        (*APOLOGY, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "Nơi nhận:", "Như trên;", "Lưu: VT."),
        ("gia hạn",),
    ),
    (Form.APOLOGY, "2025"): (
        (
            *APOLOGY,
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "đề nghị gia hạn thời gian giải quyết hồ sơ thêm 03 ngày làm việc",
        ),
        ("Nơi nhận",),
    ),
    (Form.STOP, "2018"): (STOP, ("Mẫu số",)),
    (Form.STOP, "2025"): ((*STOP, "Mẫu số 05"), ()),
    (Form.CONTROL_SHEET, "2018"): ((*CONTROL, "Mẫu số 05"), ()),
    (Form.CONTROL_SHEET, "2025"): ((*CONTROL, "Mẫu số 06"), ()),
}


def issued(form: Form, dossier: Dossier, day: str, *, hoa: User, hai: User, minh: User) -> IssuedDocument:
    due = dossier.due_at
    assert due is not None
    apology = Apology(
        dossier=dossier,
        due_at=due,
        new_due_at=due + dt.timedelta(days=7),
        cause="Chờ kết quả xác minh.",
        extra_days=3,
    )
    extra: dict[str, Any] = {
        "items": ["Bản sao trích lục"],
        "reason": "Còn thiếu.",
        "apology": apology,
        "moves": list(dossier.promise_moves.all()),
        "proposal": Proposal(dossier=dossier, by=minh.official, outcome="granted", text="Đủ điều kiện."),
    }
    by = hai if form in (Form.APOLOGY, Form.RESULT) else hoa
    return documents.issue(dossier=dossier, form=form, by=by, at=moment(f"{day} 14:00"), extra=extra)


@pytest.fixture
def dossier_of(received: MakeDossier, version: ProcedureVersion) -> MakeDossier:
    Fee.objects.create(version=version, position=1, kind="phi", amount=8000)
    return lambda day: received(f"{day} 09:30")


@pytest.mark.parametrize("year", DAYS)
@pytest.mark.parametrize("form", [form for form, year in FIELDS if year == "2018"])
def test_the_form_has_every_field_of_its_set(
    dossier_of: MakeDossier, hoa: User, hai: User, minh: User, form: Form, year: str
) -> None:
    dossier = dossier_of(DAYS[year])
    if form is Form.RECEIPT:
        document = documents.latest(dossier, form)
        assert document is not None
    else:
        document = issued(form, dossier, DAYS[year], hoa=hoa, hai=hai, minh=minh)
    wanted, unwanted = FIELDS[form, year]
    text = text_of(document)
    common = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "XÃ BÌNH NGHĨA")
    assert [piece for piece in (*common, *wanted) if piece not in text] == [], text
    assert [piece for piece in unwanted if piece in text] == [], text
    assert f"Mã kiểm tra: {document.verification_code}" in text


@pytest.mark.parametrize("form", list(Form))
def test_every_form_fits_a4_and_a5_as_archive_and_readable_pdf(
    dossier_of: MakeDossier, hoa: User, hai: User, minh: User, form: Form
) -> None:
    document = issued(form, dossier_of(DAYS["2025"]), DAYS["2025"], hoa=hoa, hai=hai, minh=minh)
    sizes = []
    for paper in documents.papers_of(form):
        reader = PdfReader(io.BytesIO(documents.pdf(document, paper=paper)))
        sizes.append(round(float(reader.pages[0].mediabox.width)))
        described = reader.trailer["/Root"]["/Metadata"].get_data()
        assert b"<pdfaid:part>2</pdfaid:part>" in described
        assert b"<pdfuaid:part>1</pdfuaid:part>" in described
        fonts = {font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()}
        assert all("Tinos" in name for name in fonts)
    assert sizes[:2] == [595, 420]
    assert all(width == 227 for width in sizes[2:])  # 80 mm


def test_a_public_service_centre_has_its_own_letters_on_every_number(
    dossier_of: MakeDossier, office: Office, hoa: User, hai: User, minh: User
) -> None:
    office.commune.counter_name = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ BÌNH NGHĨA"
    office.commune.save()
    dossier = dossier_of(DAYS["2025"])
    forms = (Form.SUPPLEMENT, Form.REFUSAL, Form.APOLOGY, Form.CONTROL_SHEET)
    made = [issued(form, dossier, DAYS["2025"], hoa=hoa, hai=hai, minh=minh).number for form in forms]
    assert made == ["1/PBS-TTPVHCC", "1/PTC-TTPVHCC", "1/PXL", "1/PKS-TTPVHCC"]


def test_an_apology_after_the_date_says_the_result_is_late(
    dossier_of: MakeDossier, hoa: User, hai: User, minh: User
) -> None:
    dossier = dossier_of(DAYS["2025"])
    early = issued(Form.APOLOGY, dossier, "2025-10-02", hoa=hoa, hai=hai, minh=minh)
    late = issued(Form.APOLOGY, dossier, "2025-10-08", hoa=hoa, hai=hai, minh=minh)
    assert "Ủy ban nhân dân xã Bình Nghĩa không thể trả kết quả" in text_of(early)
    assert "đến nay Ủy ban nhân dân xã Bình Nghĩa chưa trả kết quả" in text_of(late)


def test_the_qr_of_an_apology_leads_to_its_verification(
    dossier_of: MakeDossier, hoa: User, hai: User, minh: User
) -> None:
    document = issued(Form.APOLOGY, dossier_of(DAYS["2025"]), DAYS["2025"], hoa=hoa, hai=hai, minh=minh)
    assert document.content["qr"].endswith(f"/kiem-tra/{document.verification_code}/")
    links = [
        link.get_object()["/A"]["/URI"]
        for link in PdfReader(io.BytesIO(documents.pdf(document))).pages[0]["/Annots"]
    ]
    assert document.content["qr"] in links


def test_a_print_on_a5_says_the_same(dossier_of: MakeDossier, hoa: User, hai: User, minh: User) -> None:
    document = issued(Form.APOLOGY, dossier_of(DAYS["2025"]), DAYS["2025"], hoa=hoa, hai=hai, minh=minh)
    a4, a5 = (text_of_pdf(documents.pdf(document, paper=paper)) for paper in documents.papers_of(Form.APOLOGY))
    assert a4 == a5
