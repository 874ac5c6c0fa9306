"""Sổ theo dõi hồ sơ on screen and on paper: phones are masked until it is printed."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.forms.tracking_book import BookForm
from dossiers.tracking_book import MOST_LINES, book_pdf, entries, lines_of
from staff import audit
from staff.access import role_required
from staff.roles import Role

PAGE_SIZE = 25


@require_safe
@role_required(Role.CLERK, Role.LEADER, Role.MANAGER)
def tracking_book(request: HttpRequest) -> HttpResponse:
    """The book of one counter, page by page; an unreadable filter answers 422."""
    return _page(request, BookForm(request.user, request.GET or None, today=timezone.localdate()))


@require_safe
@role_required(Role.CLERK, Role.LEADER, Role.MANAGER)
def tracking_book_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper, with whole addresses and phones; the security trail notes who printed it."""
    form = BookForm(request.user, request.GET or None, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, form)
    unit, period, field = form.chosen_unit, form.period, form.chosen_field
    found = entries(unit, period, field)
    if found.count() > MOST_LINES:
        text = _("The book has more than %(most)d lines; choose a shorter period.")
        form.add_error("until", text % {"most": MOST_LINES})
        return _page(request, form)
    now = timezone.now()
    audit.record(
        "tracking_book.printed",
        actor=request.user,
        target=unit.code,
        request=request,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        field=field.slug if field is not None else "",
    )
    return HttpResponse(
        book_pdf(found, unit=unit, period=period, field=field, by=request.user, at=now),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="so-theo-doi-{unit.code}-{period.first:%Y%m%d}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


def _page(request: HttpRequest, form: BookForm) -> HttpResponse:
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        found = entries(form.chosen_unit, form.period, form.chosen_field)
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {"page_obj": page, "lines": lines_of(page), "query": form.query()}
    return render(request, "dossiers/office/tracking_book.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("mot-cua/so-theo-doi/", tracking_book, name="tracking_book"),
    path("mot-cua/so-theo-doi.pdf", tracking_book_pdf, name="tracking_book_pdf"),
]
