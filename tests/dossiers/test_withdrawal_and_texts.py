"""Going back after a withdrawal, the date a stop notice rests on, and how long a proposal may be."""

import pytest

from dossiers.errors import Faults
from dossiers.services import handover, processing
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.dossiers.papers import Form, printed
from tests.journeys.test_refused import submitted
from tests.people import MakeDossier, Office, make_version, moment

REASON = "Gia đình chưa thống nhất."


def test_what_was_not_handed_over_goes_back_to_received(received: MakeDossier, hoa: User) -> None:
    dossier = received("2023-08-29 09:30")
    handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-08-29 10:00"))
    dossier = handover.continue_processing(dossier=dossier, by=hoa, at=moment("2023-08-30 10:00"))
    assert dossier.state == State.RECEIVED
    assert not dossier.events.filter(action="forward").exists()
    assert processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-30 10:05")).state == State.PROCESSING


def test_a_payment_is_awaited_again(processing_dossier: MakeDossier, minh: User, hoa: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_payment(
        dossier=dossier, reason="Nộp lệ phí trước bạ.", by=minh, at=moment("2023-08-30 08:00")
    )
    handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-08-30 09:00"))
    dossier = handover.continue_processing(dossier=dossier, by=hoa, at=moment("2023-08-31 10:00"))
    assert dossier.state == State.PAYMENT


def test_the_stop_notice_of_an_online_submission_names_the_day_it_was_withdrawn(
    office: Office, lan: User, hoa: User, version: ProcedureVersion
) -> None:
    dossier = submitted(lan, version, office, "2025-10-01 08:00")
    dossier = handover.withdraw(dossier=dossier, reason=REASON, by=lan, at=moment("2025-10-02 08:00"))
    dossier = handover.stop(dossier=dossier, reason=REASON, by=hoa, at=moment("2025-10-03 08:00"))
    assert "ngày 02 tháng 10 năm 2025" in printed(dossier, Form.STOP)


def test_a_wish_taken_back_is_not_what_a_later_notice_rests_on(processing_dossier: MakeDossier, hoa: User) -> None:
    dossier = processing_dossier("2025-10-01 08:00")
    handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2025-10-02 08:00"))
    handover.continue_processing(dossier=dossier, by=hoa, at=moment("2025-10-02 09:00"))
    dossier = handover.stop(dossier=dossier, reason=REASON, by=hoa, at=moment("2025-10-06 08:00"))
    assert dossier.issued_documents.get(form="05").content["asked"] == ""


@pytest.mark.parametrize(("length", "is_accepted"), [(1001, True), (4000, True), (4001, False)])
def test_a_proposal_has_up_to_4000_characters(
    processing_dossier: MakeDossier, minh: User, length: int, is_accepted: bool
) -> None:
    faults: dict[str, list[str]] = {}
    try:
        processing.propose(
            dossier=processing_dossier(),
            outcome="granted",
            text="đ" * length,
            by=minh,
            at=moment("2023-08-30 08:00"),
        )
    except Faults as error:
        faults = error.errors
    assert (faults == {}) is is_accepted
    assert is_accepted or "4.000" in faults["text"][0]


def test_a_reason_has_up_to_1000_characters(received: MakeDossier, hoa: User) -> None:
    with pytest.raises(Faults) as faulty:
        handover.withdraw(dossier=received(), reason="đ" * 1001, by=hoa, at=moment("2023-08-30 08:00"))
    assert "1.000" in faulty.value.errors["reason"][0]


def test_a_procedure_may_count_anew_after_a_payment(
    processing_dossier: MakeDossier, office: Office, minh: User, hoa: User
) -> None:
    version = make_version("1.012345", "Đăng ký biến động đất đai", after_payment="restart")
    dossier = processing_dossier("2023-08-28 09:30", version=version)
    assert dossier.due_at == moment("2023-08-31 17:00")
    processing.request_payment(dossier=dossier, reason="Lệ phí trước bạ.", by=minh, at=moment("2023-08-29 09:00"))
    dossier = processing.confirm_payment(dossier=dossier, by=hoa, at=moment("2023-08-30 09:00"))
    assert dossier.due_at == moment("2023-09-06 17:00")  # three working days from the payment, over National Day
