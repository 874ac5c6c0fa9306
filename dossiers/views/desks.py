"""Desks and devices (quầy và thiết bị): the manager arranges desks; kiosk, board and tablets open from here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.errors import Faults
from dossiers.forms.desks import DeskEntryForm
from dossiers.forms.office import add_faults
from dossiers.queue_lines import desks_of
from dossiers.queue_state import desk_name
from dossiers.services.desks import change_desk, close_desk, open_desk, renew_devices
from procedures.models import Desk
from staff.access import role_required
from staff.device_links import device_token
from staff.managed_units import managed_unit_ids
from staff.message_texts import public_address
from staff.models import Unit
from staff.roles import Role


@require_safe
@role_required(Role.MANAGER)
def desks(request: HttpRequest) -> HttpResponse:
    """The desks of one counter, and the addresses to open on its devices."""
    units = _units(request)
    unit = units.filter(code=request.GET.get("unit", "")).first() or units.first()
    rows = desks_of([unit.pk], timezone.localdate()).prefetch_related("fields") if unit is not None else []
    context = {
        "units": units,
        "unit": unit,
        "rows": [{"desk": desk, "tablet": _tablet(desk)} for desk in rows],
        "devices": _devices(unit) if unit is not None else [],
    }
    return render(request, "dossiers/office/desks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def desk_new(request: HttpRequest, unit: str) -> HttpResponse:
    """Mở quầy."""
    found = get_object_or_404(_units(request), code=unit)
    taken = desks_of([found.pk], timezone.localdate()).values_list("number", flat=True)
    form = DeskEntryForm(request.POST or None, initial={"number": max(taken, default=0) + 1})
    if request.method == "POST" and form.is_valid():
        try:
            desk = open_desk(unit=found, by=request.user, at=timezone.now(), **_given(form))
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            return _done(request, desk, _("Opened: %(desk)s."))
    return _form(request, form, found)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def desk_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa quầy."""
    desk = _desk(request, pk)
    initial = {"number": desk.number, "name": desk.name, "fields_taken": desk.fields.all()}
    form = DeskEntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_desk(desk=desk, by=request.user, at=timezone.now(), **_given(form))
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            return _done(request, desk, _("Saved: %(desk)s."))
    return _form(request, form, desk.unit, desk)


@require_POST
@role_required(Role.MANAGER)
def desk_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Đóng quầy."""
    desk = close_desk(desk=_desk(request, pk), by=request.user, at=timezone.now())
    return _done(request, desk, _("Closed from tomorrow on: %(desk)s."))


@require_POST
@role_required(Role.MANAGER)
def devices_renew(request: HttpRequest, unit: str) -> HttpResponse:
    """Đổi địa chỉ thiết bị, when an old one came into wrong hands."""
    found = renew_devices(unit=get_object_or_404(_units(request), code=unit), by=request.user)
    messages.success(request, _("The machines have new addresses; open them there. The old ones open nothing."))
    return redirect(f"{reverse('dossiers:desks')}?unit={found.code}")


def _units(request: HttpRequest) -> QuerySet[Unit]:
    """Counters of the units this manager answers for."""
    managed = managed_unit_ids(request.user)
    return Unit.objects.with_counter(timezone.localdate()).filter(pk__in=managed).order_by("code")


def _desk(request: HttpRequest, pk: int) -> Desk:
    managed = managed_unit_ids(request.user)
    return get_object_or_404(desks_of(managed, timezone.localdate()), pk=pk)


def _given(form: DeskEntryForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {"number": data["number"], "name": data["name"], "fields": list(data["fields_taken"])}


def _done(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    messages.success(request, text % {"desk": desk_name(desk)})
    return redirect(f"{reverse('dossiers:desks')}?unit={desk.unit.code}")


def _form(request: HttpRequest, form: DeskEntryForm, unit: Unit, desk: Desk | None = None) -> HttpResponse:
    context = {"form": form, "unit": unit, "desk": desk, "title": desk_name(desk) if desk is not None else ""}
    return render(request, "dossiers/office/desk_form.html", context, status=422 if form.errors else 200)


def _devices(unit: Unit) -> list[dict[str, str]]:
    """What stands in the waiting room: the address is signed, so that nobody guesses that of another counter."""
    kiosk = reverse("dossiers:kiosk", args=[device_token("kiosk", unit.pk, unit.device_series)])
    board = reverse("dossiers:board", args=[device_token("board", unit.pk, unit.device_series)])
    return [
        {"icon": "ticket-perforated", "label": _("Ticket kiosk"), "url": public_address(kiosk)},
        {"icon": "tv", "label": _("Number board"), "url": public_address(board)},
    ]


def _tablet(desk: Desk) -> str:
    """The rating tablet of a desk belongs to the floor above; empty where that is not installed."""
    try:
        token = device_token("tablet", desk.pk, desk.unit.device_series)
        return public_address(reverse("feedback:tablet", args=[token]))
    except NoReverseMatch:
        return ""


urlpatterns = [
    path("quan-ly/quay/", desks, name="desks"),
    path("quan-ly/quay/moi/<str:unit>/", desk_new, name="desk_new"),
    path("quan-ly/quay/thiet-bi/<str:unit>/doi/", devices_renew, name="devices_renew"),
    path("quan-ly/quay/<int:pk>/", desk_edit, name="desk"),
    path("quan-ly/quay/<int:pk>/dong/", desk_close, name="desk_close"),
]
