"""Is the portal able to work? For load balancers and the operator."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from config.celery import app


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


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when database and task broker answer, else 503; says which."""
    parts = {"database": database_answers(), "broker": broker_answers()}
    return JsonResponse(
        {
            "ok": all(parts.values()),
            "engine": settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1],
            **parts,
        },
        status=200 if all(parts.values()) else 503,
    )
