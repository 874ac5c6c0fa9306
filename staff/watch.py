"""Do the silent parts of the portal still work (theo dõi hệ thống): sweeps, worker, beat, database, broker.

When a sweep is late follows from its schedule in the task queue's settings: what is scheduled is watched.
"""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

from celery import current_app
from celery.schedules import maybe_schedule
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from .models import SweepRun

#: How long a sweep may wait in the queue behind others.
GRACE = dt.timedelta(minutes=5)
#: Worker and beat note twice a minute that they live.
HEARTBEAT_SECONDS = 30.0
SILENT_AFTER = dt.timedelta(minutes=3)
WORKER, BEAT = "worker", "beat"


@dataclass(frozen=True)
class SweepState:
    """Tình trạng một lần rà soát."""

    name: str
    last_started: dt.datetime | None
    last_finished: dt.datetime | None
    last_count: int
    is_late: bool
    is_broken: bool

    @property
    def has_run(self) -> bool:
        return self.last_started is not None


@dataclass(frozen=True)
class Pulse:
    """Nhịp của tiến trình nền: when worker or beat last said that it lives."""

    name: str
    at: dt.datetime | None
    is_silent: bool


def sweeps(*, at: dt.datetime) -> list[SweepState]:
    """Every scheduled sweep and how it does, in the order of the schedule."""
    runs = {run.name: run for run in SweepRun.objects.all()}
    return [
        _state(name, entry["schedule"], runs.get(name), at)
        for name, entry in current_app.conf.beat_schedule.items()
    ]


def pulses(*, at: dt.datetime) -> list[Pulse]:
    """Worker and beat; one that never spoke is silent."""
    heard = dict(SweepRun.objects.filter(name__in=[WORKER, BEAT]).values_list("name", "last_started"))
    return [
        Pulse(name, heard.get(name), name not in heard or at - heard[name] > SILENT_AFTER)
        for name in (WORKER, BEAT)
    ]


def next_run(schedule: Any, *, after: dt.datetime, at: dt.datetime) -> dt.datetime:
    """When a sweep that began at `after` was to begin again, as seen at `at`."""
    seen: Any = copy.copy(maybe_schedule(schedule))
    seen.nowfun = lambda: at
    due: dt.datetime = at + seen.remaining_estimate(after)
    return due


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def _state(name: str, schedule: Any, run: SweepRun | None, at: dt.datetime) -> SweepState:
    if run is None:
        return SweepState(name, None, None, 0, is_late=False, is_broken=False)
    finished = run.last_finished is not None and run.last_finished >= run.last_started
    return SweepState(
        name,
        run.last_started,
        run.last_finished,
        run.last_count,
        is_late=at - next_run(schedule, after=run.last_started, at=at) > GRACE,
        is_broken=not finished and at - run.last_started > GRACE,
    )
