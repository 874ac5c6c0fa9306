"""The public page of a procedure, today and as it was posted on another day, and the list of its versions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import condition, require_safe

from procedures import levels
from procedures.counters import PARAMETER, chosen_counter, handling_unit, open_counters
from procedures.forms import AsOfForm
from procedures.freshness import kept_for_a_minute, page_etag
from procedures.models import Procedure, ProcedureVersion
from procedures.page.past_versions import Life, changes_of, held_on, life_of, that_held
from procedures.page.procedure_page import parts, stored
from procedures.page.structured_data import government_service, page_address
from procedures.search.recent import remembered
from staff.models import Unit
from staff.printing import qr_on_page

#: Query parameter of the day the page is asked for.
DAY = "ngay"
VERSIONS_A_PAGE = 10


@require_safe
@remembered
@condition(etag_func=page_etag)
@kept_for_a_minute
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Page of a procedure (chi tiết thủ tục): all that is posted, the live promise, where to go."""
    today = timezone.localdate()
    then = _on_the_day_asked(request, code, today)
    if then is not None:
        return then
    life = life_of(code, today)
    if life is None:
        raise Http404
    version = life.version
    units = open_counters(today)
    counters = [] if life.is_closed else [unit for unit in units if version.is_received_by(unit)]
    counter = chosen_counter(request, counters)
    shown = parts(stored(version), life.content_day)
    context = {
        **shown,
        **_address(code),
        "life": life,
        "is_upcoming": life.is_upcoming,
        "counters": counters,
        "counter": counter,
        "counter_parameter": PARAMETER,
        "handler": handling_unit(version, counter) if counter is not None else None,
        "authority": authority(version, units),
        "structured_data": government_service(version, counters, [row.fee for row in shown["fees"]]),
    }
    return render(request, "procedures/public/detail.html", context)


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """Versions of a procedure (các phiên bản): from when to when, and what changed each time."""
    form = AsOfForm(request.GET if DAY in request.GET else None)
    if form.is_valid():
        day = form.cleaned_data[DAY]
        if held_on(code, day) is not None:
            address = reverse("procedures:detail", args=[code])
            return redirect(f"{address}?{DAY}={day:%Y-%m-%d}")
    return _versions(request, code, form)


def authority(version: ProcedureVersion, units: list[Unit]) -> str:
    """Return who decides: as before 1 July 2025 while a district still exists here, else as since then."""
    before = "" if version.authority_2023 in levels.NONE_WRITTEN else version.authority_2023
    has_district = any(unit.kind == Unit.Kind.DISTRICT for unit in units)
    return (before or version.authority_now) if has_district else (version.authority_now or before)


def _on_the_day_asked(request: HttpRequest, code: str, today: date) -> HttpResponse | None:
    """The page as of the day in the address, its versions where there is none of that day; None for today."""
    if not request.GET.get(DAY, "").strip():
        return None
    form = AsOfForm(request.GET)
    if not form.is_valid():
        return _versions(request, code, form)
    day: date = form.cleaned_data[DAY]
    if day == today:
        return None
    version = held_on(code, day)
    if version is None:
        return _versions(request, code, form)
    context = {
        **parts(stored(version), day),
        **_address(code),
        "life": Life(version, day, None, None),
        "as_of": day,
        "is_future": day > today,
        "is_today_as_then": version.is_in_force(today),
        "authority": authority(version, open_counters(day)),
    }
    return render(request, "procedures/public/detail.html", context)


def _versions(request: HttpRequest, code: str, form: AsOfForm) -> HttpResponse:
    """The list of versions below the question for a day; 422 where that day leads to none."""
    procedure = get_object_or_404(Procedure.objects.select_related("field"), code=code)
    rows = that_held(procedure).order_by("-number")
    first = rows.last()
    if first is None:
        raise Http404
    if form.is_valid():
        form.say_nothing_held(first.valid_from)
    page = Paginator(rows, VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "procedure": procedure,
        "name": page.paginator.object_list[0].name,
        "page_obj": page,
        "rows": changes_of(page),
        "first": first,
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "procedures/public/versions.html", context, status=422 if form.errors else 200)


def _address(code: str) -> dict[str, Any]:
    """The address people pass on: as text, and as a code to point a phone at."""
    address = page_address(code)
    return {
        "page_address": address,
        "page_qr": mark_safe(qr_on_page(address)),  # noqa: S308  # a drawing made here
        "versions_url": reverse("procedures:versions", args=[code]),
    }
