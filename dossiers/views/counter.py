"""The counter (bộ phận một cửa): its work list and the choice of a procedure for a walk-in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.boards import counter_desk
from dossiers.errors import NotPermitted
from dossiers.models import Dossier
from dossiers.services.counter_tasks import tasks_of
from procedures.models import ProcedureVersion
from staff.access import role_required, units_of
from staff.models import Unit
from staff.office_calendar import current_calendars
from staff.roles import Role

from .lists import work_list

_SHORT_LIST = 5
_FOUND = 30
_RECENT = dt.timedelta(days=30)


@require_safe
@role_required(Role.CLERK)
def counter(request: HttpRequest) -> HttpResponse:
    """Danh sách hồ sơ của bộ phận một cửa."""
    now = timezone.now()
    unit_ids = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    desk = counter_desk(unit_ids, now=now)
    return work_list(
        request,
        desk,
        "dossiers/office/counter.html",
        now=now,
        calendars=current_calendars(),
        waiting_tasks=tasks_of(request.user).filter(done_at__isnull=True).count(),
    )


@require_safe
@role_required(Role.CLERK)
def pick(request: HttpRequest) -> HttpResponse:
    """Chọn thủ tục: what was received last and most often first, then whatever is searched for."""
    unit, units = counters_of(request.user, request.GET.get("unit", ""))
    versions = ProcedureVersion.objects.in_force(timezone.localdate()).received_by(unit)
    versions = versions.select_related("procedure")
    q = request.GET.get("q", "").strip()[:200]
    found = list(versions.search(q)[:_FOUND]) if q else []
    context = {
        "unit": unit,
        "units": units,
        "q": q,
        "found": found,
        "mine": [] if q else _in_order(versions, _received_by_me(request, unit)),
        "often": [] if q else _in_order(versions, _received_most(unit)),
        "rest": [] if q else versions.order_by("name", "pk"),
    }
    return render(request, "dossiers/office/pick.html", context)


def counters_of(user: Any, code: str) -> tuple[Unit, list[Unit]]:
    """The counter the clerk chose by `code` (else the first), and all of theirs. Raises NotPermitted for none."""
    units = [unit for unit in units_of(user, Role.CLERK) if unit.receives_dossiers]
    if not units:
        raise NotPermitted(_("You are not assigned to a one-stop counter today."))
    return next((unit for unit in units if unit.code == code), units[0]), units


def _received_by_me(request: HttpRequest, unit: Unit) -> list[int]:
    """Procedures this clerk received last."""
    mine = Dossier.objects.filter(
        receiving_unit=unit,
        received_by__user=request.user.pk,
        received_at__gte=timezone.now() - _RECENT,
    )
    last = mine.order_by().values("version__procedure").annotate(last=Max("received_at")).order_by("-last")
    return list(last.values_list("version__procedure", flat=True)[:_SHORT_LIST])


def _received_most(unit: Unit) -> list[int]:
    """Procedures this counter received most in the last month."""
    recent = Dossier.objects.filter(receiving_unit=unit, received_at__gte=timezone.now() - _RECENT)
    most = recent.order_by().values("version__procedure").annotate(n=Count("pk")).order_by("-n")
    return list(most.values_list("version__procedure", flat=True)[:_SHORT_LIST])


def _in_order(versions: QuerySet[ProcedureVersion], procedure_ids: list[int]) -> list[ProcedureVersion]:
    by_procedure = {version.procedure_id: version for version in versions.filter(procedure__in=procedure_ids)}
    return [by_procedure[pk] for pk in procedure_ids if pk in by_procedure]


urlpatterns = [
    path("mot-cua/", counter, name="counter"),
    path("mot-cua/tiep-nhan/", pick, name="counter_pick"),
]
