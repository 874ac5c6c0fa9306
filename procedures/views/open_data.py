"""The page of open data (dữ liệu mở): what there is, how to take it, under which conditions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from procedures.exchange.open_data import TABLES
from procedures.exchange.open_data_words import COLUMNS, LEADS, TITLES
from procedures.freshness import kept_for_a_minute, page_etag
from procedures.models import ProcedureVersion


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def open_data(request: HttpRequest) -> HttpResponse:
    """Dữ liệu mở: each table with its columns in words and where to take it."""
    today = timezone.localdate()
    tables = [
        {
            "name": name,
            "title": TITLES[name],
            "lead": LEADS[name],
            "json": reverse("api:procedure-list" if name == "procedures" else _list_name(name)),
            "csv": reverse(f"api:{name}-csv"),
            "columns": [(column, COLUMNS[column]) for column in table.columns],
        }
        for name, table in TABLES.items()
    ]
    sample = ProcedureVersion.objects.in_force(today).order_by("procedure__code").values_list("procedure__code")
    context = {
        "tables": tables,
        "host": request.build_absolute_uri("/").rstrip("/"),
        "sample": next(iter(sample[:1]), ("1.001193",))[0],
    }
    return render(request, "procedures/public/open_data.html", context)


def _list_name(name: str) -> str:
    return f"api:{name.removesuffix('s')}-list"
