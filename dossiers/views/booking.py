"""Booking a time at a counter (đặt lịch hẹn): for everybody, without an account, complete without scripts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.booking_days import BookableDay, bookable_days
from dossiers.booking_notices import booking_url
from dossiers.errors import Faults
from dossiers.forms.booking import BookingCodeForm, BookingForm
from dossiers.forms.office import add_faults
from dossiers.models import Booking, Ticket
from dossiers.services.booking import Wanted, book, cancel
from dossiers.verification_code import normal_code
from procedures.counters import PARAMETER, chosen_counter, open_counters
from procedures.models import ProcedureVersion
from staff.models import Unit
from staff.printing import qr_on_page
from staff.rate_limit import too_many

_TRIES_A_MINUTE = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_new(request: HttpRequest) -> HttpResponse:
    """Which counter, which day, which time, and who comes."""
    today = timezone.localdate()
    counters = open_counters(today)
    version = _version(request.GET.get("thu-tuc", ""), today)
    if version is not None:
        counters = [unit for unit in counters if version.is_received_by(unit)]
    unit = chosen_counter(request, counters)
    days = bookable_days(unit, timezone.now()) if unit is not None else []
    day = _chosen_day(days, request.GET.get("ngay", ""))
    form = BookingForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(request),
        slots=day.slots if day is not None else (),
    )
    status = 200
    if request.method == "POST" and unit is not None:
        row, status = _book(request, unit, version, form)
        if row is not None:
            return redirect("dossiers:booking", code=row.code)
    context = {
        "counters": counters,
        "unit": unit,
        "version": version,
        "days": days,
        "day": day,
        "form": form,
        "code_form": BookingCodeForm(),
        "parameter": PARAMETER,
    }
    return render(request, "dossiers/citizen/booking_new.html", context, status=status)


def _book(
    request: HttpRequest, unit: Unit, version: ProcedureVersion | None, form: BookingForm
) -> tuple[Booking | None, int]:
    """The booking, or the status with which its faults are shown."""
    if too_many(request, "booking", per_minute=_TRIES_A_MINUTE):
        form.is_valid()
        form.add_error(None, _("Too many tries. Wait a minute, then try again."))
        return None, 429
    form.is_valid()
    given = form.cleaned_data
    wanted = Wanted(
        starts_at=form.starts_at(),
        name=given.get("name", ""),
        phone=given.get("phone", ""),
        email=given.get("email", ""),
        procedure=version.procedure if version is not None else None,
        language=get_language() or "vi",
    )
    try:
        return book(unit=unit, wanted=wanted, at=timezone.now()), 302
    except Faults as faults:
        add_faults(form, {name: texts for name, texts in faults.errors.items() if name not in form.errors})
        return None, 422


@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """Lịch hẹn: when, where, what to bring; whoever has the code may see and cancel it."""
    row = get_object_or_404(Booking.objects.select_related("unit", "procedure"), code=code)
    now = timezone.now()
    ticket = Ticket.objects.filter(booking=row).first()
    version = _version(row.procedure.code, timezone.localdate(row.slot_at)) if row.procedure is not None else None
    context = {
        "booking": row,
        "ticket": ticket,
        "is_past": row.slot_at <= now,
        "can_cancel": row.cancelled_at is None and row.slot_at > now and ticket is None,
        "version": version,
        "documents": version.documents.all() if version is not None else [],
        "qr": qr_on_page(booking_url(row)),
    }
    return render(request, "dossiers/citizen/booking.html", context)


@require_POST
def booking_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Hủy lịch hẹn by whoever has the code."""
    row = get_object_or_404(Booking, code=code)
    cancel(booking=row, at=timezone.now(), language=get_language() or "vi")
    messages.success(request, _("The booking was cancelled; the time is free for somebody else."))
    return redirect("dossiers:booking", code=row.code)


@never_cache
@require_safe
def booking_find(request: HttpRequest) -> HttpResponse:
    """Tra lịch hẹn; guessing is slowed down."""
    form = BookingCodeForm(request.GET or None)
    status = 200
    if form.is_bound:
        status = 422
        if too_many(request, "booking_find", per_minute=_TRIES_A_MINUTE):
            form.is_valid()
            form.add_error(None, _("Too many tries. Wait a minute, then try again."))
            status = 429
        elif form.is_valid():
            found = Booking.objects.filter(code=normal_code(form.cleaned_data["code"])).first()
            if found is not None:
                return redirect("dossiers:booking", code=found.code)
            form.add_error("code", _("No booking has this code. Check it in the message you received."))
            status = 404
    return render(request, "dossiers/citizen/booking_find.html", {"form": form}, status=status)


def _version(code: str, on: dt.date) -> ProcedureVersion | None:
    if not code:
        return None
    found = ProcedureVersion.objects.in_force(on).filter(procedure__code=code)
    return found.select_related("procedure").prefetch_related("documents").first()


def _chosen_day(days: list[BookableDay], asked: str) -> BookableDay | None:
    """The day in the address, else the first with a free place, else the first."""
    named = next((each for each in days if each.day.isoformat() == asked), None)
    return named or next((each for each in days if each.free), days[0] if days else None)


def _initial(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    if not user.is_authenticated:
        return {}
    return {"name": user.full_name, "phone": user.phone, "email": user.email}


urlpatterns = [
    path("dat-lich/", booking_new, name="booking_new"),
    path("dat-lich/tra-cuu/", booking_find, name="booking_find"),
    path("dat-lich/<str:code>/", booking, name="booking"),
    path("dat-lich/<str:code>/huy/", booking_cancel, name="booking_cancel"),
]
