"""The sweep of reminders: each speaks once, moves with its date, and is silent while the clock stands."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers import reminders
from dossiers.models import Dossier
from dossiers.reminders import plan_reminders
from dossiers.services import decision, handover, processing
from dossiers.tasks import sweep_reminders
from staff import post
from staff.models import CalendarDay, Message, SweepRun, User
from staff.roles import Role
from tests.dossiers.reminding import AFTER, HAI, MINH, ONE_DAY_BEFORE, RECEIVED, TWO_DAYS_BEFORE, planned
from tests.people import MakeDossier, Office, make_official, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_on_thursday(processing_dossier: MakeDossier, hai: User) -> Dossier:
    """Minh works on it; Hải leads."""
    return processing_dossier(RECEIVED)


def test_a_division_without_leader_turns_to_the_leader_of_the_counter(
    due_on_thursday: Dossier, office: Office
) -> None:
    make_official("nam", "Ngô Văn Nam", office.district, Role.SPECIALIST)
    Dossier.objects.update(handling_unit=office.district, specialist=None)

    plan_reminders(now=moment(AFTER))

    assert planned() == {("overdue", "nam@binhluc.example"), ("overdue", HAI)}


def test_each_rule_speaks_once_however_often_the_sweep_runs(due_on_thursday: Dossier) -> None:
    for now in (TWO_DAYS_BEFORE, "2023-08-29 08:10", ONE_DAY_BEFORE, "2023-08-30 08:10", "2023-08-31 09:00"):
        plan_reminders(now=moment(now))

    assert sorted(Message.objects.filter(recipient=MINH).values_list("event", flat=True)) == [
        "due_soon_1",
        "due_soon_2",
    ]


def test_two_sweeps_at_once_write_one_reminder(due_on_thursday: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other worker writes the same rows between this one's look and its writing."""
    write = post.enqueue_all
    theirs: list[int] = []

    def write_after_the_other(messages: list[Message]) -> int:
        if not theirs:
            theirs.append(1)
            plan_reminders(now=moment(TWO_DAYS_BEFORE))
        return write(messages)

    monkeypatch.setattr(post, "enqueue_all", write_after_the_other)
    plan_reminders(now=moment(TWO_DAYS_BEFORE))

    assert Message.objects.filter(event="due_soon_2").count() == 1


def test_a_paused_dossier_reminds_nobody(due_on_thursday: Dossier, minh: User) -> None:
    processing.request_supplement(
        dossier=due_on_thursday, items=["Tờ khai"], reason="Thiếu chữ ký", by=minh, at=moment("2023-08-28 15:00")
    )

    assert plan_reminders(now=moment(AFTER)) == 0


def test_a_pause_withdraws_what_was_not_sent_yet(due_on_thursday: Dossier, minh: User) -> None:
    plan_reminders(now=moment(TWO_DAYS_BEFORE))
    processing.request_supplement(
        dossier=due_on_thursday, items=["Tờ khai"], reason="Thiếu chữ ký", by=minh, at=moment("2023-08-29 09:00")
    )
    plan_reminders(now=moment("2023-08-29 09:10"))

    assert planned(state="cancelled") == {("due_soon_2", MINH)}
    assert planned(state="queued") == set()


def test_a_moved_date_is_planned_anew(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(TWO_DAYS_BEFORE))
    Dossier.objects.update(due_at=moment("2023-09-12 17:00"))
    plan_reminders(now=moment("2023-08-29 08:10"))
    plan_reminders(now=moment("2023-09-08 08:00"))

    assert planned(state="cancelled") == {("due_soon_2", MINH)}
    [new] = Message.objects.filter(event="due_soon_2", state="queued")
    assert "20230912T100000Z" in new.key


def test_a_sent_reminder_of_an_old_date_stays_sent(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(TWO_DAYS_BEFORE))
    Message.objects.update(state="sent", sent_at=moment(TWO_DAYS_BEFORE))
    Dossier.objects.update(due_at=moment("2023-08-30 17:00"))
    plan_reminders(now=moment("2023-08-29 08:10"))

    assert planned(state="sent") == {("due_soon_2", MINH)}
    assert planned(state="queued") == {("due_soon_1", MINH)}


