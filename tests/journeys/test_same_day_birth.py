"""A life: a birth is registered on the day it is asked for (đăng ký khai sinh, trong ngày)."""

from dossiers.models import IssuedDocument
from dossiers.services import decision, handover, processing
from dossiers.workflow import State
from feedback.models import Rating
from feedback.services.rating import rate
from procedures.models import ProcedureVersion
from staff.models import Message, User
from tests.people import MakeDossier, moment


def test_birth_registered_and_returned_the_same_day(
    received: MakeDossier, same_day_version: ProcedureVersion, hoa: User, minh: User, hai: User
) -> None:
    dossier = received("2023-08-29 08:10", version=same_day_version)
    assert dossier.code == "H25.12.02-230829-0001"
    assert dossier.due_at == moment("2023-08-29 17:00")

    processing.forward(dossier=dossier, by=hoa, at=moment("2023-08-29 08:15"))
    processing.take(dossier=dossier, by=minh, at=moment("2023-08-29 08:40"))
    processing.propose(
        dossier=dossier,
        outcome="granted",
        text="Đủ điều kiện đăng ký khai sinh.",
        by=minh,
        at=moment("2023-08-29 10:00"),
    )
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-29 11:00"))
    dossier = handover.return_result(dossier=dossier, by=hoa, at=moment("2023-08-29 11:10"))

    assert dossier.state == State.RETURNED
    assert dossier.verdict == "on_time"
    assert [event.action for event in dossier.events.all()] == [
        "receive",
        "forward",
        "take",
        "propose",
        "sign",
        "return",
    ]
    assert set(dossier.issued_documents.values_list("form", flat=True)) == {
        IssuedDocument.Form.RECEIPT,
        IssuedDocument.Form.RESULT,
        IssuedDocument.Form.RESULT_SLIP,
    }
    assert set(Message.objects.values_list("event", flat=True)) >= {"received", "resolved"}

    rate(dossier=dossier, attitude=5, time=5, result=4, comment="Nhanh", at=moment("2023-08-29 12:00"))
    assert Rating.objects.get().time == 5


def test_birth_brought_after_three_is_promised_for_the_next_working_day(
    received: MakeDossier, same_day_version: ProcedureVersion
) -> None:
    dossier = received("2023-09-01 09:00", version=same_day_version)  # Friday, a day off for 2 September
    assert dossier.due_at == moment("2023-09-05 17:00")
    late_in_the_day = received("2023-08-29 15:01", version=same_day_version)
    assert late_in_the_day.due_at == moment("2023-08-30 17:00")
