"""Receipts for fees (biên lai thu phí, lệ phí): printed on A5 or 80 mm, voided with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dossiers import fee_receipts
from dossiers.errors import Faults, NotPermitted
from dossiers.forms.money import VoidForm
from dossiers.forms.office import add_faults
from dossiers.models import FeeReceipt
from dossiers.services import charging
from staff import audit
from staff.access import holds, role_required, units_of
from staff.roles import Role

_OFFICE = (Role.CLERK, Role.LEADER)


def reachable(request: HttpRequest) -> QuerySet[FeeReceipt]:
    """Receipts of the units this person takes fees at, or leads."""
    found = FeeReceipt.objects.filter(unit__in=[unit.pk for unit in units_of(request.user, *_OFFICE)])
    return found.select_related("dossier", "unit", "shift", "collected_by__user", "voided_by__user")


@require_safe
@role_required(*_OFFICE)
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """In biên lai, as it was issued; ``?kho=80mm`` prints on a roll."""
    receipt = get_object_or_404(reachable(request), pk=pk)
    wanted = request.GET.get("kho", "")
    paper = next((each for each in fee_receipts.PAPERS if each == wanted), "a5")
    audit.record(
        "fee_receipt.printed",
        actor=request.user,
        target=receipt.dossier.reference,
        request=request,
        number=str(receipt),
    )
    return pdf_answer(fee_receipts.pdf(receipt, paper=paper), f"{receipt}.pdf".replace("/", "-"))


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser; our own pages may frame it to print it."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*_OFFICE)
def void_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Hủy biên lai: with a reason, while its shift is open."""
    receipt = get_object_or_404(reachable(request), pk=pk)
    if not charging.may_void(receipt, request.user):
        raise NotPermitted
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            voided = charging.void(
                receipt=receipt, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            audit.record(
                "fee_receipt.voided",
                actor=request.user,
                target=receipt.dossier.reference,
                request=request,
                number=str(receipt),
                amount=receipt.amount,
            )
            messages.success(
                request,
                _("Receipt %(number)s is voided; give the money back. The fee is owed again.")
                % {"number": voided},
            )
            is_clerk = holds(request.user, Role.CLERK, receipt.unit_id)
            back = "dossiers:dossier_fees" if is_clerk else "dossiers:leader_dossier"
            return redirect(back, receipt.dossier.shown_code)
    context = {"receipt": receipt, "form": form, "dossier": receipt.dossier}
    return render(request, "dossiers/office/void_receipt.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("mot-cua/bien-lai/<int:pk>.pdf", receipt_pdf, name="fee_receipt"),
    path("mot-cua/bien-lai/<int:pk>/huy/", void_receipt, name="void_receipt"),
]
