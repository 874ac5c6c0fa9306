"""What the three work lists share: tabs, filters, search, pages; everything stands in the address."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from dossiers.boards import Desk, Lane
from dossiers.due import narrowed_by_due
from dossiers.forms.office import FilterForm
from dossiers.querysets import DossierQuerySet, whole_code
from dossiers.worklists import Page, page_of
from staff.office_calendar import Calendars

_SEARCH_LENGTH = 200


def work_list(
    request: HttpRequest,
    desk: Desk,
    template: str,
    *,
    now: dt.datetime,
    calendars: Calendars,
    **context: Any,
) -> HttpResponse:
    """The list of a desk as its address asks; an exact dossier code leads straight to that dossier.

    Six statements at most, however many rows there are. An impossible filter is answered 400 and named.
    """
    q = request.GET.get("q", "").strip()[:_SEARCH_LENGTH]
    code = whole_code(q)
    if code and desk.dossiers.named(code).exists():
        return redirect(f"dossiers:{desk.door}_dossier", code)
    lane = desk.lane(request.GET.get("tab", "all" if q else ""))
    counts, procedures = desk.counts()
    filters = FilterForm(request.GET, procedures=procedures)
    is_valid = filters.is_valid()
    page = Page([], 1, False)
    if is_valid:
        rows = _narrowed(desk.dossiers.filter(lane.where), filters.cleaned_data, q=q, now=now, calendars=calendars)
        page = page_of(
            rows.order_by(*lane.order),
            number=_page_number(request.GET),
            door=desk.door,
            now=now,
            calendars=calendars,
            extra=desk.extra,
            covered=desk.covered,
        )
    context |= {
        "desk": desk,
        "lane": lane,
        "tabs": [_tab(each, lane, counts) for each in desk.lanes],
        "filters": filters,
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
        "q": q,
        "page": page,
        "previous_url": _page_url(request.GET, page.number - 1) if page.has_previous else "",
        "next_url": _page_url(request.GET, page.number + 1) if page.has_next else "",
    }
    return render(request, template, context, status=200 if is_valid else 400)


def _narrowed(
    dossiers: DossierQuerySet, wanted: dict[str, Any], *, q: str, now: dt.datetime, calendars: Calendars
) -> DossierQuerySet:
    if wanted["state"] is not None:
        dossiers = dossiers.in_states([wanted["state"]])
    if wanted["procedure"]:
        dossiers = dossiers.filter(version__procedure__code=wanted["procedure"])
    dossiers = narrowed_by_due(dossiers, wanted["due"], now=now, calendar=calendars.for_unit(None))
    return dossiers.matching(whole_code(q) or q) if q else dossiers


def _tab(lane: Lane, current: Lane, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "label": lane.label,
        "url": f"?tab={lane.key}",
        "is_current": lane is current,
        "count": counts.get(lane.key),
    }


def _page_number(query: QueryDict) -> int:
    text = query.get("page", "")
    return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text) else 1


def _page_url(query: QueryDict, number: int) -> str:
    wanted = query.copy()
    wanted["page"] = str(number)
    return f"?{wanted.urlencode()}"
