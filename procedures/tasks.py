"""Periodic tasks on what is posted: glue around the services."""

from celery import shared_task
from django.utils import timezone

from procedures.exchange import uploads
from procedures.expiring.expiry_letters import tell_owners
from procedures.wall.telling import tell_managers
from staff.sweeping import recorded


@shared_task(time_limit=280)
def sweep_uploads() -> int:
    """Xóa tệp danh mục đã tải lên: forget files that were read in a week ago; twice does no harm."""
    with recorded("uploads") as run:
        run.last_count = uploads.sweep(at=timezone.now())
    return run.last_count


@shared_task(time_limit=280)
def sweep_walls() -> int:
    """Báo tờ niêm yết cần thay: tell managers of walls that changed or will; twice does no harm."""
    with recorded("walls") as run:
        run.last_count = tell_managers(now=timezone.now())
    return run.last_count


@shared_task(time_limit=280)
def sweep_expiry() -> int:
    """Báo sắp hết hiệu lực: tell those who answer for what runs out within 30 days; twice does no harm."""
    with recorded("expiry") as run:
        run.last_count = tell_owners(now=timezone.now())
    return run.last_count
