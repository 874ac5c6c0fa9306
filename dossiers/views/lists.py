"""What the three work lists share: tabs, filters, search, columns, pages; everything stands in the address."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.boards import Desk, Lane
from dossiers.columns import COLUMNS, columns_of, remember
from dossiers.due import day_bounds, narrowed_by_due
from dossiers.forms.act import DOORS
from dossiers.forms.office import FilterForm
from dossiers.querysets import DossierQuerySet, whole_code
from dossiers.worklists import Page, page_of
from staff.access import role_required
from staff.office_calendar import Calendars
from staff.roles import Role

_SEARCH_LENGTH = 200
_DIGITS = 9


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

    As many statements for one row as for all. An impossible filter is answered 400 and named.
    """
    q = request.GET.get("q", "").strip()[:_SEARCH_LENGTH]
    code = request.GET.get("code", "").strip()[:_SEARCH_LENGTH]
    named = _named(desk.dossiers, code or q, is_code=bool(code), now=now)
    found = list(named.with_shown_code().order_by("-pk").values_list("shown", flat=True)[:2]) if named else []
    if len(found) == 1:
        return redirect(f"dossiers:{desk.door}_dossier", found[0])
    lane = desk.lane(request.GET.get("tab", "all" if q or found else ""))
    counts, procedures = desk.counts()
    filters = FilterForm(request.GET, procedures=procedures)
    is_valid = filters.is_valid()
    page = Page([], 1, False)
    if is_valid:
        rows = desk.dossiers.filter(lane.where)
        if found and named is not None:
            rows = rows.filter(pk__in=named.order_by().values("pk"))
        rows = _narrowed(rows, filters.cleaned_data, q=q, now=now, calendars=calendars)
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
        "tabs": tabs_of(desk, lane, counts),
        "columns": columns_of(request.user, desk.door, request.session),  # type: ignore[arg-type]
        "all_columns": COLUMNS,
        "filters": filters,
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
        "q": q,
        "code": code,
        "is_code_unknown": bool(code) and not found,
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


def _named(dossiers: DossierQuerySet, text: str, *, is_code: bool, now: dt.datetime) -> DossierQuerySet | None:
    """Dossiers meant by a code: a whole one in either box, in the box for codes also its end."""
    code = whole_code(text)
    if code:
        return dossiers.named(code)
    return dossiers.ending_in(text, since=day_bounds(timezone.localdate(now))[0]) if is_code else None


def tabs_of(desk: Desk, current: Lane | None, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The lanes as tabs, the first nine with their keys."""
    return [
        {
            "key": lane.key,
            "label": lane.label,
            "url": f"?tab={lane.key}",
            "is_current": lane is current,
            "count": counts.get(lane.key),
            "hotkey": f"alt+{position}" if position <= _DIGITS else "",
        }
        for position, lane in enumerate(desk.lanes, start=1)
    ]


@require_POST
@role_required(Role.CLERK, Role.SPECIALIST, Role.LEADER)
def choose_columns(request: HttpRequest, door: str) -> HttpResponse:
    """Chọn cột hiển thị: remembered for this list and person; the list comes back as its address was."""
    if door not in DOORS:
        raise Http404
    remember(request.user, door, request.POST.getlist("column"), request.session)  # type: ignore[arg-type]
    back = QueryDict(request.POST.get("query", "")[:_SEARCH_LENGTH]).urlencode()
    return HttpResponseRedirect(f"{reverse(f'dossiers:{door}')}{'?' if back else ''}{back}")


def _page_number(query: QueryDict) -> int:
    text = query.get("page", "")
    return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text) else 1


def _page_url(query: QueryDict, number: int) -> str:
    wanted = query.copy()
    wanted["page"] = str(number)
    return f"?{wanted.urlencode()}"


urlpatterns = [path("xu-ly/cot/<str:door>/", choose_columns, name="choose_columns")]
