"""State of the system (tình trạng hệ thống), for the manager and the IT officer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staff.access import role_required
from staff.roles import Role
from staff.system_checks import BAD, CARE, sweep_checks, system_checks


@require_safe
@never_cache
@role_required(Role.MANAGER, Role.ADMIN)
def system(request: HttpRequest) -> HttpResponse:
    """Every silent part of the portal: how it stands, and what to do where it does not stand well."""
    now = timezone.localtime()
    checks, sweeps = system_checks(at=now), sweep_checks(at=now)
    tones = [check.tone for check in checks] + [check.tone for _sweep, check in sweeps]
    context = {
        "checks": checks,
        "sweeps": sweeps,
        "bad": tones.count(BAD),
        "care": tones.count(CARE),
        "at": now,
    }
    return render(request, "staff/system.html", context)
