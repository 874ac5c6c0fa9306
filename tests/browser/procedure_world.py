"""A procedure with everything a posting can say, one that was closed, for the walk over all pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from procedures.blank_forms.form_files import keep_form_file
from procedures.importing.checking import check
from procedures.importing.storing import Store
from procedures.models import LegalDocument, ProcedureQuestion, ProcedureVersion, Term
from tests.people import moment

FULL, CLOSED = "1.001193", "2.000815"
BEFORE, LATER = dt.date(2023, 1, 2), dt.date(2023, 10, 1)
_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
_COPY = {"name": "Bản sao Giấy khai sinh", "kind": "phi", "per": "bản", "ground": "TT 281/2016/TT-BTC"}


def full_procedure() -> str:
    """Đăng ký khai sinh with fees of three times, a form, a term, a question, and a change to come."""
    if ProcedureVersion.objects.filter(procedure__code=FULL).exists():
        return FULL
    form = keep_form_file(name="Tờ khai.pdf", given=_PDF, by=None, at=moment("2023-01-02 08:00"))
    said = _entry(
        FULL,
        "Đăng ký khai sinh",
        fees=[
            {"name": "Đăng ký đúng hạn", "kind": "le_phi", "amount": 0},
            {"name": "Đăng ký quá hạn", "kind": "le_phi", "by_province": True, "exemption": "Miễn cho hộ nghèo"},
            {**_COPY, "amount": 8000, "valid_to": "2023-09-30", "note": "tính theo số bản"},
            {**_COPY, "amount": 10000, "valid_from": LATER.isoformat()},
            {**_COPY, "amount": 5000, "valid_to": "2022-12-31"},
        ],
        papers=[
            {"name": "Tờ khai theo mẫu", "original": 1},
            {"name": "Văn bản ủy quyền", "original": 1, "mandatory": False, "condition": "Người khác nộp thay"},
            {"name": "Giấy tờ tùy thân", "kind": "xuat_trinh", "database": "CSDL quốc gia về dân cư"},
        ],
        forms=[{"title": "Tờ khai đăng ký khai sinh", "file": form.digest, "paper": 1}],
        steps=["Nộp hồ sơ tại bộ phận một cửa.", "Nhận Giấy khai sinh."],
        ways={"truc_tiep": "tại bộ phận một cửa", "buu_chinh": "qua bưu điện"},
        conditions="Trong thời hạn 60 ngày kể từ ngày sinh con.",
        legal_basis=["TT 281/2016/TT-BTC", "TT 04/2020/TT-BTP"],
    )
    LegalDocument.objects.get_or_create(
        title="TT 04/2020/TT-BTP", defaults={"valid_to": dt.date(2023, 6, 30), "replaced_by": "TT 08/2023/TT-BTP"}
    )
    Term.objects.get_or_create(name="ủy quyền", defaults={"meaning": "Giao cho người khác làm thay mình."})
    version = _publish(said, BEFORE)
    _publish({**said, "result": "Giấy khai sinh và thẻ bảo hiểm y tế"}, LATER)
    ProcedureQuestion.objects.create(
        procedure=version.procedure, question="Quá 60 ngày thì sao?", answer="Vẫn đăng ký được."
    )
    return FULL


def closed_procedure() -> str:
    """One that ended in June and leads on to the other."""
    if not ProcedureVersion.objects.filter(procedure__code=CLOSED).exists():
        version = _publish(_entry(CLOSED, "Chứng thực bản sao"), BEFORE)
        ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=dt.date(2023, 6, 30))
        version.procedure.replaced_by = ProcedureVersion.objects.get(
            procedure__code=full_procedure(), number=1
        ).procedure
        version.procedure.save(update_fields=["replaced_by"])
    return CLOSED


def _entry(code: str, name: str, **parts: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "field": "Hộ tịch",
        "level_2023": "xã",
        "level_now": "xã",
        "target": ["cá nhân"],
        "time_limit": {"mode": "same_day", "value": 0, "unit": "trong ngày", "cutoff": "15:00"},
        "result": "Giấy khai sinh",
        "online_level": {"level": "toàn trình"},
        **parts,
    }


def _publish(said: dict[str, Any], starts_on: dt.date) -> ProcedureVersion:
    facts, faults = check(said)
    assert facts is not None, faults
    stored = Store(today=starts_on, first_day=starts_on).put(facts)
    assert stored.version is not None
    return stored.version
