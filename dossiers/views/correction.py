"""Correcting a mis-keyed reception (đính chính tiếp nhận): one form, a reason, the new receipt to print."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.errors import Faults, WrongMoment
from dossiers.forms.reception import ReceptionForm
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import can_perform, role_for
from dossiers.services._step import refuse_moment
from dossiers.services.perform import perform
from dossiers.workflow import Action
from staff import audit
from staff.access import role_required
from staff.roles import Role

from .conflict import conflict_page
from .folder import fetch

_DOOR = "counter"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CLERK)
def correct_reception(request: HttpRequest, reference: str) -> HttpResponse:
    """Đính chính tiếp nhận: faults keep what was typed (422); who was faster is named with what changed."""
    dossier = fetch(request.user, reference)
    if not role_for(request.user, dossier, Role.CLERK):
        raise Http404
    if request.method != "POST":
        if not can_perform(request.user, dossier, Action.CORRECT):
            raise refuse_moment(dossier, Action.CORRECT, request.user)  # type: ignore[arg-type]
        audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request, door=_DOOR)  # type: ignore[arg-type]
        return _page(request, dossier, ReceptionForm(dossier))
    form = ReceptionForm(dossier, request.POST)
    if not form.check("receive"):
        return _page(request, dossier, form, status=422)
    try:
        perform(dossier, Action.CORRECT, form.given(), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Faults as faults:
        form.add_faults(faults.errors)
        return _page(request, dossier, form, status=422)
    except WrongMoment as wrong:
        return conflict_page(
            request,
            fetch(request.user, reference),
            seen=form.cleaned_data["lock_version"],
            typed=form.typed(),
            door=_DOOR,
            message=wrong.message,
        )
    messages.success(request, _("Corrected: dossier %(code)s.") % {"code": dossier.shown_code})
    paper = IssuedDocument.Form.RECEIPT if dossier.received_at else IssuedDocument.Form.SUPPLEMENT
    address = reverse("dossiers:counter_dossier", args=[dossier.shown_code])
    return HttpResponseRedirect(f"{address}?in={paper.value}")


def _page(request: HttpRequest, dossier: Dossier, form: ReceptionForm, *, status: int = 200) -> HttpResponse:
    context = {"dossier": dossier, "form": form, "further_faults": form.paper_faults}
    return render(request, "dossiers/office/correct_reception.html", context, status=status)


urlpatterns = [path("mot-cua/ho-so/<str:reference>/dinh-chinh/", correct_reception, name="correct_reception")]
