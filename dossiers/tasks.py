"""Periodic tasks on dossiers: glue around `reminders`."""

from celery import shared_task
from django.utils import timezone

from staff.sweeping import recorded

from . import reminders


@shared_task(time_limit=280)
def sweep_reminders() -> int:
    """Rà soát hạn trả: withdraw reminders that are no longer true, then plan what is due; twice does no harm."""
    now = timezone.now()
    with recorded("reminders") as run:
        reminders.cancel_outdated(at=now)
        run.last_count = reminders.plan(at=now)
    return run.last_count
