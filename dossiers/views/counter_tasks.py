"""Calls and errands of the counter (việc của bộ phận một cửa), and the results nobody has collected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.errors import Faults
from dossiers.forms.office import add_faults
from dossiers.forms.reminding import OutcomeForm
from dossiers.models import CounterTask, Dossier
from dossiers.reminder_findings import collectable
from dossiers.reminder_rules import Collecting
from dossiers.services.counter_tasks import finish, tasks_of
from dossiers.uncollected import counted, step_of, waited
from staff import audit
from staff.access import role_required, units_of, with_units_below
from staff.office_calendar import Calendars, current_calendars
from staff.privacy import mask_phone
from staff.roles import Role

_PER_PAGE = 25


@dataclass(frozen=True)
class Waiting:
    """One result nobody has collected, ready to be shown."""

    dossier: Dossier
    days: int | None
    step: Collecting
    phone: str


@require_safe
@role_required(Role.CLERK)
def counter_tasks(request: HttpRequest) -> HttpResponse:
    """Việc cần làm: what is to be done first, or what was done last."""
    is_done = request.GET.get("tab") == "done"
    tasks = tasks_of(request.user)
    open_tasks = tasks.filter(done_at__isnull=True)
    wanted = tasks.filter(done_at__isnull=False).order_by("-done_at", "-pk") if is_done else open_tasks
    page = Paginator(wanted, _PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    open_count = open_tasks.count() if is_done else page.paginator.count
    context = {
        "page_obj": page,
        "is_done": is_done,
        "lines": [
            {"task": task, "phone": mask_phone(task.dossier.phone), "is_late": not is_done and task.due_at < now}
            for task in page
        ],
        "tabs": [
            {"label": _("To do"), "url": "?", "is_current": not is_done, "count": open_count},
            {"label": _("Done"), "url": "?tab=done", "is_current": is_done},
        ],
    }
    return render(request, "dossiers/office/counter_tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def counter_task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task with the whole number and what to say; the security trail notes who looked."""
    task = get_object_or_404(tasks_of(request.user), pk=pk)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            finish(task=task, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            audit.record("counter_task.done", actor=request.user, target=task.dossier.reference, request=request)
            messages.success(request, _("Noted: %(outcome)s.") % {"outcome": _outcome(form)})
            return redirect("dossiers:counter_tasks")
    audit.record("counter_task.viewed", actor=request.user, target=task.dossier.reference, request=request)
    before = task.dossier.tasks.filter(done_at__isnull=False).exclude(pk=task.pk).select_related("done_by")
    context = {
        "task": task,
        "dossier": task.dossier,
        "form": form,
        "before": before.order_by("-done_at")[:10],
        "number_of_calls": before.filter(kind=task.kind, outcome=CounterTask.Outcome.NO_ANSWER).count(),
    }
    return render(request, "dossiers/office/counter_task.html", context, status=422 if form.errors else 200)


@require_safe
@role_required(Role.CLERK, Role.LEADER)
def uncollected(request: HttpRequest) -> HttpResponse:
    """Kết quả chưa có người nhận, the oldest first, with figures by unit."""
    own = {unit.pk for unit in units_of(request.user, Role.CLERK)}
    heads = [unit.pk for unit in units_of(request.user, Role.LEADER)]
    seen = Dossier.objects.filter(collectable(), receiving_unit__in=own | with_units_below(heads))
    calendars, today = current_calendars(), timezone.localdate()
    page = Paginator(
        seen.select_related("version", "receiving_unit").order_by("resolved_at", "pk"), _PER_PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [_waiting(dossier, today, calendars) for dossier in page],
        "figures": counted(seen, today=today, calendars=calendars),
        "door": "counter" if own else "leader",
    }
    return render(request, "dossiers/office/uncollected.html", context)


def _waiting(dossier: Dossier, today: dt.date, calendars: Calendars) -> Waiting:
    return Waiting(
        dossier,
        waited(dossier, today=today, calendars=calendars),
        step_of(dossier, today=today, calendars=calendars),
        mask_phone(dossier.phone),
    )


def _outcome(form: OutcomeForm) -> str:
    return str(CounterTask.Outcome(form.cleaned_data["outcome"]).label)


urlpatterns = [
    path("mot-cua/viec/", counter_tasks, name="counter_tasks"),
    path("mot-cua/viec/<int:pk>/", counter_task, name="counter_task"),
    path("mot-cua/chua-nhan-ket-qua/", uncollected, name="uncollected"),
]
