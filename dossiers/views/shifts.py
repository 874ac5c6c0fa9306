"""A clerk's shift (ca trực): opened, its running totals, closed by counting, accepted by who comes next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.errors import Faults
from dossiers.forms.money import CloseShiftForm, OpenShiftForm
from dossiers.forms.office import add_faults
from dossiers.models import Shift
from dossiers.services import shifts
from dossiers.services.signing import file_of_shift
from dossiers.shift_sheets import totals_of
from procedures.models import Desk
from staff import audit
from staff.access import role_required, units_of
from staff.roles import Role

from .fee_receipts import pdf_answer

_OFFICE = (Role.CLERK, Role.LEADER)
_PER_PAGE = 10


def _reachable(request: HttpRequest) -> QuerySet[Shift]:
    found = Shift.objects.filter(unit__in=[unit.pk for unit in units_of(request.user, *_OFFICE)])
    return found.select_related("unit", "desk", "official__user", "accepted_by__user")


def _mine(request: HttpRequest) -> Shift | None:
    return _reachable(request).filter(official__user=request.user, closed_at=None).first()


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*_OFFICE)
def shift(request: HttpRequest) -> HttpResponse:
    """Ca của tôi: to be opened, or how it stands now; below it the closed ones, those to accept first."""
    mine = _mine(request)
    form = _opening(request) if mine is None else None
    if request.method == "POST" and form is not None and form.is_valid():
        got = form.cleaned_data
        try:
            opened = shifts.open_shift(
                unit=form.units[got["unit"]],
                desk=got["desk"],
                opening_cash=got["opening_cash"] or 0,
                by=request.user,
                at=timezone.now(),
            )
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            _record(request, "shift.opened", opened, opening_cash=opened.opening_cash)
            messages.success(request, _("Your shift is open."))
            return redirect("dossiers:shift")
    closed = _reachable(request).filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
    context = {
        "shift": mine,
        "is_of_earlier_day": mine is not None and timezone.localdate(mine.opened_at) < timezone.localdate(),
        "totals": totals_of(mine) if mine is not None else None,
        "form": form,
        "page_obj": Paginator(closed, _PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "dossiers/office/shift.html", context, status=422 if form and form.errors else 200)


def _opening(request: HttpRequest) -> OpenShiftForm | None:
    """The form for opening; None for who only leads."""
    units = [unit for unit in units_of(request.user, Role.CLERK) if unit.receives_dossiers]
    if not units:
        return None
    desks = Desk.objects.in_force(timezone.localdate()).filter(unit__in=units)
    return OpenShiftForm(units, desks, request.POST if request.method == "POST" else None)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def close_shift(request: HttpRequest) -> HttpResponse:
    """Kết ca: the till note by note against the receipts."""
    mine = _mine(request)
    if mine is None:
        return redirect("dossiers:shift")
    form = CloseShiftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            closed = shifts.close_shift(
                shift=mine,
                notes=form.notes(),
                gap_reason=got["gap_reason"],
                note=got["note"],
                by=request.user,
                at=timezone.now(),
            )
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            gap = (closed.counted_cash or 0) - (closed.expected_cash or 0)
            _record(request, "shift.closed", closed, expected=closed.expected_cash, gap=gap)
            messages.success(request, _("The shift is closed; print its sheet and sign it."))
            return redirect("dossiers:shift_sheet", closed.pk)
    context = {"shift": mine, "totals": totals_of(mine), "form": form}
    return render(request, "dossiers/office/shift_close.html", context, status=422 if form.errors else 200)


@require_safe
@role_required(*_OFFICE)
def shift_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Biên bản kết ca on screen: what it says, who signed, who accepted."""
    found = _closed(request, pk)
    context: dict[str, Any] = {
        "shift": found,
        "gap": (found.counted_cash or 0) - (found.expected_cash or 0),
        "may_accept": found.accepted_at is None and shifts.may_accept(found, request.user),
        "signature": getattr(found, "signature", None),
    }
    return render(request, "dossiers/office/shift_sheet.html", context)


@require_safe
@role_required(*_OFFICE)
def shift_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """In biên bản kết ca, signed where there was a key."""
    found = _closed(request, pk)
    try:
        pdf = file_of_shift(found)
    except FileNotFoundError as error:
        raise Http404 from error
    _record(request, "shift.printed", found)
    return pdf_answer(pdf, f"ket-ca-{found.pk}.pdf")


@require_POST
@role_required(*_OFFICE)
def accept_shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhận ca."""
    accepted = shifts.accept(shift=_closed(request, pk), by=request.user, at=timezone.now())
    _record(request, "shift.accepted", accepted)
    messages.success(request, _("You have accepted the shift of %(name)s.") % {"name": accepted.official.user})
    return redirect("dossiers:shift_sheet", accepted.pk)


def _closed(request: HttpRequest, pk: int) -> Shift:
    return get_object_or_404(
        _reachable(request).filter(closed_at__isnull=False).select_related("signature"), pk=pk
    )


def _record(request: HttpRequest, what: str, found: Shift, **detail: Any) -> None:
    audit.record(what, actor=request.user, target=f"shift {found.pk}", request=request, **detail)


urlpatterns = [
    path("mot-cua/ca/", shift, name="shift"),
    path("mot-cua/ca/ket/", close_shift, name="close_shift"),
    path("mot-cua/ca/<int:pk>/", shift_sheet, name="shift_sheet"),
    path("mot-cua/ca/<int:pk>.pdf", shift_pdf, name="shift_pdf"),
    path("mot-cua/ca/<int:pk>/nhan/", accept_shift, name="accept_shift"),
]
