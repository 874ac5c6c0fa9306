"""Tasks of the post room: glue around `post`."""

from celery import shared_task
from django.utils import timezone

from . import post
from .sweeping import recorded


@shared_task(soft_time_limit=60, time_limit=90)
def send_message(key: str) -> None:
    """Send one message unless it is sent, being sent or not yet due."""
    post.deliver(key, at=timezone.now())


@shared_task(soft_time_limit=180, time_limit=240)
def sweep_outbox() -> int:
    """Rà soát hộp thư đi: send what is due and was not asked for; two sweeps at once do no harm."""
    now = timezone.now()
    with recorded("outbox") as run:
        post.recover_stale(at=now)
        run.last_count = post.deliver_waiting(at=now)
    return run.last_count
