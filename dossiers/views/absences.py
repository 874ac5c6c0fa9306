"""Absences (vắng mặt, phân công làm thay): the manager announces them, hands work over and gives it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.absences import (
    absences_of,
    counts,
    moved_by,
    places,
    tabs_of,
    units_above,
    work_of,
)
from dossiers.errors import Faults, WrongMoment
from dossiers.forms.absence import AbsenceForm, EndForm, GiveBackForm, MoveForm, MoveNowForm
from dossiers.forms.office import add_faults
from dossiers.services.absence import absence_faults, announce, end_early, give_back, move_work
from staff.access import role_required
from staff.managed_units import managed_unit_ids
from staff.models import Delegation, Unit
from staff.roles import Role
from staff.wrong_moment import wrong_moment_page

PAGE_SIZE = 25
MOST_SHOWN = 50

TAB_LABELS = {
    "now": pgettext_lazy("absence", "In force"),
    "planned": gettext_lazy("Planned"),
    "ended": gettext_lazy("Ended"),
}


@require_safe
@role_required(Role.MANAGER)
def absences(request: HttpRequest) -> HttpResponse:
    """Danh sách vắng mặt of the own units and those below."""
    today = timezone.localdate()
    seen = absences_of(managed_unit_ids(request.user))
    found = counts(seen, today)
    tabs = tabs_of(today)
    current = request.GET.get("tab", "")
    current = current if current in tabs else "now"
    page = Paginator(seen.filter(tabs[current]), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "tabs": [
            {"label": label, "url": f"?tab={key}", "is_current": key == current, "count": found[key]}
            for key, label in TAB_LABELS.items()
        ],
        "tab": current,
    }
    return render(request, "dossiers/office/absences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def absence_new(request: HttpRequest) -> HttpResponse:
    """Announce one: first the form, then what would be handed over, then it is done."""
    today = timezone.localdate()
    form = _form(request, today)
    if request.method != "POST":
        return _show_form(request, form)
    form.is_valid()
    absence = form.as_far_as_filled_in()
    faults = absence_faults(absence, today=today)
    if form.errors or faults.errors:
        add_faults(form, {name: texts for name, texts in faults.errors.items() if name not in form.errors})
        return _show_form(request, form, status=422)
    choice = MoveForm(request.POST)
    if "sure" not in request.POST or not choice.is_valid():
        return _preview(request, form, choice)
    try:
        row = announce(
            absence=form.absence(),
            move_work=bool(choice.cleaned_data["move_work"]),
            by=request.user,  # type: ignore[arg-type]  # role_required lets no stranger in
            at=timezone.now(),
        )
    except Faults as wrong:
        add_faults(form, wrong.errors)
        return _show_form(request, form, status=422)
    messages.success(request, _("Announced: %(deputy)s stands in until %(day)s.") % _people(row))
    return redirect("dossiers:absence", row.pk)


@require_safe
@role_required(Role.MANAGER)
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """One absence: what it says, which work lies where, and what may be done about it."""
    return _show(request, _fetch(request.user, pk))


@require_POST
@role_required(Role.MANAGER)
def absence_act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Move the work, give it back, or end the absence; 409 at the wrong moment."""
    if action not in _ACTS:
        raise Http404
    row = _fetch(request.user, pk)
    form = _ask(action, request.POST)
    if not form.is_valid():
        return _show(request, row, {action: form}, status=422)
    try:
        message = _ACTS[action](request, row)
    except WrongMoment as wrong:
        back = reverse("dossiers:absence", args=[row.pk])
        return wrong_moment_page(request, wrong.message, back=back, back_words=_("Back to the absence"))
    messages.success(request, message)
    return redirect("dossiers:absence", row.pk)


