"""Is the portal able to work? For load balancers and the operator."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staff.watch import broker_answers, database_answers, pulses, sweeps


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when database and task broker answer, else 503; says which, and how sweeps, worker and beat do.

    A late sweep or a silent worker does not make the web server unhealthy: it tells the operator where to look.
    """
    parts = {"database": database_answers(), "broker": broker_answers()}
    answer = {"ok": all(parts.values()), **parts, **(_background() if parts["database"] else {})}
    return JsonResponse(answer, status=200 if answer["ok"] else 503)


def _background() -> dict[str, Any]:
    now = timezone.now()
    return {
        **{pulse.name: {"last_heard": pulse.at, "is_silent": pulse.is_silent} for pulse in pulses(at=now)},
        "sweeps": {
            sweep.name: {
                "last_started": sweep.last_started,
                "last_finished": sweep.last_finished,
                "rows": sweep.last_count,
                "is_late": sweep.is_late or sweep.is_broken,
            }
            for sweep in sweeps(at=now)
        },
    }
