"""Periodic tasks on dossiers: glue around `reminders`."""

from celery import shared_task
from django.utils import timezone

from staff.sweeping import recorded

from .reminders import plan_reminders


@shared_task(time_limit=280)
def sweep_reminders() -> int:
    """Rà soát hạn trả: withdraw reminders that are no longer true, then plan what is due; twice does no harm."""
    with recorded("reminders") as run:
        run.last_count = plan_reminders(now=timezone.now())
    return run.last_count
