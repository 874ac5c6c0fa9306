"""Entering, looking at and making a change of the calendar: what days and office hours have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dossiers.calendar_change import impact_of
from dossiers.calendar_draft import PARAMETER, Draft, draft_of, make_form, read_draft
from dossiers.errors import Faults, WrongMoment
from dossiers.forms.office import add_faults
from dossiers.services.calendar_change import Applied, apply_change, check
from staff.access import role_required
from staff.calendar_change import Change
from staff.calendar_forms import week_lines
from staff.models import Unit
from staff.navigation import nav_items
from staff.roles import Role
from staff.wrong_moment import wrong_moment_page

PAGE_SIZE = 50


def entry_page(
    request: HttpRequest, kind: str, about: str, *, template: str, title: str, back: str, **context: Any
) -> HttpResponse:
    """The form of one kind of change; what holds leads to the preview, faults answer 422 and keep it all."""
    status = 200
    if request.method == "POST":
        form: Any = make_form(kind, about, user=request.user, data=request.POST)
        if _holds(form, request.user):
            draft = draft_of(kind, about, request.POST)
            query = urlencode({PARAMETER: draft.token})
            return HttpResponseRedirect(f"{reverse('dossiers:calendar_preview')}?{query}")
        status = 422
    elif token := request.GET.get(PARAMETER):
        form = read_draft(token).form(request.user)
    else:
        form = make_form(kind, about, user=request.user)
    return render(request, template, {"form": form, "title": title, "back": back, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER, Role.ADMIN)
def preview(request: HttpRequest) -> HttpResponse:
    """Xem trước: which dossiers move, from when to when; sending it makes the change just as it was shown."""
    draft = read_draft(request.GET.get(PARAMETER, ""))
    form = draft.form(request.user)
    if not _holds(form, request.user):
        return _overtaken(request, draft, form)
    change: Change = form.change()
    if request.method != "POST":
        return _shown(request, draft, change)
    try:
        done = apply_change(change, by=request.user, at=timezone.now(), expected=request.POST.get("expected", ""))
    except WrongMoment as wrong:
        return _shown(request, draft, change, fault=wrong.message, status=409)
    except Faults:
        # what could not be computed stands on the page itself
        return _shown(request, draft, change, status=422)
    messages.success(request, _outcome(done))
    return redirect(_after(change))


def _holds(form: Any, user: Any) -> bool:
    """Whether the form is without faults, those that only the office's rows can tell included."""
    if not form.is_valid():
        return False
    try:
        check(form.change(), by=user, at=timezone.now())
    except Faults as faults:
        add_faults(form, faults.errors)
        return False
    return True


def _shown(
    request: HttpRequest, draft: Draft, change: Change, *, fault: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    impact = impact_of(change)
    units = Unit.objects.in_bulk(change.unit_ids)
    context = {
        "change": change,
        "weeks": [(units[week.unit_id], week, week_lines(week.days)) for week in change.weeks],
        "impact": impact,
        "page_obj": Paginator(impact.moves, PAGE_SIZE).get_page(request.GET.get("page")),
        "late_at_once": impact.late_at_once(now),
        "letters": len(impact.letters),
        "back": draft.entered_at,
        "fault": fault,
        "nav_items": nav_items(request, at=reverse("dossiers:hours" if change.weeks else "dossiers:calendar")),
    }
    return render(request, "dossiers/office/calendar/preview.html", context, status=status)


def _overtaken(request: HttpRequest, draft: Draft, form: Any) -> HttpResponse:
    """409: what was typed no longer fits the calendar, because somebody changed it meanwhile."""
    faults = [str(fault) for faults in form.errors.values() for fault in faults]
    message = " ".join([_("The calendar has changed since this was entered."), *faults])
    return wrong_moment_page(request, message, back=draft.entered_at, back_words=_("Back to what was entered"))


def _outcome(done: Applied) -> str:
    if not done.moved:
        return _("The calendar is changed. No open dossier moves.")
    moved = ngettext("%(count)d dossier moved", "%(count)d dossiers moved", done.moved) % {"count": done.moved}
    told = ngettext("%(count)d message written", "%(count)d messages written", done.told) % {"count": done.told}
    return _("The calendar is changed: %(moved)s, %(told)s.") % {"moved": moved, "told": told}


def _after(change: Change) -> str:
    """The page on which the change can be seen."""
    if change.weeks:
        return reverse("dossiers:hours_of_unit", args=[Unit.objects.get(pk=change.weeks[0].unit_id).code])
    day = change.days[0].day if change.days else change.removed[0]
    return reverse("dossiers:calendar_year", args=[day.year])


urlpatterns = [path("quan-ly/lich/xem-truoc/", preview, name="calendar_preview")]
