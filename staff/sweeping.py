"""The note each periodic sweep leaves of itself (nhật ký rà soát), and the pulse of worker and beat."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from .models import SweepRun

log = logging.getLogger(__name__)


@contextmanager
def recorded(name: str) -> Iterator[SweepRun]:
    """Note start and end of a sweep; the sweep sets `last_count` on what is yielded."""
    run = SweepRun(name=name, last_started=timezone.now())
    _write(run, "last_started")
    yield run
    run.last_finished = timezone.now()
    _write(run, "last_finished", "last_count")


def last_finished(name: str) -> datetime | None:
    """When a sweep last came to its end; None before the first time."""
    return SweepRun.objects.filter(name=name).values_list("last_finished", flat=True).first()


def note_alive(name: str) -> None:
    """Note that the process `name` lives; a database that is away must not end it."""
    now = timezone.now()
    try:
        _write(SweepRun(name=name, last_started=now, last_finished=now), "last_started", "last_finished")
    except DatabaseError as error:
        log.warning("The pulse of %s could not be noted (%s)", name, type(error).__name__)
    finally:
        connection.close()  # twice a minute is no reason to hold one of the database's places


def _write(run: SweepRun, *fields: str) -> None:
    SweepRun.objects.bulk_create([run], update_conflicts=True, unique_fields=["name"], update_fields=fields)
