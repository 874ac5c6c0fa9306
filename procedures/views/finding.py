"""Public pages to find a procedure: home, catalogue, life events. They need no account and no scripts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST, require_safe

from procedures.counters import open_counters
from procedures.freshness import catalogue_changed_at, kept_for_a_minute, page_etag
from procedures.models import Field, LifeEvent, ProcedureVersion
from procedures.opening import opening_lines
from procedures.search.catalogue_filter import CatalogueFilter, Found
from procedures.search.finding import SOME_WORDS
from procedures.search.listing import rows_of, understood_by, with_rows
from procedures.search.recent import forget, recent_codes
from staff.context import site_unit

PAGE_SIZE = 20
#: Procedures of one life event on its page; an event of more is no door any more.
MOST_OF_AN_EVENT = 60


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def home(request: HttpRequest) -> HttpResponse:
    """Home (trang chủ): search, life events, fields with their counts, where and when the counter is open."""
    today = timezone.localdate()
    fields = sorted(_fields_with_counts(today), key=lambda field: -field.count)
    unit = site_unit()
    context = {
        "events": _events_in_use(today),
        "fields": fields,
        "procedure_count": sum(field.count for field in fields),
        "recent": _named(recent_codes(request), today),
        "unit": unit,
        "hours": opening_lines(unit, today) if unit is not None else [],
    }
    return render(request, "home.html", context)


@require_safe
@condition(etag_func=page_etag, last_modified_func=catalogue_changed_at)
@kept_for_a_minute
def catalogue(request: HttpRequest) -> HttpResponse:
    """Catalogue (danh mục thủ tục hành chính): search and filters; 400 names a filter with a fault."""
    today = timezone.localdate()
    form = CatalogueFilter(
        request.GET,
        fields=[(field.slug, f"{field.name} ({field.count})") for field in _fields_with_counts(today)],
        events=list(LifeEvent.objects.all()),
        units=open_counters(today),
    )
    versions = ProcedureVersion.objects.in_force(today)
    found = form.found(versions)
    page = Paginator(with_rows(found.versions), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = rows_of(page, today, found.search)
    context = {
        "form": form,
        "page_obj": page,
        "rows": rows,
        **_answered(request, form, found, rows[0].version if rows else None, versions),
    }
    return render(request, "procedures/public/catalogue.html", context, status=400 if form.errors else 200)


@require_safe
@condition(etag_func=page_etag, last_modified_func=catalogue_changed_at)
@kept_for_a_minute
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Life event (sự kiện trong đời): its procedures in the order people need them."""
    today = timezone.localdate()
    event = get_object_or_404(LifeEvent, slug=slug)
    versions = with_rows(ProcedureVersion.objects.in_force(today).filter(procedure__life_events=event))
    place = {code: number for number, code in enumerate(event.sequence)}
    needed = Case(
        *(When(procedure__code=code, then=Value(number)) for code, number in place.items()),
        default=Value(len(place)),
    )
    found = versions.order_by(needed, "name", "id")[:MOST_OF_AN_EVENT]
    rows = rows_of(found, today)
    context = {
        "event": event,
        "first": [row for row in rows if row.version.procedure.code in place],
        "others": [row for row in rows if row.version.procedure.code not in place],
        "events": [each for each in _events_in_use(today) if each.pk != event.pk],
    }
    return render(request, "procedures/public/life_event.html", context)


@require_POST
def forget_recent(request: HttpRequest) -> HttpResponse:
    """Forget the procedures this browser looked at."""
    response = redirect("procedures:home")
    forget(response)
    messages.success(request, _("The list of procedures you looked at has been cleared."))
    return response


def _answered(
    request: HttpRequest,
    form: CatalogueFilter,
    found: Found,
    nearest: ProcedureVersion | None,
    versions: Any,
) -> dict[str, Any]:
    """How the search was answered, said plainly: for which words, and where to look on."""
    search = found.search
    told: dict[str, Any] = {"typed": search.typed.strip(), "search": search}
    if nearest is None:
        without_filters = search.within(versions).count() if form.is_filtered and search.words else 0
        return told | {"count_without_filters": without_filters}
    if search.is_other_than_typed:
        told |= {
            "understood": understood_by(search, nearest),
            "is_part_only": search.how == SOME_WORDS,
            "exact_query": _query(request, exact="1"),
        }
    return told


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()


def _fields_with_counts(today: date) -> list[Any]:
    in_force = ProcedureVersion.objects.in_force(today).values("procedure_id")
    counted = Count("procedures", filter=Q(procedures__in=in_force))
    return list(Field.objects.annotate(count=counted).filter(count__gt=0).order_by("slug"))


def _events_in_use(today: date) -> list[Any]:
    in_force = ProcedureVersion.objects.in_force(today).values("procedure_id")
    counted = Count("procedures", filter=Q(procedures__in=in_force))
    return list(LifeEvent.objects.annotate(count=counted).filter(count__gt=0).order_by("position", "name"))


def _named(codes: Iterable[str], today: date) -> list[dict[str, str]]:
    """Codes with the names in force, in their order; without codes nothing is asked."""
    wanted = list(codes)
    if not wanted:
        return []
    rows = ProcedureVersion.objects.in_force(today).filter(procedure__code__in=wanted)
    names = dict(rows.values_list("procedure__code", "name"))
    return [{"code": code, "name": names[code]} for code in wanted if code in names]