def _end(request: HttpRequest, row: Delegation) -> str:
    row = end_early(absence=row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    if row.called_off_at is not None:
        return _("The absence is called off.")
    return _("The absence ends with today.")


def _move(request: HttpRequest, row: Delegation) -> str:
    count = move_work(absence=row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return ngettext("%(count)d dossier went to the deputy.", "%(count)d dossiers went to the deputy.", count) % {
        "count": count
    }


def _give_back(request: HttpRequest, row: Delegation) -> str:
    count = give_back(absence=row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return ngettext("%(count)d dossier was given back.", "%(count)d dossiers were given back.", count) % {
        "count": count
    }


_ACTS = {"ket-thuc": _end, "chuyen-viec": _move, "tra-lai": _give_back}
_ASKED: dict[str, type[forms.Form]] = {"ket-thuc": EndForm, "chuyen-viec": MoveNowForm, "tra-lai": GiveBackForm}


def _ask(action: str, data: Any = None) -> forms.Form:
    """The question whether the act is meant; the three stand on one page."""
    return _ASKED[action](data, auto_id=f"{action}-%s")


def _fetch(user: Any, pk: int) -> Delegation:
    row: Delegation = get_object_or_404(absences_of(managed_unit_ids(user)), pk=pk)
    return row


def _form(request: HttpRequest, today: dt.date) -> AbsenceForm:
    managed = managed_unit_ids(request.user)
    above: set[int] = set()
    for unit in Unit.objects.filter(pk__in=managed).exclude(parent__in=managed):
        above.update(units_above(unit))
    near = places(managed | above, today)
    return AbsenceForm(
        request.POST or None,
        places=[place for place in near if place.unit.pk in managed],
        deputies=near,
    )


def _show_form(request: HttpRequest, form: AbsenceForm, *, status: int = 200) -> HttpResponse:
    return render(request, "dossiers/office/absence_new.html", {"form": form}, status=status)


def _preview(request: HttpRequest, form: AbsenceForm, choice: MoveForm) -> HttpResponse:
    """What the announcement would hand over."""
    wanted = form.absence()
    if wanted.place is None or wanted.first is None:
        raise Http404
    context = {
        "form": form,
        "absence": wanted,
        "choice": choice,
        "can_move": wanted.first <= timezone.localdate(),
        **_listed("work", work_of(wanted.place.official, wanted.place.unit)),
    }
    return render(request, "dossiers/office/absence_preview.html", context)


def _show(
    request: HttpRequest, row: Delegation, answered: dict[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    asked = {action: _ask(action) for action in _ASKED} | (answered or {})
    is_called_off = row.called_off_at is not None
    is_now = row.is_in_force(today) and not is_called_off
    is_ending = row.valid_to is not None and row.valid_to <= today and not is_called_off
    context = {
        "absence": row,
        "is_now": is_now,
        "is_planned": row.valid_from > today and not is_called_off,
        "can_end": not is_ending and not is_called_off,
        "can_give_back": is_ending,
        "form": next(iter((answered or {}).values()), asked["ket-thuc"]),
        "end_form": asked["ket-thuc"],
        "move_form": asked["chuyen-viec"],
        "back_form": asked["tra-lai"],
        **_listed("work", work_of(row.official, row.unit)),
        **_listed("moved", moved_by(row)),
    }
    return render(request, "dossiers/office/absence.html", context, status=status)


def _listed(name: str, dossiers: Any) -> dict[str, Any]:
    """The most urgent ones, and how many there are; no names, because the manager need not know them here."""
    shown = list(dossiers.select_related("version")[: MOST_SHOWN + 1])
    count = len(shown) if len(shown) <= MOST_SHOWN else dossiers.count()
    return {name: shown[:MOST_SHOWN], f"{name}_count": count}


def _people(row: Delegation) -> dict[str, Any]:
    day = f"{row.valid_to:%d/%m/%Y}" if row.valid_to else ""
    return {"deputy": row.deputy.user, "day": day}


urlpatterns = [
    path("quan-ly/vang-mat/", absences, name="absences"),
    path("quan-ly/vang-mat/moi/", absence_new, name="absence_new"),
    path("quan-ly/vang-mat/<int:pk>/", absence, name="absence"),
    path("quan-ly/vang-mat/<int:pk>/<str:action>/", absence_act, name="absence_act"),
]
