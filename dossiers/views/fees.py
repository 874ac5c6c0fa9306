"""Fees at the counter (thu phí, lệ phí): who still owes, what was taken, and one dossier's money."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.errors import Faults
from dossiers.forms.charging import IntakeFees
from dossiers.forms.money import CollectForm
from dossiers.forms.office import add_faults
from dossiers.models import Charge, Dossier, FeeReceipt
from dossiers.services import charging
from dossiers.transfers import transfer_for
from staff import audit
from staff.access import role_required, units_of
from staff.printing import qr_on_page
from staff.roles import Role
from staff.text import whole_number

from .fee_lines import fees_section
from .folder import fetch

_PER_PAGE = 25


@require_safe
@role_required(Role.CLERK)
def fees(request: HttpRequest) -> HttpResponse:
    """Hồ sơ còn phải thu, or the receipts issued, newest first; `q` finds a dossier or a receipt by its code."""
    units = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    is_receipts = request.GET.get("tab") == "receipts"
    q = request.GET.get("q", "").strip()[:60]
    rows = _receipts(units, q) if is_receipts else _owing(units, q)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "is_receipts": is_receipts,
        "q": q,
        "shift": charging.open_shift_of(request.user, units[0]) if len(units) == 1 else None,
        "tabs": [
            {"label": _("Still owed"), "url": "?", "is_current": not is_receipts},
            {"label": _("Receipts"), "url": "?tab=receipts", "is_current": is_receipts},
        ],
    }
    return render(request, "dossiers/office/fees.html", context)


def _owing(unit_ids: list[int], q: str) -> QuerySet[Dossier]:
    unpaid = Charge.objects.filter(receipt=None, amount__gt=0).values("dossier")
    found = Dossier.objects.at_office().filter(receiving_unit__in=unit_ids, pk__in=unpaid)
    if q:
        found = found.filter(Q(code__icontains=q) | Q(reference__iexact=q))
    owed = Sum("charges__amount", filter=Q(charges__receipt=None))
    return found.select_related("version").annotate(owed=owed).order_by("-received_at", "-pk")


def _receipts(unit_ids: list[int], q: str) -> QuerySet[FeeReceipt]:
    found = FeeReceipt.objects.filter(unit__in=unit_ids).select_related("dossier", "collected_by__user")
    if q:
        number = whole_number(q.upper().removeprefix("BL-").split("/")[0])
        wanted = Q(dossier__code__icontains=q)
        found = found.filter(wanted if number is None else wanted | Q(number=number))
    return found.order_by("-collected_at", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def dossier_fees(request: HttpRequest, reference: str) -> HttpResponse:
    """Phí, lệ phí của một hồ sơ: enter, take away, collect in cash or by transfer, print the receipt."""
    dossier = fetch(request.user, reference)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    collect = CollectForm(request.POST if act == "collect" else None)
    entering = _entering(dossier, request.POST if act == "enter" else None)
    if act:
        done = _carry_out(request, dossier, act, collect, entering)
        if done is not None:
            return done
    audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request, door="counter")
    section = fees_section(request.user, dossier)
    has_faults = bool(collect.errors or (entering is not None and entering.errors))
    context = {
        "dossier": dossier,
        **section,
        "collect": collect,
        "entering": entering,
        "shift": charging.open_shift_of(request.user, dossier.receiving_unit_id),
        "fresh": next((each for each in section["fee_receipts"] if str(each.pk) == request.GET.get("in")), None),
        **_transfer(dossier, section["fees_owed"]),
    }
    return render(request, "dossiers/office/dossier_fees.html", context, status=422 if has_faults else 200)


def _entering(dossier: Dossier, data: Any) -> IntakeFees | None:
    """The posted fees that are not on the dossier unpaid; None when there are none."""
    there = set(dossier.charges.filter(receipt=None).values_list("fee", flat=True))
    form = IntakeFees(dossier.version, dossier.channel, data, unit_id=dossier.receiving_unit_id, left_out=there)
    return form if form.fees else None


def _carry_out(
    request: HttpRequest, dossier: Dossier, act: str, collect: CollectForm, entering: IntakeFees | None
) -> HttpResponse | None:
    """One of the acts; None when a form has faults, which then stand in it."""
    by, at = request.user, timezone.now()
    address = reverse("dossiers:dossier_fees", args=[dossier.shown_code])
    if act == "enter" and entering is not None:
        if not entering.check():
            return None
        try:
            charging.enter(dossier=dossier, lines=entering.lines(), by=by, at=at)
        except Faults as faults:
            entering.add_faults(faults.errors)
            return None
        return HttpResponseRedirect(address)
    if act == "drop":
        charge = get_object_or_404(dossier.charges, pk=whole_number(request.POST.get("charge", "")))
        charging.drop(charge=charge, by=by)
        _record(request, "charge.dropped", dossier, name=charge.name, amount=charge.amount)
        messages.success(request, _("The fee was taken away."))
        return HttpResponseRedirect(address)
    if act != "collect":
        raise Http404
    if not collect.is_valid():
        return None
    try:
        receipt = charging.collect(dossier=dossier, by=by, at=at, **collect.given())
    except Faults as faults:
        add_faults(collect, faults.errors)
        return None
    _record(request, "fee.collected", dossier, number=str(receipt), amount=receipt.amount, method=receipt.method)
    return HttpResponseRedirect(f"{address}?in={receipt.pk}")


def _transfer(dossier: Dossier, amount: int) -> dict[str, Any]:
    """The QR code for a bank's app, when something is owed and the unit has an account."""
    transfer = transfer_for(dossier, amount, on=timezone.localdate())
    return {"transfer": transfer, "transfer_qr": qr_on_page(transfer.payload) if transfer is not None else ""}


def _record(request: HttpRequest, what: str, dossier: Dossier, **detail: Any) -> None:
    audit.record(what, actor=request.user, target=dossier.reference, request=request, **detail)


urlpatterns = [
    path("mot-cua/thu-phi/", fees, name="fees"),
    path("mot-cua/thu-phi/<str:reference>/", dossier_fees, name="dossier_fees"),
]
