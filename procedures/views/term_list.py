"""The manager's list of terms (thuật ngữ) that pages explain where they use them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procedures.errors import AlreadyRegistered
from procedures.models import Term
from procedures.references.explaining import keep_term, remove_term
from procedures.references.explaining_forms import TermForm
from staff.access import role_required
from staff.roles import Role
from staff.text import fold

_PAGE_SIZE = 40


@require_safe
@role_required(Role.MANAGER)
def terms(request: HttpRequest) -> HttpResponse:
    """Every term with its meaning; the search leaves diacritics aside."""
    asked = request.GET.get("q", "")[:200]
    words = fold(asked).split()
    found = [
        term for term in Term.objects.all() if all(word in fold(f"{term.name} {term.meaning}") for word in words)
    ]
    found.sort(key=lambda term: fold(term.name))  # databases sort capitals apart
    context = {"asked": asked, "page_obj": Paginator(found, _PAGE_SIZE).get_page(request.GET.get("page"))}
    return render(request, "procedures/office/terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def new_term(request: HttpRequest) -> HttpResponse:
    """Explain a term."""
    return _edit(request, None, {})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """Explain a term anew."""
    found = get_object_or_404(Term, pk=pk)
    return _edit(request, found, {"name": found.name, "meaning": found.meaning})


@require_POST
@role_required(Role.MANAGER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ thuật ngữ."""
    found = get_object_or_404(Term, pk=pk)
    remove_term(term=found, by=request.user)
    messages.success(request, _("No longer explained: %(term)s.") % {"term": found.name})
    return redirect("procedures:terms")


def _edit(request: HttpRequest, found: Term | None, initial: dict[str, str]) -> HttpResponse:
    form = TermForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_term(**form.cleaned_data, term=found, by=request.user)
        except AlreadyRegistered as fault:
            form.add_error("name", str(fault))
        else:
            messages.success(request, _("Explained: %(term)s.") % {"term": kept.name})
            return redirect("procedures:terms")
    context = {"form": form, "term": found, "name": initial.get("name", "")}
    return render(request, "procedures/office/term.html", context, status=422 if form.errors else 200)
