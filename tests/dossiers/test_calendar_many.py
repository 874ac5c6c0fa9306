"""A change of the calendar on 5,000 open dossiers, and by two people at the same moment."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dossiers.calendar_change import BATCH, running_dossiers
from dossiers.errors import WrongMoment
from dossiers.models import Dossier, PromiseMove
from dossiers.promising import due_pair
from dossiers.references import next_numbers
from dossiers.services import intake
from dossiers.services.calendar_change import apply_change, simulate
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.calendar_change import Change, PlannedDay, write
from staff.models import AuditEntry, Message, Unit, User
from staff.office_calendar import current_calendars
from staff.working_time import DayKind
from tests.people import MakeDossier, Office, make_version, moment

NOW = moment("2023-08-29 16:00")
LETTER = "Công văn 12/VPCP-KGVX"
STORM = Change(LETTER, days=(PlannedDay(dt.date(2023, 8, 31), DayKind.HOLIDAY, "Nghỉ tránh bão", LETTER),))
MANY, PEOPLE = 5000, 250


def fill(units: list[Unit], versions: list[ProcedureVersion], count: int) -> None:
    """Running dossiers of two units and three procedures, received on two days from 250 people."""
    calendars = current_calendars()
    dossiers = []
    for number in range(count):
        dossier = Dossier(
            code=f"H25.12.02-230801-{number:05d}",
            version=versions[number % len(versions)],
            receiving_unit=units[number % len(units)],
            handling_unit=units[number % len(units)],
            channel="counter",
            state=(State.RECEIVED if number % 2 else State.PROCESSING).value,
            applicant_name="Nguyễn Thị Lan",
            email=f"nguoi-{number % PEOPLE}@example.com",
            created_at=NOW,
            received_at=moment("2023-08-28 07:30") + dt.timedelta(seconds=23 * number),
        )
        due = due_pair(dossier, calendars=calendars)
        dossier.promised_at = dossier.due_at = due.due_at
        dossier.judged_due_at = due.judged_due_at
        dossiers.append(dossier)
    Dossier.objects.bulk_create(dossiers, batch_size=500)


@pytest.mark.slow
def test_five_thousand_open_dossiers_move_in_one_go(office: Office, thu: User) -> None:
    versions = [
        make_version("1.000001", "Ba ngày", value=3),
        make_version("1.000002", "Mười ngày", value=10),
        make_version("1.000003", "Bốn mươi giờ", mode="working_hours", value=40),
    ]
    fill([office.commune, office.other_commune], versions, MANY)
    seen = simulate(STORM, by=thu, at=NOW)
    assert len(seen.moves) == seen.examined == MANY

    with CaptureQueriesContext(connection) as captured:
        done = apply_change(STORM, by=thu, at=NOW, expected=seen.digest)

    assert (done.moved, done.told) == (len(seen.moves), len(seen.letters))
    assert len(captured) < 60 + 12 * (MANY // BATCH) + len(seen.letters)
    moved = set(PromiseMove.objects.filter(ground="calendar").values_list("dossier_id", "new_due_at"))
    assert moved == {(move.pk, move.new) for move in seen.moves}
    for dossier in running_dossiers():
        due = due_pair(dossier)
        assert (dossier.due_at, dossier.judged_due_at) == (due.due_at, due.judged_due_at)
    assert AuditEntry.objects.filter(action="calendar.changed").count() == 1
    told = Message.objects.filter(event="calendar_changed").values_list("recipient", "unit")
    assert len(told) == len(set(told)) == done.told <= 2 * PEOPLE


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_the_same_moment_one_is_told_to_look_again(received: MakeDossier, thu: User) -> None:
    received("2023-08-29 09:30")
    seen = simulate(STORM, by=thu, at=NOW).digest
    started = threading.Barrier(2)

    def click(_number: int) -> str:
        started.wait()
        try:
            apply_change(STORM, by=thu, at=NOW, expected=seen)
        except WrongMoment:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(click, range(2)))

    assert answers == ["done", "refused"]
    assert PromiseMove.objects.filter(ground="calendar").count() == 1
    assert Message.objects.filter(event="calendar_changed").count() == 1


def test_a_dossier_received_while_the_calendar_changes_is_promised_by_the_new_one(
    received: MakeDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is made between the counting of the promise and the number."""
    take = next_numbers

    def changed_before(*given: Any) -> list[int]:
        monkeypatch.setattr(intake, "next_numbers", take)
        write(STORM)
        return take(*given)

    monkeypatch.setattr(intake, "next_numbers", changed_before)
    dossier = received("2023-08-29 09:30")

    dossier.refresh_from_db()
    assert dossier.due_at == dossier.promised_at == due_pair(dossier).due_at
    assert dossier.due_at == dossier.promise_moves.get().new_due_at == moment("2023-09-06 17:00")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_the_counter_and_then_moves_what_it_received(received: MakeDossier, thu: User) -> None:
    received("2023-08-29 09:00")
    seen = simulate(STORM, by=thu, at=NOW).digest
    answers: list[str] = []

    def click() -> None:
        try:
            apply_change(STORM, by=thu, at=NOW, expected=seen)
        except WrongMoment:
            answers.append("refused")
        finally:
            connection.close()

    manager = threading.Thread(target=click)
    with transaction.atomic():
        received("2023-08-29 09:30")
        manager.start()
        manager.join(1)
        assert manager.is_alive()
    manager.join(20)

    assert answers == ["refused"]  # the list the manager saw was short by one dossier
