"""Reminders of the signed-in official (nhắc việc của tôi), and whom the manager finds unreachable."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.digest import Recipient, next_digest, preference_of, recipients_of
from dossiers.errors import Faults
from dossiers.forms.office import add_faults
from dossiers.forms.reminding import PreferenceForm
from dossiers.models import Reminder
from dossiers.reminder_rules import next_telling
from dossiers.services.reminding import prefer, preference_faults
from staff.access import role_required
from staff.managed_units import managed_unit_ids
from staff.models import Assignment, Official, ReminderPreference
from staff.office_calendar import calendar_for
from staff.roles import OFFICE_ROLES, Role
from staff.working_time import CalendarError

_RECENT = 20
_PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*OFFICE_ROLES)
def reminders(request: HttpRequest) -> HttpResponse:
    """Cách nhận nhắc việc, what waits, and what was told last."""
    official = Official.objects.select_related("user", "reminder_preference").get(user=request.user)
    preference = preference_of(official)
    form = PreferenceForm(request.POST or None, initial=_chosen(preference))
    if form.is_bound and not form.is_valid():
        typed = {**_chosen(preference), "quiet_from": None, "quiet_to": None, **form.cleaned_data}
        found = preference_faults(by=request.user, **typed).errors
        add_faults(form, {name: texts for name, texts in found.items() if name not in form.errors})
    elif form.is_bound:
        try:
            prefer(by=request.user, **form.cleaned_data)
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            messages.success(request, _("Your choice is kept."))
            return redirect("dossiers:reminders")
    [recipient] = recipients_of([official.pk], on=timezone.localdate())
    context = {
        "form": form,
        "recipient": recipient,
        "digest": next_digest(recipient),
        "next_at": _next_at(recipient),
        "recent": _recent(official),
    }
    return render(request, "dossiers/office/reminders.html", context, status=422 if form.errors else 200)


@require_safe
@role_required(Role.MANAGER)
def unreached(request: HttpRequest) -> HttpResponse:
    """Người được nhắc việc: every official of the units with what waits for them; who cannot be told first."""
    today = timezone.localdate()
    units = managed_unit_ids(request.user)
    waiting = Q(reminders__message__isnull=True, reminders__withdrawn_at__isnull=True, reminders__isnull=False)
    there = Assignment.objects.in_force(today).filter(unit__in=units)
    officials = (
        Official.objects.filter(pk__in=there.values("official"), user__is_active=True)
        .annotate(
            waiting=Count("reminders", filter=waiting),
            last_told=Max("reminders__message__created_at"),
            has_email=~Q(user__email=""),
        )
        .order_by("has_email", "-waiting", "user__full_name", "pk")
    )
    page = Paginator(officials.values("pk", "waiting", "last_told"), _PER_PAGE).get_page(request.GET.get("page"))
    figures = {row["pk"]: row for row in page}
    recipients = {each.official.pk: each for each in recipients_of(figures, on=today)}
    lines = [
        {"recipient": recipients[pk], "waiting": row["waiting"], "last_told": row["last_told"]}
        for pk, row in figures.items()
        if pk in recipients
    ]
    return render(request, "dossiers/office/reminded.html", {"page_obj": page, "lines": lines})


def _chosen(preference: ReminderPreference) -> dict[str, Any]:
    return {
        name: getattr(preference, name) for name in ("mode", "channel", "quiet_from", "quiet_to", "most_a_day")
    }


def _next_at(recipient: Recipient) -> dt.datetime | None:
    """When the next digest goes out; None where the calendar does not reach, or each comes at once."""
    if recipient.preference.mode != ReminderPreference.Mode.DIGEST:
        return None
    try:
        return next_telling(now=timezone.now(), quiet=recipient.quiet, calendar=calendar_for(recipient.unit))
    except CalendarError:
        return None


def _recent(official: Official) -> list[Reminder]:
    told = Reminder.objects.filter(official=official, message__isnull=False)
    return list(
        told.select_related("dossier__version", "message").order_by("-message__created_at", "-pk")[:_RECENT]
    )


urlpatterns = [
    path("tai-khoan/nhac-viec/", reminders, name="reminders"),
    path("quan-ly/nhac-viec/", unreached, name="reminded"),
]
