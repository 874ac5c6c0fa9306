"""The note each periodic sweep leaves of itself (nhật ký rà soát), read by the health page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from .models import SweepRun


@contextmanager
def recorded(name: str) -> Iterator[SweepRun]:
    """Note start and end of a sweep; the sweep sets `last_count` on what is yielded."""
    run = SweepRun(name=name, last_started=timezone.now())
    _write(run, "last_started")
    yield run
    run.last_finished = timezone.now()
    _write(run, "last_finished", "last_count")


def _write(run: SweepRun, *fields: str) -> None:
    SweepRun.objects.bulk_create([run], update_conflicts=True, unique_fields=["name"], update_fields=fields)
