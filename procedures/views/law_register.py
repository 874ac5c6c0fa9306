"""The manager's register of texts of law (sổ văn bản pháp luật): how long they hold and who cites them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procedures.errors import AlreadyRegistered
from procedures.expiring.periods import standing
from procedures.models import LegalDocument
from procedures.references.explaining import keep_text, remove_text
from procedures.references.explaining_forms import RegisterFilter, TextOfLawForm
from procedures.references.law import bare
from procedures.references.law_register import CitedBy, Concern, citations, register
from staff.access import role_required
from staff.roles import Role

_PAGE_SIZE = 40
#: Procedures named on the page of one text; how many there are in all is said.
MOST_NAMED = 60


@require_safe
@role_required(Role.MANAGER)
def texts(request: HttpRequest) -> HttpResponse:
    """Every text that is registered or cited; a filter with a fault counts as empty."""
    today = timezone.localdate()
    form = RegisterFilter(request.GET)
    form.full_clean()
    asked = form.cleaned_data
    rows = register(today, asked=asked.get("q", ""), concern=asked.get("xem", ""))
    context = {
        "form": form,
        "page_obj": Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("page")),
        "is_narrowed": any(asked.values()),
        "concerns": sum(row.is_concern for row in rows),
        "concern": Concern.CITED_THOUGH_ENDED.value,
    }
    return render(request, "procedures/office/texts_of_law.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def new_text(request: HttpRequest) -> HttpResponse:
    """Enter a text, perhaps one that is cited already."""
    return _edit(request, None, {"title": request.GET.get("ten", "")[:500]})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """One text with its days, and who cites it."""
    document = get_object_or_404(LegalDocument, pk=pk)
    names = ("title", "valid_from", "valid_to", "replaced_by", "url")
    return _edit(request, document, {name: getattr(document, name) for name in names})


@require_POST
@role_required(Role.MANAGER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ khỏi sổ."""
    document = get_object_or_404(LegalDocument, pk=pk)
    remove_text(document=document, by=request.user)
    messages.success(request, _("Taken out of the register: %(text)s.") % {"text": document.title})
    return redirect("procedures:texts_of_law")


def _edit(request: HttpRequest, document: LegalDocument | None, initial: dict[str, object]) -> HttpResponse:
    form = TextOfLawForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_text(text=form.text(), document=document, by=request.user)
        except AlreadyRegistered as fault:
            form.add_error("title", str(fault))
        else:
            messages.success(request, _("Kept: %(text)s.") % {"text": kept.title})
            return redirect("procedures:texts_of_law")
    title = document.title if document is not None else str(initial["title"])
    today = timezone.localdate()
    cited_by = citations(today).get(bare(title), CitedBy()) if title else CitedBy()
    named = list(cited_by.names.items())
    context = {
        "form": form,
        "document": LegalDocument.objects.get(pk=document.pk) if document is not None else None,
        "standing": standing(document, today) if document is not None else "",
        "cited_by": cited_by,
        "named": named[:MOST_NAMED],
        "count": len(named),
        "more": max(len(named) - MOST_NAMED, 0),
    }
    return render(request, "procedures/office/text_of_law.html", context, status=422 if form.errors else 200)
