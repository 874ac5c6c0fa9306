"""A life: a paper due in three working days, with one supplement round."""

import pytest

from dossiers.errors import WrongMoment
from dossiers.services import decision, handover, processing
from dossiers.workflow import State
from staff.models import User
from tests.people import MakeDossier, moment


def test_supplement_stops_the_clock_and_starts_it_anew(
    processing_dossier: MakeDossier, hoa: User, minh: User, hai: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    assert dossier.due_at == moment("2023-09-05 17:00")

    dossier = processing.request_supplement(
        dossier=dossier,
        items=["Bản sao trích lục ghi chú ly hôn"],
        reason="Hồ sơ thiếu giấy tờ chứng minh đã ly hôn.",
        by=minh,
        at=moment("2023-08-30 10:00"),
    )
    assert dossier.state == State.SUPPLEMENT
    assert dossier.issued_documents.filter(form="02").count() == 1

    processing.supply(dossier=dossier, answer="Đã nộp bản sao.", by=hoa, at=moment("2023-09-06 08:00"))
    dossier = processing.resume(dossier=dossier, by=hoa, at=moment("2023-09-06 08:05"))
    assert dossier.state == State.PROCESSING
    assert dossier.due_at == moment("2023-09-11 17:00")
    moves = list(dossier.promise_moves.values_list("ground", "old_due_at", "new_due_at"))
    assert moves == [
        ("received", None, moment("2023-09-05 17:00")),
        ("supplement", moment("2023-09-05 17:00"), moment("2023-09-11 17:00")),
    ]
    assert dossier.promised_at == moment("2023-09-05 17:00")

    with pytest.raises(WrongMoment):
        processing.request_supplement(
            dossier=dossier,
            items=["Thêm một giấy nữa"],
            reason="Lại thiếu giấy tờ.",
            by=minh,
            at=moment("2023-09-07 09:00"),
        )

    processing.propose(
        dossier=dossier, outcome="granted", text="Đủ điều kiện.", by=minh, at=moment("2023-09-08 09:00")
    )
    decision.sign(dossier=dossier, by=hai, at=moment("2023-09-08 15:00"))
    dossier = handover.return_result(dossier=dossier, by=hoa, at=moment("2023-09-11 08:00"))
    assert dossier.verdict == "early"


def test_waiting_for_the_citizen_is_never_late(processing_dossier: MakeDossier, minh: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Tờ khai chưa ký.", by=minh, at=moment("2023-08-30 10:00")
    )
    overdue = type(dossier).objects.overdue(moment("2023-12-01 08:00"))
    assert not overdue.exists()
