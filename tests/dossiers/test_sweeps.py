"""Sweeps take as many statements for many dossiers as for few, also where there is much to tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.models import Apology, Dossier, Leg, Reminder
from dossiers.services import decision, processing
from dossiers.services.apology import draft_due_apologies
from dossiers.tasks import sweep_counter_tasks, sweep_reminders
from dossiers.uncollected import plan_tasks
from staff import post
from staff.models import Message, MessageTemplate, Unit, User
from staff.tasks import sweep_outbox
from tests.people import MakeDossier, Office, make_version, moment

pytestmark = pytest.mark.django_db

RECEIVED, TWO_DAYS_LATER = "2023-08-14 08:00", "2023-08-16 08:00"


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def own_wording(office: Office, event: str, by: User) -> None:
    """One the province wrote, so that the way up to it is gone for every unit."""
    top = office.commune
    while top.parent is not None:
        top = top.parent
    wording = {"subject": "Về hồ sơ {code}", "body": "Hồ sơ {code}."}
    MessageTemplate.objects.create(unit=top, event=event, channel="email", language="vi", updated_by=by, **wording)


def test_reminders_with_everybody_told(received: MakeDossier, office: Office, minh: User, hai: User) -> None:
    """Each batch is new: reminders are written, applicants and officials told."""
    version = make_version("2.000815", "Chứng thực di chúc", value=10)
    own_wording(office, "stuck", by=hai)

    def sweep(count: int, day: int) -> int:
        for _ in range(count):
            received(RECEIVED, version=version)
        Leg.objects.update(due_at=moment("2023-08-28 17:00"))  # no step is late, only untouched
        with time_machine.travel(moment(TWO_DAYS_LATER) + dt.timedelta(days=day), tick=False):
            return statements(sweep_reminders)

    sweep(1, 0)
    assert sweep(1, 1) == sweep(15, 2)
    assert Message.objects.filter(event="stuck", subject__startswith="Về hồ sơ").count() == 17
    assert Message.objects.filter(event="digest").exists()


def test_uncollected_results_with_everybody_told(proposed: MakeDossier, office: Office, hai: User) -> None:
    own_wording(office, "uncollected", by=hai)

    def sweep(count: int) -> int:
        for _ in range(count):
            decision.sign(dossier=proposed("2023-08-21 09:00"), by=hai, at=moment("2023-08-23 09:00"))
        with time_machine.travel(moment("2023-09-05 08:00"), tick=False):
            return statements(sweep_counter_tasks)

    sweep(1)
    assert sweep(1) == sweep(12)
    assert Message.objects.filter(event="uncollected", subject__startswith="Về hồ sơ").count() == 14


def test_apologies_nobody_needs_yet(received: MakeDossier, hoa: User) -> None:
    """So near the promise that each is weighed, with enough time left."""

    def sweep(count: int) -> int:
        for _ in range(count):
            processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))
        Dossier.objects.update(due_at=moment("2023-08-31 17:00"))
        Leg.objects.update(minutes=30)
        return statements(lambda: draft_due_apologies(now=moment("2023-08-29 10:05")))

    weighed = sweep(1)
    assert Apology.objects.count() == 0
    assert weighed == sweep(19)


def test_apologies_drafted_before(received: MakeDossier, hoa: User) -> None:
    def sweep(count: int) -> int:
        for _ in range(count):
            processing.forward(dossier=received(), by=hoa, at=moment("2023-08-29 10:00"))
        now = moment("2023-08-31 11:00")
        draft_due_apologies(now=now)
        return statements(lambda: draft_due_apologies(now=now))

    assert sweep(1) == sweep(12)
    assert Apology.objects.count() == 13


def test_each_message_sent_takes_three_statements(office: Office, django_assert_num_queries: Any) -> None:
    """To claim it, to read it, to note the answer: each must stand before the next begins."""
    now = timezone.now()

    def sweep(first: int, count: int) -> int:
        post.enqueue_all([_letter(office.commune, number, now) for number in range(first, first + count)])
        return statements(sweep_outbox)

    assert sweep(100, 20) - sweep(0, 0) == 20 * 3


def _letter(unit: Unit, number: int, now: dt.datetime) -> Message:
    return Message(
        key=f"k:{number}",
        event="received",
        unit=unit,
        recipient="lan@example.com",
        subject="x",
        body="x",
        not_before=now,
    )


def test_a_morning_asleep_is_made_up_for_once(processing_dossier: MakeDossier, hai: User) -> None:
    """Nobody swept between Tuesday evening and Wednesday at ten; what comes later waits for Thursday."""
    dossier = processing_dossier("2023-08-28 09:30")
    dossier.legs.update(due_at=dossier.due_at)

    def sweep(at: str) -> int:
        with time_machine.travel(moment(at), tick=False):
            sweep_reminders()
        return Message.objects.filter(event="digest").count()

    assert sweep("2023-08-29 17:50") == 0
    assert sweep("2023-08-30 10:00") == 1
    assert Reminder.objects.get().message is not None
    late = processing_dossier("2023-08-28 09:40")
    late.legs.update(due_at=late.due_at)
    assert sweep("2023-08-30 10:10") == 1
    assert sweep("2023-08-31 07:00") == 2


def test_awake_since_the_morning_nothing_new_is_told_at_ten(processing_dossier: MakeDossier, hai: User) -> None:
    with time_machine.travel(moment("2023-08-30 07:10"), tick=False):
        sweep_reminders()
    dossier = processing_dossier("2023-08-28 09:30")
    dossier.legs.update(due_at=dossier.due_at)

    with time_machine.travel(moment("2023-08-30 10:00"), tick=False):
        sweep_reminders()

    assert Reminder.objects.count() == 1
    assert not Message.objects.filter(event="digest").exists()


def test_a_machine_switched_on_after_hours_waits_for_the_next_morning(
    processing_dossier: MakeDossier, hai: User
) -> None:
    dossier = processing_dossier("2023-08-28 09:30")
    dossier.legs.update(due_at=dossier.due_at)

    for at, told in (("2023-08-29 17:50", 0), ("2023-08-30 18:00", 0), ("2023-08-31 07:00", 1)):
        with time_machine.travel(moment(at), tick=False):
            sweep_reminders()
        assert Message.objects.filter(event="digest").count() == told


def test_a_wording_is_asked_for_once_for_all_who_are_told(proposed: MakeDossier, hai: User) -> None:
    for _ in range(3):
        decision.sign(dossier=proposed("2023-08-21 09:00"), by=hai, at=moment("2023-08-23 09:00"))

    with CaptureQueriesContext(connection) as captured:
        plan_tasks(now=moment("2023-08-28 08:00"))

    assert sum('FROM "staff_messagetemplate"' in query["sql"] for query in captured) == 1
    assert Message.objects.filter(event="uncollected").count() == 3
