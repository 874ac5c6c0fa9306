"""Acts on issued papers from the dossier page: a correction, the control sheet as it stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.document_content import TYPED_FIELDS
from dossiers.errors import Faults, NotPermitted
from dossiers.forms.office import add_faults
from dossiers.forms.papers import CorrectionForm
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import visible_to
from dossiers.services import papers
from staff import audit
from staff.access import role_required
from staff.roles import Role

from .folder import door_for, fetch

_OFFICE = (Role.CLERK, Role.SPECIALIST, Role.LEADER)


@role_required(*_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Đính chính giấy tờ: a reason, and the text anew where one was typed; then the new paper is printed."""
    reachable = IssuedDocument.objects.filter(dossier__in=visible_to(request.user).values("pk"))
    document = get_object_or_404(reachable.select_related("dossier__version", "issued_by"), pk=pk)
    dossier = fetch(request.user, document.dossier.reference)
    if not papers.may_correct(request.user, document, dossier):
        raise NotPermitted
    typed = TYPED_FIELDS.get(IssuedDocument.Form(document.form))
    form = CorrectionForm(request.POST or None, text=document.content[typed] if typed else None)
    if request.method == "POST" and form.is_valid():
        try:
            newer = papers.correct(document=document, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Faults as faults:
            add_faults(form, faults.errors)
        else:
            audit.record(
                "document.corrected",
                actor=request.user,
                target=dossier.reference,
                request=request,
                form=document.form,
                number=document.number,
                newer=newer.number,
            )
            messages.success(
                request, _("Paper no. %(number)s replaces the earlier one.") % {"number": newer.number}
            )
            return _to_print(request, dossier, newer)
    context = {"form": form, "document": document, "dossier": dossier, "back": _page_of(request, dossier)}
    return render(request, "dossiers/office/correct.html", context, status=422 if form.errors else 200)


@role_required(*_OFFICE)
@require_POST
def control_sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """In phiếu kiểm soát, as the legs stand now."""
    dossier = fetch(request.user, reference)
    try:
        sheet = papers.control_sheet(dossier=dossier, by=request.user, at=timezone.now())
    except Faults as faults:
        raise Http404 from faults
    return redirect("dossiers:document", pk=sheet.pk)


def _page_of(request: HttpRequest, dossier: Dossier) -> str:
    door = door_for(request.user, dossier, request.GET.get("door", ""))
    return reverse(f"dossiers:{door}_dossier", args=[dossier.shown_code])


def _to_print(request: HttpRequest, dossier: Dossier, document: IssuedDocument) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{_page_of(request, dossier)}?in={document.form}")


urlpatterns = [
    path("mot-cua/giay-to/<int:pk>/dinh-chinh/", correct, name="correct_document"),
    path("mot-cua/phieu-kiem-soat/<str:reference>/", control_sheet, name="control_sheet"),
]
