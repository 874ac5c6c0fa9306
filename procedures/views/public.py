"""Public pages: home and catalogue. They need no account and no scripts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from procedures import wording
from procedures.forms import CatalogueFilter
from procedures.freshness import catalogue_changed_at, kept_for_a_minute, page_etag
from procedures.models import Field, ProcedureVersion
from procedures.opening import opening_lines
from staff.context import site_unit

PAGE_SIZE = 20
#: Asked for most at commune counters; shown on the home page where the catalogue has them.
POPULAR = ("1.001193", "1.000894", "1.004873", "2.000635", "2.000815")


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def home(request: HttpRequest) -> HttpResponse:
    """Home (trang chủ): search, fields with their counts, where and when the counter is open."""
    today = timezone.localdate()
    versions = ProcedureVersion.objects.in_force(today)
    named = {
        row["procedure__code"]: {"code": row["procedure__code"], "name": row["name"]}
        for row in versions.filter(procedure__code__in=POPULAR).values("procedure__code", "name")
    }
    fields = sorted(_fields_with_counts(today), key=lambda field: -field.count)
    unit = site_unit()
    context = {
        "fields": fields,
        "procedure_count": sum(field.count for field in fields),
        "popular": [named[code] for code in POPULAR if code in named],
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
    fields = _fields_with_counts(today)
    form = CatalogueFilter(request.GET, fields=[(field.slug, f"{field.name} ({field.count})") for field in fields])
    versions = ProcedureVersion.objects.in_force(today).select_related("procedure__field")
    page = Paginator(form.found(versions).prefetch_related("fees"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "rows": [_row(version) for version in page]}
    return render(request, "procedures/public/catalogue.html", context, status=400 if form.errors else 200)


def _fields_with_counts(today: date) -> list[Any]:
    in_force = ProcedureVersion.objects.in_force(today).values("procedure_id")
    counted = Count("procedures", filter=Q(procedures__in=in_force))
    return list(Field.objects.annotate(count=counted).filter(count__gt=0).order_by("slug"))


def _row(version: ProcedureVersion) -> dict[str, Any]:
    fees = list(version.fees.all())
    return {
        "version": version,
        "limit": wording.limit_in_words(version.limit_mode, version.limit_value),
        "fee": wording.amount_in_words(fees[0]) if fees else "",
    }
