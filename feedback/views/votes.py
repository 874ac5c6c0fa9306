"""Votes at the desk (đánh giá tại quầy): per official for the leader, and each official's own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.models import DeskVote
from feedback.periods import Asked, asked_period
from feedback.vote_cells import VoteLine, response_cell, row_of, satisfied_cell, tiles
from feedback.vote_rules import ASKS_WHY_UP_TO
from feedback.vote_statistics import VoteFigures, asked_in, vote_figures
from staff.access import role_required, units_of, with_units_below
from staff.models import Official, Unit
from staff.roles import Role

PAGE_SIZE = 25
#: What the list can show.
_LOW, _ASIDE, _ALL = "low", "aside", "all"


@require_safe
@role_required(Role.LEADER)
def votes(request: HttpRequest) -> HttpResponse:
    """Figures by official, and the votes a leader has to read: low ones with their reasons, those set aside."""
    now = timezone.now()
    led = with_units_below(unit.pk for unit in units_of(request.user, Role.LEADER))
    units = list(Unit.objects.filter(pk__in=led, receives_dossiers=True).order_by("code"))
    asked = asked_period(request.GET, units, now=now, usual="month")
    unit_ids = [asked.unit.pk] if asked.unit else [unit.pk for unit in units]
    figures = vote_figures(unit_ids, asked.period, now=now)
    shown = request.GET.get("show", _LOW)
    shown = shown if shown in (_LOW, _ASIDE, _ALL) else _LOW
    found = DeskVote.objects.filter(asked_in(unit_ids, asked.period, now=now), voted_at__isnull=False)
    page = _page(request, found.filter(_condition(shown)).select_related("ticket"))
    context = _context(asked, figures) | {
        "lines": _lines(figures),
        "list_tabs": _list_tabs(request, shown),
        "page_obj": page,
        "rows": [row_of(vote) for vote in page],
    }
    return render(request, "feedback/leader/votes.html", context, status=asked.status)


@require_safe
@role_required(Role.CLERK)
def my_votes(request: HttpRequest) -> HttpResponse:
    """The own figures; reasons with the day only, so that nobody is looked up for having complained."""
    now = timezone.now()
    unit_ids = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    official = request.user.official
    asked = asked_period(request.GET, [], now=now, usual="month")
    figures = vote_figures(unit_ids, asked.period, now=now, official=official)
    said = DeskVote.objects.filter(asked_in(unit_ids, asked.period, now=now), official=official, set_aside="")
    page = _page(request, said.exclude(reason=""))
    context = _context(asked, figures) | {"page_obj": page, "rows": [row_of(vote) for vote in page]}
    return render(request, "feedback/my_votes.html", context, status=asked.status)


def _context(asked: Asked, figures: VoteFigures) -> dict[str, Any]:
    return {
        "form": asked.form,
        "tabs": asked.tabs,
        "period": asked.period,
        "unit": asked.unit,
        "satisfied": satisfied_cell(figures.total),
        "tiles": tiles(figures.total),
    }


def _page(request: HttpRequest, found: Any) -> Any:
    votes = found.select_related("desk__unit", "official__user", "dossier").order_by("-voted_at", "-pk")
    return Paginator(votes, PAGE_SIZE).get_page(request.GET.get("page"))


def _condition(shown: str) -> Q:
    return {
        _LOW: Q(level__lte=ASKS_WHY_UP_TO, set_aside=""),
        _ASIDE: ~Q(set_aside=""),
        _ALL: Q(),
    }[shown]


def _list_tabs(request: HttpRequest, shown: str) -> list[dict[str, Any]]:
    labels = {_LOW: _("Neutral and low"), _ASIDE: _("Set aside"), _ALL: _("All votes")}
    kept = request.GET.copy()
    kept.pop("page", None)
    tabs = []
    for name, label in labels.items():
        kept["show"] = name
        tabs.append({"label": label, "url": f"?{kept.urlencode()}", "is_current": name == shown})
    return tabs


def _lines(figures: VoteFigures) -> list[VoteLine]:
    """One line for each official somebody was asked about, by name."""
    officials = Official.objects.filter(pk__in=figures.by_official).select_related("user")
    return [
        VoteLine(
            official.user.full_name,
            official.post,
            satisfied_cell(counts),
            response_cell(counts),
            counts.low,
            counts.set_aside,
        )
        for official in officials.order_by("user__full_name", "pk")
        if (counts := figures.by_official[official.pk])
    ]


urlpatterns = [
    path("lanh-dao/danh-gia-tai-quay/", votes, name="votes"),
    path("can-bo/danh-gia-cua-toi/", my_votes, name="my_votes"),
]
