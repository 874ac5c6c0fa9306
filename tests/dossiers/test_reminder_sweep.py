"""The sweep of reminders: one row for each thing, true or withdrawn, silent while the clock stands."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers import reminders
from dossiers.models import Dossier, Reminder
from dossiers.reminders import plan_reminders
from dossiers.services import decision, handover, processing
from dossiers.tasks import sweep_reminders
from staff import post
from staff.models import CalendarDay, Message, SweepRun, User
from tests.dossiers.reminding import AFTER, ONE_DAY_BEFORE, RECEIVED, TWO_DAYS_BEFORE, planned, withdrawn
from tests.people import MakeDossier, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_on_thursday(processing_dossier: MakeDossier, hai: User) -> Dossier:
    """Minh works on it; Hải leads."""
    return processing_dossier(RECEIVED)


def test_each_rule_speaks_once_however_often_the_sweep_runs(due_on_thursday: Dossier) -> None:
    for now in (TWO_DAYS_BEFORE, ONE_DAY_BEFORE, "2023-08-30 08:10", "2023-08-30 08:20"):
        plan_reminders(now=moment(now))

    assert list(Reminder.objects.values_list("rule", flat=True)) == ["one_day_left"]


def test_what_was_told_is_not_told_again(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    told = post.enqueue(
        key="digest:1", event="digest", unit=due_on_thursday.handling_unit, recipient="m@x.vn", subject="", body=""
    )
    assert told
    Reminder.objects.update(message=Message.objects.get(key="digest:1"))

    assert plan_reminders(now=moment("2023-08-30 09:00")) == 0
    assert planned() == set()


def test_a_sweep_that_comes_in_between_leaves_one_row(
    due_on_thursday: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other worker writes the same rows between this one's look and its writing."""
    write = reminders._write
    theirs: list[int] = []

    def write_after_the_other(*given: Any) -> int:
        if not theirs:
            theirs.append(1)
            plan_reminders(now=moment(ONE_DAY_BEFORE))
        return write(*given)

    monkeypatch.setattr(reminders, "_write", write_after_the_other)
    plan_reminders(now=moment(ONE_DAY_BEFORE))

    assert Reminder.objects.count() == 1


def test_a_paused_dossier_reminds_nobody(due_on_thursday: Dossier, minh: User) -> None:
    processing.request_supplement(
        dossier=due_on_thursday, items=["Tờ khai"], reason="Thiếu chữ ký", by=minh, at=moment("2023-08-28 15:00")
    )

    assert plan_reminders(now=moment(AFTER)) == 0


def test_a_pause_withdraws_what_was_not_told_yet(due_on_thursday: Dossier, minh: User) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    processing.request_supplement(
        dossier=due_on_thursday, items=["Tờ khai"], reason="Thiếu chữ ký", by=minh, at=moment("2023-08-30 09:00")
    )
    plan_reminders(now=moment("2023-08-30 09:10"))

    assert withdrawn() == {("one_day_left", "minh")}
    assert planned() == set()


def test_a_moved_date_is_planned_anew(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    Dossier.objects.update(due_at=moment("2023-09-12 17:00"))
    due_on_thursday.legs.update(due_at=moment("2023-09-12 17:00"))
    plan_reminders(now=moment("2023-08-30 08:10"))
    assert withdrawn() == {("one_day_left", "minh")}

    plan_reminders(now=moment("2023-09-11 08:00"))
    assert Reminder.objects.get(withdrawn_at__isnull=True).about == moment("2023-09-12 17:00")


def test_a_clock_that_runs_again_towards_the_same_date_reminds_again(due_on_thursday: Dossier, hoa: User) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    handover.withdraw(dossier=due_on_thursday, reason="Nộp nhầm", by=hoa, at=moment("2023-08-30 08:05"))
    plan_reminders(now=moment("2023-08-30 08:10"))
    assert planned() == set()

    handover.continue_processing(dossier=due_on_thursday, by=hoa, at=moment("2023-08-30 08:15"))
    due_on_thursday.refresh_from_db()
    assert due_on_thursday.due_at == moment("2023-08-31 17:00")
    plan_reminders(now=moment("2023-08-30 08:20"))

    assert planned() == {("one_day_left", "minh")}
    assert Reminder.objects.count() == 1


def test_a_resolved_dossier_withdraws_its_reminders(proposed: MakeDossier, hai: User) -> None:
    dossier = proposed(RECEIVED)
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-30 09:00"))
    plan_reminders(now=moment("2023-08-30 09:10"))

    assert planned() == set()


def test_a_warning_not_told_yet_gives_way_to_the_lateness(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    plan_reminders(now=moment(AFTER))

    assert withdrawn() == {("one_day_left", "minh")}
    assert planned() == {("late", "minh"), ("late", "hai")}


def test_a_missing_calendar_of_one_year_stops_nobody_else(due_on_thursday: Dossier, received: MakeDossier) -> None:
    beyond = received(RECEIVED)
    Dossier.objects.filter(pk=beyond.pk).update(due_at=moment("2024-01-02 17:00"))
    Dossier.objects.filter(pk=due_on_thursday.pk).update(due_at=moment("2023-12-29 17:00"))
    due_on_thursday.legs.update(due_at=moment("2023-12-29 17:00"))
    CalendarDay.objects.filter(day__year__gte=2024).delete()

    plan_reminders(now=moment("2023-12-28 08:00"))

    assert planned() == {("one_day_left", "minh")}


def test_statements_do_not_grow_with_the_number_of_dossiers(processing_dossier: MakeDossier, hai: User) -> None:
    def statements(how_many: int) -> int:
        for _ in range(how_many):
            processing_dossier(RECEIVED)
        with CaptureQueriesContext(connection) as captured:
            plan_reminders(now=moment(AFTER))
        return len(captured)

    plan_reminders(now=moment(AFTER))
    statements(1)
    assert statements(1) == statements(19)


def test_a_sweep_with_nothing_new_writes_nothing(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(AFTER))

    with CaptureQueriesContext(connection) as captured:
        assert plan_reminders(now=moment(AFTER)) == 0
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_batches_reach_every_dossier(processing_dossier: MakeDossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "BATCH", 2)
    for _ in range(5):
        processing_dossier(RECEIVED)

    assert plan_reminders(now=moment(ONE_DAY_BEFORE)) == 5


def test_the_sweep_plans_and_tells_and_the_outbox_sends(due_on_thursday: Dossier) -> None:
    Message.objects.all().delete()
    with time_machine.travel(moment(ONE_DAY_BEFORE), tick=False):
        assert sweep_reminders() == 1
        assert sweep_reminders() == 0
        post.deliver_waiting(at=moment(ONE_DAY_BEFORE))

    assert [sent.to for sent in mail.outbox] == [["minh@binhluc.example"]]
    assert SweepRun.objects.get(name="reminders").last_finished == moment(ONE_DAY_BEFORE)
