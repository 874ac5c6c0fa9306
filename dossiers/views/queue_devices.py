"""Devices of the waiting room (máy lấy số, bảng gọi số) and the ticket on a telephone; nobody signs in here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.errors import Faults, WrongMoment
from dossiers.models import Booking, Ticket
from dossiers.queue_lines import closing_today, fields_at, of_today, pace_of, standing_of
from dossiers.queue_state import board_state
from dossiers.services import queue
from dossiers.ticket_paper import ticket_pdf, ticket_url
from dossiers.verification_code import PRINTED, normal_code
from procedures.models import Field
from staff.device_links import read_device
from staff.models import Unit
from staff.phones import is_phone, normal_phone
from staff.printing import qr_on_page
from staff.rate_limit import too_many

_ICONS = {"receive": "folder-plus", "collect": "file-earmark-check", "ask": "question-circle"}
_TRIES_A_MINUTE = 20
#: More than the hands at a kiosk take; who got hold of its address cannot fill the queue.
_NUMBERS_A_MINUTE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, token: str) -> HttpResponse:
    """Máy lấy số: what for, in which field, with which priority; or the code of a booking."""
    unit = _unit("kiosk", token)
    given = request.POST if request.method == "POST" else request.GET
    language = given.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        return _Kiosk(request, unit, token, language).answer(given)


class _Kiosk:
    """One step at the kiosk, in the language chosen for this visitor."""

    def __init__(self, request: HttpRequest, unit: Unit, token: str, language: str) -> None:
        self.request, self.unit, self.token, self.language = request, unit, token, language
        self.now = timezone.now()
        self.home = reverse("dossiers:kiosk", args=[token])

    def answer(self, given: Any) -> HttpResponse:
        if self.request.method == "POST":
            return self._by_booking(given["booking"]) if "booking" in given else self._by_choice(given)
        service = given.get("service", "")
        if service not in Ticket.Service.values:
            return self._show("home")
        fields = fields_at(self.unit, timezone.localdate(self.now)) if service == Ticket.Service.RECEIVE else []
        slug = given.get("field")
        if fields and slug is None:
            return self._show("field", service=service, fields=fields)
        return self._show("priority", service=service, field=slug or "")

    def _by_choice(self, given: Any) -> HttpResponse:
        if too_many(self.request, "kiosk_numbers", per_minute=_NUMBERS_A_MINUTE):
            return self._show("home", fault=_("Too many tries. Wait a minute, then try again."), status=429)
        slug = given.get("field", "").replace("\0", "")
        field = get_object_or_404(Field, slug=slug) if slug else None
        try:
            ticket = queue.issue(
                unit=self.unit,
                service=given.get("service", ""),
                field=field,
                priority=given.get("priority", ""),
                at=self.now,
            )
        except Faults as faults:
            return self._show("home", fault=str(faults), status=422)
        except WrongMoment as error:
            return self._show("home", fault=error.message, status=409)
        return self._given(ticket)

    def _by_booking(self, typed: str) -> HttpResponse:
        if too_many(self.request, "kiosk", per_minute=_TRIES_A_MINUTE):
            return self._show("home", fault=_("Too many tries. Wait a minute, then try again."), status=429)
        booking = self._booking(typed)
        if booking is None:
            return self._show("home", fault=_("No booking of today fits this code or phone."), status=404)
        try:
            return self._given(queue.issue_for_booking(booking=booking, at=self.now))
        except WrongMoment as error:
            return self._show("home", fault=error.message, status=409)

    def _booking(self, typed: str) -> Booking | None:
        """By code, scanned or typed, or by the phone it was booked with; by phone only today's."""
        held = Booking.objects.filter(unit=self.unit)
        printed = PRINTED.search(typed.upper())
        if code := printed[0] if printed else normal_code(typed):
            return held.filter(code=code).first()
        phone = normal_phone(typed)
        day = timezone.localtime(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        today = held.filter(slot_at__gte=day, slot_at__lt=day + dt.timedelta(days=1), cancelled_at=None)
        return today.filter(phone=phone).order_by("slot_at").first() if is_phone(phone) else None

    def _given(self, ticket: Ticket) -> HttpResponse:
        address = reverse("dossiers:kiosk_ticket", args=[self.token, ticket.token])
        return redirect(f"{address}?{urlencode({'lang': self.language})}")

    def _show(self, step: str, *, status: int = 200, **more: Any) -> HttpResponse:
        closes = closing_today(self.unit, self.now)
        waiting = of_today(self.unit, self.now).filter(state=Ticket.State.WAITING).count()
        context = {
            "unit": self.unit,
            "step": step,
            "language": self.language,
            "other_languages": [
                (code, get_language_info(code)["name_local"])
                for code, _name in settings.LANGUAGES
                if code != self.language
            ],
            "home": self.home,
            "is_open": closes is not None and self.now < closes,
            "waiting": waiting,
            "wait": int(pace_of(self.unit, self.now).wait(waiting).total_seconds() // 60),
            "services": [(value, label, _ICONS[value]) for value, label in Ticket.Service.choices],
            "priorities": [(value, label) for value, label in Ticket.Priority.choices if value],
            **more,
        }
        return render(self.request, "dossiers/devices/kiosk.html", context, status=status)


@never_cache
@require_safe
def kiosk_ticket(request: HttpRequest, token: str, ticket: str) -> HttpResponse:
    """The number just given out, large; printed at once, and back to the start after some seconds."""
    unit = _unit("kiosk", token)
    row = get_object_or_404(Ticket, token=ticket, unit=unit)
    language = request.GET.get("lang", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        context = {
            "unit": unit,
            "ticket": row,
            "standing": standing_of(row, timezone.now()),
            "home": reverse("dossiers:kiosk", args=[token]),
            "qr": qr_on_page(ticket_url(row)),
        }
        return render(request, "dossiers/devices/kiosk_ticket.html", context)


@never_cache
@require_safe
def board(request: HttpRequest, token: str) -> HttpResponse:
    """Bảng gọi số on the television; the script keeps it up to date and calls aloud."""
    unit = _unit("board", token)
    context = {
        "unit": unit,
        "token": token,
        "state": board_state(unit, timezone.now()),
        "address": reverse("api:queue_board", args=[token]),
    }
    return render(request, "dossiers/devices/board.html", context)


@never_cache
@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Phiếu số thứ tự on a telephone: how many are called before, and to which desk one is called."""
    row = get_object_or_404(Ticket.objects.select_related("unit", "desk", "field", "booking"), token=token)
    now = timezone.now()
    context = {
        "ticket": row,
        "standing": standing_of(row, now),
        "is_today": row.day == timezone.localdate(now),
        "is_at_desk": row.state in Ticket.AT_DESK,
    }
    return render(request, "dossiers/public/ticket.html", context)


@never_cache
@xframe_options_sameorigin
@csp_update({"frame-ancestors": [SELF]})
@require_safe
def ticket_print(request: HttpRequest, token: str) -> HttpResponse:
    """The ticket for a printer with a roll of 80 mm."""
    row = get_object_or_404(Ticket.objects.select_related("unit", "field", "booking"), token=token)
    return HttpResponse(
        ticket_pdf(row, at=timezone.now()),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="so-{row}.pdf"'},
    )


def _unit(kind: str, token: str) -> Unit:
    """The counter a device stands at; 404 for an address that was not given out."""
    device = read_device(kind, token)
    if device is None:
        raise Http404
    counters = Unit.objects.with_counter(timezone.localdate())
    return get_object_or_404(counters, pk=device.pk, device_series=device.series)


urlpatterns = [
    path("lay-so/<str:token>/", kiosk, name="kiosk"),
    path("lay-so/<str:token>/phieu/<str:ticket>/", kiosk_ticket, name="kiosk_ticket"),
    path("bang-goi-so/<str:token>/", board, name="board"),
    path("phieu-so/<str:token>/", ticket, name="ticket"),
    path("phieu-so/<str:token>/in/", ticket_print, name="ticket_print"),
]
