"""Returning a result to the citizen (trả kết quả): one page with the proof, the originals and the signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.errors import Faults, WrongMoment
from dossiers.forms.office import add_faults
from dossiers.forms.returning import ReturnForm
from dossiers.models import (
    Attachment,
    Collection,
    Dossier,
    DrawnSignature,
    HandoverSlip,
    IssuedDocument,
    KeptOriginal,
)
from dossiers.next_steps import office_next_step
from dossiers.permissions import openable_by, role_for, unit_ids_seen_by
from dossiers.services.perform import perform
from dossiers.workflow import Action, State
from staff import audit
from staff.access import role_required
from staff.roles import Role

from .folder import fetch

DOOR = "counter"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def return_result(request: HttpRequest, reference: str) -> HttpResponse:
    """Trả kết quả cho công dân: receipt, identity paper or authorisation; then the slip to print."""
    dossier = fetch(request.user, reference)
    if not role_for(request.user, dossier, Role.CLERK):
        raise Http404
    if request.method != "POST":
        return _page(request, dossier, _form(dossier, shown=request.GET.get("shown", "")))
    form = _form(dossier, request.POST)
    if not form.is_valid():
        return _page(request, dossier, form, status=422)
    try:
        perform(dossier, Action.RETURN, form.given(), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Faults as faults:
        add_faults(form, faults.errors)
        return _page(request, dossier, form, status=422)
    except WrongMoment as wrong:
        messages.error(request, wrong.message)
        return _page(request, fetch(request.user, reference), form, status=409)
    address = reverse("dossiers:return_result", args=[dossier.shown_code])
    return HttpResponseRedirect(f"{address}?in={IssuedDocument.Form.RESULT_SLIP.value}")


def _form(dossier: Dossier, data: Any = None, *, shown: str = "") -> ReturnForm:
    """The form; no proof is chosen beforehand unless it was scanned, so that none is recorded that nobody saw."""
    initial = {
        "lock_version": dossier.lock_version,
        "door": DOOR,
        "proof": shown if shown == Collection.Proof.RECEIPT else "",
        "collected_by": dossier.applicant_name,
    }
    return ReturnForm(dossier, data, auto_id="return-%s", initial=initial)


def _page(request: HttpRequest, dossier: Dossier, form: ReturnForm, *, status: int = 200) -> HttpResponse:
    audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request, door=DOOR)  # type: ignore[arg-type]
    slip = dossier.issued_documents.filter(form=IssuedDocument.Form.RESULT_SLIP).last()
    collection = Collection.objects.filter(dossier=dossier).select_related("by__user", "signature").first()
    results = dossier.attachments.current().filter(kind=Attachment.Kind.RESULT)
    owed = dossier.charges.filter(receipt__isnull=True).aggregate(sum=Sum("amount"))["sum"]
    context = {
        "dossier": dossier,
        "principal": getattr(dossier, "principal", None),
        "form": form,
        "is_ready": dossier.state == State.RESOLVED,
        "next_step": office_next_step(dossier, is_proposed=False, is_supplied=False),
        "held": form.held,
        "results": results.select_related("uploaded_by"),
        "result_papers": dossier.issued_documents.filter(form=IssuedDocument.Form.RESULT),
        "owed": owed or 0,
        "slip": slip,
        "is_fresh": request.GET.get("in") == IssuedDocument.Form.RESULT_SLIP.value,
        "collection": collection,
        "returned": _returned_with(dossier, collection),
    }
    return render(request, "dossiers/office/return_result.html", context, status=status)


def _returned_with(dossier: Dossier, collection: Collection | None) -> list[KeptOriginal]:
    """The originals that went out with the result."""
    return list(dossier.originals.filter(returned_at=collection.at)) if collection is not None else []


@require_safe
@login_required
def drawn_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Xem chữ ký trên màn hình: only for those who may open what was signed for; each view is recorded."""
    dossiers = openable_by(request.user).values("pk")
    units = unit_ids_seen_by(request.user)
    collected = Collection.objects.filter(dossier__in=dossiers).values("signature")
    returned = KeptOriginal.objects.filter(dossier__in=dossiers).values("signature")
    slips = HandoverSlip.objects.filter(Q(from_unit__in=units) | Q(to_unit__in=units)).values("received_signature")
    found = get_object_or_404(
        DrawnSignature.objects.filter(Q(pk__in=collected) | Q(pk__in=returned) | Q(pk__in=slips)), pk=pk
    )
    try:
        with found.file.open("rb") as content:
            picture = content.read()
    except FileNotFoundError as error:
        raise Http404 from error
    audit.record("signature.viewed", actor=request.user, target=str(found.pk), request=request)  # type: ignore[arg-type]
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(picture, content_type="image/png", headers=headers)


urlpatterns = [
    path("mot-cua/tra-ket-qua/<str:reference>/", return_result, name="return_result"),
    path("mot-cua/chu-ky/<int:pk>.png", drawn_signature, name="drawn_signature"),
]
