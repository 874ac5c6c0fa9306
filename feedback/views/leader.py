"""Figures for leaders and managers (số liệu): every number says what it counts and opens its dossiers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.querysets import DossierQuerySet
from dossiers.statistics.on_time import Figure, behind
from dossiers.statistics.period import Period
from dossiers.worklists import PAGE_SIZE, page_of, with_marks
from feedback.figure_cells import (
    DEFINITIONS,
    LABELS,
    MONTH_COLUMNS,
    UNIT_COLUMNS,
    chart_values,
    number_cell,
    rate_cell,
    satisfaction_cell,
    table,
    voice_cell,
)
from feedback.forms import DrillForm
from feedback.periods import asked_period
from feedback.scoreboard import scoreboard
from feedback.statistics import Voice, rated
from feedback.vote_cells import satisfied_cell, tiles
from feedback.vote_statistics import vote_figures
from staff.access import role_required, roles_of, units_of, with_units_below
from staff.models import Unit
from staff.office_calendar import current_calendars
from staff.roles import Role

#: What came and went in the period, and what is open at its end.
FLOW = (Figure.CARRIED_OVER, Figure.RECEIVED, Figure.RESOLVED, Figure.STOPPED)
STANDING = (Figure.OPEN_IN_TIME, Figure.OPEN_LATE, Figure.NO_APOLOGY)


def _units(user: Any) -> list[Unit]:
    """The counters whose figures the person may see: units led or managed and those below; the highest first."""
    heads = [unit.pk for unit in units_of(user, Role.LEADER, Role.MANAGER)]
    seen = Unit.objects.filter(pk__in=with_units_below(heads), receives_dossiers=True).order_by("code")
    return sorted(seen, key=lambda unit: (unit.is_commune_level, unit.code))


@require_safe
@role_required(Role.LEADER, Role.MANAGER)
def figures(request: HttpRequest) -> HttpResponse:
    """Số liệu giải quyết hồ sơ of a period, by unit and by month."""
    now = timezone.now()
    units = _units(request.user)
    asked = asked_period(request.GET, units, now=now)
    period, unit = asked.period, asked.unit
    board = scoreboard([unit] if unit else units, period, now=now)
    line = board.total
    said = line.voices
    voted = vote_figures([unit.pk] if unit else [each.pk for each in units], period, now=now)
    context = {
        "form": asked.form,
        "tabs": asked.tabs,
        "period": period,
        "unit": unit,
        "seen_at": period.seen_at(now),
        "flow": [number_cell(figure, line, unit) for figure in FLOW],
        "rate": rate_cell(line, unit),
        "kept": [number_cell(figure, line, unit) for figure in (Figure.EARLY, Figure.ON_TIME, Figure.LATE)],
        "standing": [number_cell(figure, line, unit) for figure in STANDING],
        "counts": line.counts,
        "satisfaction": satisfaction_cell(line, unit),
        "said": said,
        "voices": [
            voice_cell(Voice.ATTITUDE, said.attitude, line, unit),
            voice_cell(Voice.TIME, said.time, line, unit),
            voice_cell(Voice.RESULT, said.result, line, unit),
            voice_cell(Voice.DISSATISFIED, said.dissatisfied, line, unit),
        ],
        "desk_satisfied": satisfied_cell(voted.total),
        "desk_tiles": tiles(voted.total),
        "may_see_votes": Role.LEADER in roles_of(request.user),
        "unit_columns": _heads(UNIT_COLUMNS),
        "unit_rows": table(board.units, UNIT_COLUMNS, unit) if len(board.units) > 1 else [],
        "month_columns": _heads(MONTH_COLUMNS),
        "month_rows": table(tuple(reversed(board.months)), MONTH_COLUMNS, unit),
        "charts": chart_values(board),
    }
    return render(request, "feedback/leader/figures.html", context, status=asked.status)


def _heads(columns: tuple[Figure, ...]) -> list[tuple[str, str]]:
    return [(str(LABELS[figure]), str(DEFINITIONS[figure])) for figure in columns]


@require_safe
@role_required(Role.LEADER, Role.MANAGER)
def figure_dossiers(request: HttpRequest) -> HttpResponse:
    """The dossiers behind one number, with the same period and unit."""
    now = timezone.now()
    units = _units(request.user)
    form = DrillForm(request.GET, units=units)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return render(request, "feedback/leader/figure_dossiers.html", context, status=400)
    what, period, unit = form.cleaned_data["what"], form.period, form.chosen_unit
    found = _found(what, [unit.pk] if unit else [each.pk for each in units], period, now)
    page_obj = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context |= {
        "title": LABELS[what],
        "definition": DEFINITIONS[what],
        "period": period,
        "unit": unit,
        "page_obj": page_obj,
        "rows": page_of(
            with_marks(found), number=page_obj.number, door="leader", now=now, calendars=current_calendars()
        ).rows,
    }
    return render(request, "feedback/leader/figure_dossiers.html", context)


def _found(what: str, unit_ids: list[int], period: Period, now: Any) -> DossierQuerySet:
    if what in list(Figure):
        return behind(Figure(what), unit_ids, period, now=now).order_by("-received_at", "-pk")
    return rated(Voice(what), unit_ids, period, now=now).order_by("-rating__rated_at", "-pk")
