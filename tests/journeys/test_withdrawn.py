"""A life: the citizen asks to withdraw; the office stops and says so in writing (Mẫu 05)."""

import pytest

from dossiers.errors import WrongMoment
from dossiers.services import handover, processing
from dossiers.workflow import State
from staff.models import User
from tests.people import MakeDossier, moment

REASON = "Gia đình đã nộp hồ sơ ở nơi khác."


def test_withdrawn_dossier_is_stopped(processing_dossier: MakeDossier, hoa: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    dossier = handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-08-30 09:00"))
    assert dossier.state == State.WITHDRAWAL
    dossier = handover.stop(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-08-30 09:20"))
    assert dossier.state == State.STOPPED
    assert dossier.verdict == ""
    assert dossier.issued_documents.filter(form="05").exists()
    assert not dossier.pauses.filter(ended_at__isnull=True).exists()


def test_withdrawal_taken_back_costs_no_time(processing_dossier: MakeDossier, hoa: User) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-08-30 10:00"))
    dossier = handover.continue_processing(dossier=dossier, by=hoa, at=moment("2023-09-05 10:00"))
    assert dossier.state == State.PROCESSING
    # the clock stood still at the close of 30 and 31 August: two working days more
    assert dossier.due_at == moment("2023-09-07 17:00")


def test_withdrawal_during_a_supplement_goes_back_to_waiting(
    processing_dossier: MakeDossier, hoa: User, minh: User
) -> None:
    dossier = processing_dossier("2023-08-29 09:30")
    processing.request_supplement(
        dossier=dossier, items=["Tờ khai"], reason="Tờ khai chưa ký.", by=minh, at=moment("2023-08-30 09:00")
    )
    handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-08-30 10:00"))
    dossier = handover.continue_processing(dossier=dossier, by=hoa, at=moment("2023-08-31 10:00"))
    assert dossier.state == State.SUPPLEMENT
    dossier = processing.resume(dossier=dossier, by=hoa, at=moment("2023-09-06 08:00"))
    assert dossier.due_at == moment("2023-09-11 17:00")


def test_nothing_to_withdraw_once_the_result_is_signed(returned: MakeDossier, hoa: User) -> None:
    dossier = returned("2023-08-29 09:30")
    with pytest.raises(WrongMoment):
        handover.withdraw(dossier=dossier, reason=REASON, by=hoa, at=moment("2023-09-06 09:00"))