def test_a_clock_that_runs_again_towards_the_same_date_reminds_again(due_on_thursday: Dossier, hoa: User) -> None:
    plan_reminders(now=moment(TWO_DAYS_BEFORE))
    handover.withdraw(dossier=due_on_thursday, reason="Nộp nhầm", by=hoa, at=moment("2023-08-29 08:05"))
    plan_reminders(now=moment("2023-08-29 08:10"))
    assert planned(state="cancelled") == {("due_soon_2", MINH)}

    handover.continue_processing(dossier=due_on_thursday, by=hoa, at=moment("2023-08-29 08:15"))
    due_on_thursday.refresh_from_db()
    assert due_on_thursday.due_at == moment("2023-08-31 17:00")
    plan_reminders(now=moment("2023-08-29 08:20"))

    assert planned(state="queued") == {("due_soon_2", MINH)}


def test_a_resolved_dossier_withdraws_its_reminders(proposed: MakeDossier, hai: User) -> None:
    dossier = proposed(RECEIVED)
    plan_reminders(now=moment(TWO_DAYS_BEFORE))
    decision.sign(dossier=dossier, by=hai, at=moment("2023-08-29 09:00"))
    plan_reminders(now=moment(AFTER))

    assert planned(state="queued") == set()


def test_a_warning_still_unsent_when_the_date_passes_gives_way(due_on_thursday: Dossier) -> None:
    plan_reminders(now=moment(ONE_DAY_BEFORE))
    plan_reminders(now=moment(AFTER))

    assert planned(state="cancelled") == {("due_soon_1", MINH)}
    assert planned(state="queued") == {("overdue", MINH), ("overdue", HAI)}


@pytest.mark.parametrize(
    ("now", "sent_from"),
    [
        ("2023-08-29 00:05", "2023-08-29 07:00"),
        ("2023-08-29 09:00", "2023-08-29 09:00"),
        ("2023-08-29 12:00", "2023-08-29 13:30"),
        ("2023-08-31 17:30", "2023-09-05 07:00"),
    ],
)
def test_reminders_are_sent_when_the_office_is_open(due_on_thursday: Dossier, now: str, sent_from: str) -> None:
    plan_reminders(now=moment(now))

    assert {message.not_before for message in Message.objects.filter(recipient=MINH)} == {moment(sent_from)}


def test_a_missing_calendar_of_one_year_stops_nobody_else(due_on_thursday: Dossier, received: MakeDossier) -> None:
    beyond = received(RECEIVED)
    Dossier.objects.filter(pk=beyond.pk).update(due_at=moment("2024-01-02 17:00"))
    Dossier.objects.filter(pk=due_on_thursday.pk).update(due_at=moment("2023-12-29 17:00"))
    CalendarDay.objects.filter(day__year__gte=2024).delete()

    plan_reminders(now=moment("2023-12-28 08:00"))

    assert planned() == {("due_soon_1", MINH)}


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


def test_a_sweep_with_nothing_new_writes_nothing(due_on_thursday: Dossier, django_assert_num_queries: Any) -> None:
    plan_reminders(now=moment(AFTER))

    with django_assert_num_queries(8) as captured:
        assert plan_reminders(now=moment(AFTER)) == 0
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_batches_reach_every_dossier(processing_dossier: MakeDossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "BATCH", 2)
    for _ in range(5):
        processing_dossier(RECEIVED)

    assert plan_reminders(now=moment(TWO_DAYS_BEFORE)) == 5


def test_the_sweep_plans_and_the_outbox_sends(due_on_thursday: Dossier) -> None:
    Message.objects.all().delete()
    with time_machine.travel(moment(TWO_DAYS_BEFORE), tick=False):
        assert sweep_reminders() == 1
        assert sweep_reminders() == 0
        post.deliver_waiting(at=moment(TWO_DAYS_BEFORE))

    assert [sent.to for sent in mail.outbox] == [[MINH]]
    assert SweepRun.objects.get(name="reminders").last_finished == moment(TWO_DAYS_BEFORE)
