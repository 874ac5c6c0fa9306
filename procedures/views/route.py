"""The manager's pages of routes (quy trình nội bộ): which procedures have one, and setting one.

A route is set on the version published last, also on one that only comes: it follows from its first day.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from procedures import wording
from procedures.drafting.reviewing import may_review
from procedures.errors import RouteAtFault, StaleVersion
from procedures.models import ProcedureVersion
from procedures.route_forms import RouteForm, StepFormSet, initial_of
from procedures.routing import (
    PlannedStep,
    minutes_in_words,
    office_minutes_of,
    route_faults,
    shortest_limit,
    steps_of,
)
from procedures.services import set_route
from staff.access import role_required
from staff.models import Unit
from staff.models.official import ROLE_LABELS
from staff.roles import Role
from staff.text import fold
from staff.wrong_moment import wrong_moment_page

_PAGE_SIZE = 30


def _open() -> QuerySet[ProcedureVersion]:
    versions = ProcedureVersion.objects.filter(valid_to=None).receivable()
    return versions.select_related("procedure__field")


@require_safe
@role_required(Role.MANAGER, Role.LEADER)
def routes(request: HttpRequest) -> HttpResponse:
    """Quy trình nội bộ of the procedures that go on; those with a route of their own first."""
    q = request.GET.get("q", "").strip()[:200]
    found = _open().matching(q).annotate(step_count=Count("steps")).order_by("-step_count", "name", "pk")
    page = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(version, wording.limit_in_words(version.limit_mode, version.limit_value)) for version in page]
    context = {"rows": rows, "page": page, "q": q, "may_set": may_review(request.user)}
    return render(request, "procedures/office/routes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER, Role.LEADER)
def edit_route(request: HttpRequest, code: str) -> HttpResponse:
    """Đặt quy trình của một thủ tục: fill in, look at the change, publish; which makes a new version of it.

    The route is not posted, so one person sets it; but it holds in all units, so only who publishes for them.
    """
    if not may_review(request.user):
        raise PermissionDenied(_("Managers and leaders of the office that owns this portal set routes."))
    version = get_object_or_404(_open(), procedure__code=code)
    if request.method == "POST":
        return _given(request, version)
    source = _copied_from(version, request.GET.get("chep", ""))
    shown = source or version
    steps = steps_of(shown, shortest_limit(shown))
    form = RouteForm(initial={"version": version.pk})
    return _page(
        request, version, form, StepFormSet(initial=initial_of(steps), form_kwargs=_units()), source=source
    )


def _given(request: HttpRequest, version: ProcedureVersion) -> HttpResponse:
    form, rows = RouteForm(request.POST), StepFormSet(request.POST, form_kwargs=_units())
    if not (form.is_valid() and rows.is_valid()):
        return _page(request, version, form, rows, status=422)
    steps = [step for row in rows if (step := row.step()) is not None]
    if request.POST.get("act") != "publish":
        faults = route_faults(steps, shortest_limit(version))
        return _page(request, version, form, rows, steps=steps, faults=faults, status=422 if faults else 200)
    try:
        if form.cleaned_data["version"] != version.pk:
            raise StaleVersion(version.pk)
        new = set_route(version, steps, ground=form.cleaned_data["ground"], by=request.user, at=timezone.now())
    except RouteAtFault as fault:
        return _page(request, version, form, rows, steps=steps, faults=fault.faults, status=422)
    except StaleVersion:
        message = _("Someone published a newer version of this procedure in the meantime.")
        return wrong_moment_page(request, message, back=reverse("procedures:routes"), back_words=_("Routes"))
    words = _("Route published. Dossiers received from %(day)s on follow it.")
    messages.success(request, words % {"day": f"{new.valid_from:%d/%m/%Y}"})
    return redirect("procedures:routes")


def _page(
    request: HttpRequest,
    version: ProcedureVersion,
    form: RouteForm,
    rows: Any,
    *,
    steps: list[PlannedStep] | None = None,
    faults: list[str] | None = None,
    source: ProcedureVersion | None = None,
    status: int = 200,
) -> HttpResponse:
    limit = shortest_limit(version)
    current = steps_of(version, limit)
    others = _open().filter(procedure__field=version.procedure.field_id, steps__isnull=False).distinct()
    context = {
        "version": version,
        "form": form,
        "rows": rows,
        "faults": faults or [],
        "limit": wording.limit_in_words(limit.mode, limit.value),
        "limit_time": minutes_in_words(office_minutes_of(limit)),
        "current": [_line(step.name, step.role, step.minutes) for step in current],
        "current_sum": minutes_in_words(sum(step.minutes for step in current)),
        "planned": [_line(step.name, Role(step.role), step.minutes) for step in steps or []],
        "planned_sum": minutes_in_words(sum(step.minutes for step in steps)) if steps else "",
        "is_default": not any(step.pk for step in current),
        "others": others.exclude(pk=version.pk).order_by("name"),
        "source": source,
        "starts_on": max(version.valid_from, timezone.localdate()),
    }
    return render(request, "procedures/office/route.html", context, status=status)


def _line(name: str, role: Role, minutes: int) -> dict[str, Any]:
    return {"name": name, "role": ROLE_LABELS[role], "time": minutes_in_words(minutes)}


def _copied_from(version: ProcedureVersion, code: str) -> ProcedureVersion | None:
    """Another procedure of the same field whose route is taken as a beginning."""
    if not code:
        return None
    return _open().filter(procedure__field=version.procedure.field_id, procedure__code=code).first()


def _units() -> dict[str, Any]:
    units = Unit.objects.in_force(timezone.localdate())
    return {"units": sorted(units, key=lambda unit: (fold(unit.name), unit.pk))}  # Đ after D, not after V
