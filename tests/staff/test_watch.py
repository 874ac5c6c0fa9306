"""Sweeps, worker and beat are watched by their schedule; silence is noticed."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from typing import Any

import pytest
from celery.beat import PersistentScheduler
from celery.schedules import crontab
from django.db import DatabaseError
from django.test import Client

from config.beat import WatchedScheduler
from config.celery import app
from staff import sweeping, watch
from staff.models import SweepRun
from tests.house.paths import APPS, ROOT, name, python_files
from tests.people import moment

AT = moment("2023-08-29 09:30")
app.loader.import_default_modules()
OWN_TASKS = sorted(name for name in app.tasks if not name.startswith("celery."))


def ran(name: str, started: dt.datetime, finished: dt.datetime | None = None) -> None:
    SweepRun.objects.create(name=name, last_started=started, last_finished=finished, last_count=3)


def state(name: str, at: dt.datetime) -> watch.SweepState:
    return next(sweep for sweep in watch.sweeps(at=at) if sweep.name == name)


@pytest.mark.parametrize("name", OWN_TASKS)
def test_every_task_is_asked_to_stop_before_it_is_stopped(name: str) -> None:
    task = app.tasks[name]
    soft = task.soft_time_limit or app.conf.task_soft_time_limit
    hard = task.time_limit or app.conf.task_time_limit

    assert 0 < soft < hard <= 300


@pytest.mark.parametrize("name", OWN_TASKS)
def test_every_task_is_acknowledged_late(name: str) -> None:
    assert app.tasks[name].acks_late


@pytest.mark.parametrize("name", list(app.conf.beat_schedule))
def test_every_sweep_notes_its_run_under_its_own_name(name: str) -> None:
    entry = app.conf.beat_schedule[name]
    source = inspect.getsource(app.tasks[entry["task"]].run)

    assert re.findall(r'recorded\("(\w+)"\)', source) == [name]
    assert entry["options"]["expires"] <= 600


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        (60.0, "2023-08-29 09:00", "2023-08-29 09:01"),
        (crontab(minute="*/10"), "2023-08-29 09:00", "2023-08-29 09:10"),
        (crontab(minute="*/10"), "2023-08-29 09:03", "2023-08-29 09:10"),
        (crontab(minute="5-55/10"), "2023-08-29 09:55", "2023-08-29 10:05"),
        (crontab(minute=0, hour=6), "2023-08-29 06:00", "2023-08-30 06:00"),
        (crontab(minute=0, hour=6, day_of_week="mon"), "2023-08-28 06:00", "2023-09-04 06:00"),
    ],
)
def test_the_next_run_follows_from_the_schedule(schedule: Any, after: str, due: str) -> None:
    """By the clock on the wall in Vietnam, not that of the server."""
    assert watch.next_run(schedule, after=moment(after), at=AT) == moment(due)


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "late"), [(5, False), (7, True)])
def test_a_sweep_that_misses_its_hour_is_late(minutes: int, late: bool) -> None:
    ran("outbox", AT, AT)

    assert state("outbox", AT + dt.timedelta(minutes=minutes)).is_late is late


@pytest.mark.django_db
def test_a_sweep_that_never_ran_is_not_called_late() -> None:
    assert not state("outbox", AT).has_run
    assert not state("outbox", AT).is_late


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("finished", "minutes", "broken"),
    [(None, 6, True), (None, 4, False), (-1, 6, True), (1, 6, False)],
)
def test_a_sweep_that_began_and_did_not_finish_is_broken(finished: int | None, minutes: int, broken: bool) -> None:
    ran("outbox", AT, None if finished is None else AT + dt.timedelta(minutes=finished))

    assert state("outbox", AT + dt.timedelta(minutes=minutes)).is_broken is broken


@pytest.mark.django_db
def test_worker_and_beat_are_silent_until_they_speak() -> None:
    assert [pulse.is_silent for pulse in watch.pulses(at=AT)] == [True, True]

    ran("beat", AT)
    assert [pulse.is_silent for pulse in watch.pulses(at=AT + dt.timedelta(minutes=2))] == [True, False]
    assert [pulse.is_silent for pulse in watch.pulses(at=AT + dt.timedelta(minutes=4))] == [True, True]


@pytest.mark.django_db
def test_beat_says_that_it_lives_and_sleeps_no_longer_than_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PersistentScheduler, "tick", lambda *_: 300.0)
    monkeypatch.setattr(sweeping.connection, "close", lambda: None)
    scheduler = WatchedScheduler.__new__(WatchedScheduler)

    assert scheduler.tick() == watch.HEARTBEAT_SECONDS
    first = SweepRun.objects.get(name="beat").last_started
    scheduler.tick()
    assert SweepRun.objects.get(name="beat").last_started == first


@pytest.mark.django_db
def test_a_database_that_is_away_does_not_end_the_beat(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise DatabaseError("host=db password=secret")

    monkeypatch.setattr(sweeping, "_write", fail)
    monkeypatch.setattr(sweeping.connection, "close", lambda: None)
    sweeping.note_alive("beat")

    assert "DatabaseError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.django_db
def test_health_tells_what_rests_and_stays_well(client: Client) -> None:
    ran("outbox", AT)

    response = client.get("/api/v1/health/")

    assert response.status_code == 200
    told = response.json()
    assert told["beat"]["is_silent"]
    assert told["sweeps"]["outbox"]["is_late"]
    assert told["sweeps"]["outbox"]["rows"] == 3
    assert set(told["sweeps"]) == set(app.conf.beat_schedule)


def test_tasks_are_asked_for_by_the_post_room_only_which_waits_for_the_commit() -> None:
    """A task asked for inside a transaction may run before the row it needs is there."""
    asking = re.compile(r"\.(delay|apply_async|send_task|delay_on_commit)\(")
    found = {name(path) for path in python_files(*APPS) if asking.search(path.read_text(encoding="utf-8"))}

    assert found == {"staff/post.py"}
    nudges = re.findall(r".*\b_nudge\(.*", (ROOT / "staff/post.py").read_text(encoding="utf-8"))
    assert [line.strip() for line in nudges if "def _nudge" not in line and "on_commit(" not in line] == []
