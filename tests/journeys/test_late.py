"""A life: the promise is broken; the reminders came before, the lateness stays on record."""

from django.core import mail

from dossiers.models import Reminder
from dossiers.reminders import plan_reminders
from dossiers.services import decision, handover
from dossiers.workflow import State
from staff.models import User
from tests.people import MakeDossier, moment


def rules() -> list[str]:
    """Reminders written so far."""
    return list(Reminder.objects.order_by("pk").values_list("rule", flat=True))


def test_reminded_late_signed_and_counted(proposed: MakeDossier, hoa: User, hai: User) -> None:
    dossier = proposed("2023-08-29 09:30")  # promised for Tuesday 5 September 17:00
    plan_reminders(now=moment("2023-08-29 16:00"))
    assert rules() == []
    plan_reminders(now=moment("2023-08-31 08:00"))
    assert "one_day_left" in rules()
    before = rules()
    plan_reminders(now=moment("2023-08-31 08:10"))
    assert rules() == before

    plan_reminders(now=moment("2023-09-05 17:30"))
    assert "late" in rules()
    decision.sign(dossier=dossier, by=hai, at=moment("2023-09-06 09:00"))
    dossier = handover.return_result(dossier=dossier, by=hoa, at=moment("2023-09-06 10:00"))
    assert dossier.state == State.RETURNED
    assert dossier.verdict == "late"
    assert mail.outbox == []  # rows first; the worker sends them
