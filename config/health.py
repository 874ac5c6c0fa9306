"""Is the portal able to work? For load balancers and the operator."""

import datetime as dt

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from config.celery import app
from staff.models import SweepRun


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def last_sweeps() -> dict[str, dt.datetime | None]:
    """The moment each periodic sweep last finished; none for one that has only begun."""
    return dict(SweepRun.objects.values_list("name", "last_finished"))


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when database and task broker answer, else 503; says which, and when each sweep last finished.

    An old sweep does not make the web server unhealthy: it tells the operator that the worker rests.
    """
    parts = {"database": database_answers(), "broker": broker_answers()}
    answer = {"ok": all(parts.values()), **parts, "sweeps": last_sweeps() if parts["database"] else {}}
    return JsonResponse(answer, status=200 if answer["ok"] else 503)
