"""Periodic tasks on dossiers: glue around `reminders`, `digest`, `stuck` and `uncollected`."""

from celery import shared_task
from django.utils import timezone

from staff.sweeping import last_finished, recorded

from .digest import send_digests
from .observed import reckon
from .reminders import plan_reminders
from .services import intake_drafts
from .services.apology import draft_due_apologies
from .services.booking import cancel_closed, forget_people
from .services.queue import close_earlier_days
from .stuck import tell_stuck
from .uncollected import plan_tasks


@shared_task(time_limit=280)
def sweep_reminders() -> int:
    """Rà soát nhắc việc: withdraw what is no longer true, plan what is due, tell it; twice does no harm."""
    now = timezone.now()
    looked_at = last_finished("reminders")
    with recorded("reminders") as run:
        run.last_count = plan_reminders(now=now)
        tell_stuck(now=now)
        send_digests(now=now, looked_at=looked_at)
    return run.last_count


@shared_task(time_limit=280)
def sweep_counter_tasks() -> int:
    """Rà soát việc của bộ phận một cửa: calls and errands that became due; sheets nobody took up go."""
    now = timezone.now()
    with recorded("counter_tasks") as run:
        run.last_count = plan_tasks(now=now)
        intake_drafts.sweep(at=now)
    return run.last_count


@shared_task(time_limit=280)
def sweep_apologies() -> int:
    """Soạn sẵn văn bản xin lỗi: draft what will be needed, withdraw what no longer is; twice does no harm."""
    with recorded("apologies") as run:
        run.last_count = draft_due_apologies(now=timezone.now())
    return run.last_count


@shared_task(time_limit=280)
def sweep_queue() -> int:
    """Kết thúc số tồn của ngày trước: end what is left of earlier days, cancel what was booked for times the
    counter is closed now, forget who booked long ago; twice does no harm.
    """
    now = timezone.now()
    with recorded("queue") as run:
        run.last_count = close_earlier_days(at=now) + cancel_closed(at=now) + forget_people(at=now)
    return run.last_count


@shared_task(time_limit=280)
def sweep_observed_times() -> int:
    """Tính thời gian giải quyết thực tế: how long each procedure took in the last twelve months."""
    with recorded("observed_times") as run:
        run.last_count = reckon(at=timezone.now())
    return run.last_count
