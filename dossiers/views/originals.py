"""Originals the counter keeps (giữ bản chính): the shelves, and one page for those of a dossier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dossiers.errors import Faults, WrongMoment
from dossiers.forms.office import add_faults
from dossiers.forms.returning import GiveBackOriginalsForm, KeepForm, PlaceForm
from dossiers.models import CustodyMove, Dossier, KeptOriginal
from dossiers.originals import held_at, held_lines, lines_of
from dossiers.permissions import role_for
from dossiers.services import custody
from dossiers.services.custody import OriginalLine
from dossiers.workflow import FINAL_STATES, State
from staff import audit
from staff.access import role_required, units_of
from staff.roles import Role

from .folder import fetch

_PER_PAGE = 50
_SEARCH_LENGTH = 100
_LAST_RETURNED = 20


@require_safe
@role_required(Role.CLERK)
def shelves(request: HttpRequest) -> HttpResponse:
    """Bản chính đang giữ: what lies on which shelf of the own counters."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:_SEARCH_LENGTH]
    units = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    page = Paginator(held_at(units, q), _PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "lines": lines_of(page), "q": q}
    return render(request, "dossiers/office/shelves.html", context)


@require_safe
@role_required(Role.CLERK)
def originals(request: HttpRequest, reference: str) -> HttpResponse:
    """Bản chính của hồ sơ: kept, moved, given to the division, returned."""
    return _page(request, _own(request, reference))


@require_POST
@role_required(Role.CLERK)
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Nhận giữ bản chính: one more line."""
    dossier = _own(request, reference)
    form = KeepForm(request.POST, auto_id="keep-%s")
    if not form.is_valid():
        return _page(request, dossier, keep_form=form, status=422)
    line = OriginalLine(**form.cleaned_data)
    try:
        custody.keep(dossier=dossier, originals=[line], by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Faults as faults:
        add_faults(form, faults.errors)
        return _page(request, dossier, keep_form=form, status=422)
    except WrongMoment as wrong:
        return _refused(request, dossier, wrong, keep_form=form)
    messages.success(request, _("The original is on its shelf."))
    return redirect("dossiers:originals", dossier.shown_code)


@require_POST
@role_required(Role.CLERK)
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Trả lại bản chính: against a signature on the screen or on paper."""
    dossier = _own(request, reference)
    form = _return_form(dossier, request.POST)
    if not form.is_valid():
        return _page(request, dossier, return_form=form, status=422)
    given = form.cleaned_data
    try:
        custody.give_back(
            dossier=dossier,
            originals=given["originals"],
            to=given["to"],
            drawn=given["signature"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Faults as faults:
        add_faults(form, faults.errors)
        return _page(request, dossier, return_form=form, status=422)
    messages.success(request, _("The originals are returned to %(name)s.") % {"name": given["to"]})
    return redirect("dossiers:originals", dossier.shown_code)


@require_POST
@role_required(Role.CLERK)
def place(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Chuyển chỗ, giao phòng chuyên môn, nhận lại: where one original goes."""
    counters = [unit.pk for unit in units_of(request.user, Role.CLERK)]
    reachable = KeptOriginal.objects.filter(dossier__receiving_unit__in=counters)
    original = get_object_or_404(reachable.select_related("dossier"), pk=pk)
    dossier = fetch(request.user, original.dossier.reference)
    form = PlaceForm(request.POST, prefix=f"{act}-{pk}")
    form.is_valid()
    where = form.cleaned_data.get("place", "")
    now = timezone.now()
    try:
        if act == "move":
            custody.move(original=original, shelf=where, by=request.user, at=now)  # type: ignore[arg-type]
        elif act == "lend":
            custody.lend(original=original, to=where, by=request.user, at=now)  # type: ignore[arg-type]
        elif act == "back":
            custody.take_back(original=original, shelf=where, by=request.user, at=now)  # type: ignore[arg-type]
        else:
            raise Http404
    except Faults as faults:
        for text in [each for texts in faults.errors.values() for each in texts]:
            form.add_error("place", text)
        return _page(request, dossier, placed=(pk, act, form), status=422)
    except WrongMoment as wrong:
        return _refused(request, dossier, wrong)
    messages.success(request, _("Noted: %(name)s.") % {"name": original.name})
    return redirect("dossiers:originals", dossier.shown_code)


def _own(request: HttpRequest, reference: str) -> Dossier:
    """The dossier at one's own counter; 404 for any other."""
    dossier = fetch(request.user, reference)
    if not role_for(request.user, dossier, Role.CLERK):
        raise Http404
    return dossier


def _return_form(dossier: Dossier, data: Any = None) -> GiveBackOriginalsForm:
    return GiveBackOriginalsForm(
        held_lines(dossier), data, auto_id="give-%s", initial={"to": dossier.applicant_name}
    )


def _refused(request: HttpRequest, dossier: Dossier, wrong: WrongMoment, **forms: Any) -> HttpResponse:
    messages.error(request, wrong.message)
    return _page(request, dossier, **forms, status=409)


def _page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    keep_form: KeepForm | None = None,
    return_form: GiveBackOriginalsForm | None = None,
    placed: tuple[int, str, PlaceForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request, door="counter")  # type: ignore[arg-type]
    held = held_lines(dossier)
    returned = dossier.originals.filter(returned_at__isnull=False).select_related("returned_by__user")
    moves = CustodyMove.objects.filter(original__dossier=dossier)
    context = {
        "dossier": dossier,
        "rows": [_row(line, placed) for line in held],
        "keep_form": (keep_form or KeepForm(auto_id="keep-%s"))
        if State(dossier.state) not in FINAL_STATES
        else None,
        "paper_names": dossier.papers.values_list("name", flat=True),
        "return_form": (return_form or _return_form(dossier)) if held else None,
        "failed": keep_form or return_form or (placed[2] if placed else None),
        "returned": returned.order_by("-returned_at", "-pk")[:_LAST_RETURNED],
        "moves": moves.select_related("original", "by").order_by("-pk")[:_PER_PAGE],
    }
    return render(request, "dossiers/office/originals.html", context, status=status)


def _row(line: Any, placed: tuple[int, str, PlaceForm] | None) -> dict[str, Any]:
    """One original with the small forms of where it may go."""
    pk = line.original.pk
    acts = (
        [("back", _("Take back from the division"))]
        if line.is_lent
        else [
            ("move", _("Move to another shelf")),
            ("lend", _("Give to the division")),
        ]
    )
    forms = [
        {
            "act": act,
            "label": label,
            "form": placed[2]
            if placed is not None and placed[:2] == (pk, act)
            else PlaceForm(prefix=f"{act}-{pk}", initial={"place": line.original.shelf if act == "back" else ""}),
        }
        for act, label in acts
    ]
    return {"line": line, "forms": forms}


urlpatterns = [
    path("mot-cua/ban-chinh/", shelves, name="shelves"),
    path("mot-cua/ban-chinh/<str:reference>/", originals, name="originals"),
    path("mot-cua/ban-chinh/<str:reference>/giu/", keep, name="keep_original"),
    path("mot-cua/ban-chinh/<str:reference>/tra/", give_back, name="give_back_originals"),
    path("mot-cua/ban-chinh/dong/<int:pk>/<str:act>/", place, name="place_original"),
]
