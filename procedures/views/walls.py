"""The manager's pages of walls (quản lý niêm yết): what is to renew, where what hangs, and one sheet's history."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procedures.errors import WallFault, WallWrongMoment
from procedures.models import PostedSheet, PostingPlace
from procedures.wall import hanging as acts
from procedures.wall.board import boards_of, hanging_sheets
from procedures.wall.usual import add_usual, missing_sheets
from procedures.wall.wall_forms import HungForm, PlaceForm, SheetForm
from staff.access import role_required
from staff.managed_units import chosen_unit, counter_unit_ids, hanging_unit_ids, managed_unit_ids
from staff.roles import Role
from staff.text import whole_number
from staff.undo import in_time, offer_undo
from staff.wrong_moment import wrong_moment_page

PAGE_SIZE = 20
#: Of the history of a sheet so many hangings are shown, the latest first.
MOST_HANGINGS = 50


@require_safe
@role_required(Role.MANAGER, Role.CLERK)
def walls(request: HttpRequest) -> HttpResponse:
    """Niêm yết: every sheet of the unit, those first for which somebody has to go to the wall."""
    managed = managed_unit_ids(request.user)
    unit, units = chosen_unit(request, reach=managed | counter_unit_ids(request.user))
    may_arrange = unit.pk in managed
    today = timezone.localdate()
    boards = boards_of(hanging_sheets().filter(place__unit=unit), today)
    others = Counter(
        board.sheet.place.unit
        for board in boards_of(
            hanging_sheets().filter(place__unit__in=[each.pk for each in units if each.pk != unit.pk]), today
        )
        if board.is_to_renew
    )
    context = {
        "unit": unit,
        "units": units,
        "page_obj": Paginator(boards, PAGE_SIZE).get_page(request.GET.get("page")),
        "to_renew": sum(board.is_to_renew for board in boards),
        "to_print": sum(board.is_to_renew and board.content is not None for board in boards),
        "others": sorted(others.items(), key=lambda pair: pair[0].code),
        "places": PostingPlace.objects.filter(unit=unit).annotate(count=_SHEETS).order_by("name"),
        "missing": missing_sheets(unit, today) if may_arrange else [],
        "may_arrange": may_arrange,
    }
    return render(request, "procedures/office/walls.html", context)


_SHEETS = Count("sheets", filter=Q(sheets__ended_at__isnull=True))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def place_new(request: HttpRequest, unit: str) -> HttpResponse:
    """Add a board or wall of a unit."""
    owner, _units = chosen_unit(request, unit)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            place = acts.add_place(unit=owner, by=request.user, **_named(form))
        except WallFault as fault:
            form.add_error(fault.field, str(fault))
        else:
            messages.success(request, _("The place is kept. Now say what hangs there."))
            return redirect("procedures:wall_place", place.pk)
    context = {"form": form, "unit": owner}
    return render(request, "procedures/office/wall_place_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a place is called and where it is."""
    place = get_object_or_404(_places(request), pk=pk)
    form = PlaceForm(request.POST or None, instance=place)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_place(place=place, by=request.user, **_named(form))
        except WallFault as fault:
            form.add_error(fault.field, str(fault))
        else:
            messages.success(request, _("The place is kept."))
            return redirect("procedures:wall_place", place.pk)
    context = {"form": form, "unit": place.unit, "place": place}
    return render(request, "procedures/office/wall_place_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One board: what hangs there, and a form to add a sheet."""
    board_place = get_object_or_404(_places(request), pk=pk)
    today = timezone.localdate()
    form = SheetForm(request.POST or None, unit=board_place.unit, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = acts.add_sheet(place=board_place, by=request.user, at=timezone.now(), **form.sheet())
        except WallFault as fault:
            form.add_error(fault.field, str(fault))
        else:
            messages.success(request, _("The sheet is on the list. Print it and hang it."))
            return redirect("procedures:wall_sheet", sheet.pk)
    boards = boards_of(hanging_sheets().filter(place=board_place), today)
    context = {
        "place": board_place,
        "form": form,
        "page_obj": Paginator(boards, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "procedures/office/wall_place.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER, Role.CLERK)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet: what differs, printing, the photo that the old one came down, and what hung before."""
    posted = get_object_or_404(_sheets(request, hanging_unit_ids(request.user)), pk=pk)
    board = next(iter(boards_of(hanging_sheets().filter(pk=posted.pk), timezone.localdate())), None)
    form = HungForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        # the paper the page showed, not one printed since
        hanging = get_object_or_404(posted.hangings, pk=whole_number(request.POST.get("hanging", "")))
        photo = form.cleaned_data["photo"].read(acts.PHOTO_BYTES + 1)
        try:
            acts.confirm_hung(hanging=hanging, photo=photo, by=request.user, at=timezone.now())
        except WallFault as fault:
            form.add_error(fault.field, str(fault))
        except WallWrongMoment as moment:
            return _wrong_moment(request, moment, posted)
        else:
            messages.success(request, _("Noted: the new sheet hangs, the old one came down."))
            return redirect("procedures:wall_sheet", posted.pk)
    history = posted.hangings.select_related("hung_by", "printed_by").order_by("-printed_at", "-pk")
    context = {
        "sheet": posted,
        "board": board,
        "form": form,
        "history": history[:MOST_HANGINGS],
        "may_arrange": posted.place.unit_id in managed_unit_ids(request.user),
    }
    return render(request, "procedures/office/wall_sheet.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(Role.MANAGER)
def sheet_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet came down for good; can be taken back for some seconds."""
    posted = get_object_or_404(_sheets(request), pk=pk)
    try:
        acts.end_sheet(sheet=posted, by=request.user, at=timezone.now())
    except WallWrongMoment as moment:
        return _wrong_moment(request, moment, posted)
    offer_undo(request, _("The sheet is off the list."), reverse("procedures:wall_sheet_back", args=[posted.pk]))
    return redirect("procedures:wall_place", posted.place_id)


@require_POST
@role_required(Role.MANAGER)
def sheet_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo: the sheet is on the list again."""
    posted = get_object_or_404(_sheets(request), pk=pk)
    try:
        if posted.ended_at is not None and not in_time(posted.ended_at, timezone.now()):
            raise WallWrongMoment(_("It is too late to take this back; add the sheet again."))
        acts.put_back(sheet=posted, by=request.user)
    except WallWrongMoment as moment:
        return _wrong_moment(request, moment, posted)
    messages.success(request, _("The sheet is on the list again."))
    return redirect("procedures:wall_sheet", posted.pk)


@require_POST
@role_required(Role.MANAGER)
def propose(request: HttpRequest, unit: str) -> HttpResponse:
    """Add what a unit usually hangs: its fields, fees, rules and people."""
    owner, _units = chosen_unit(request, unit)
    added = len(add_usual(unit=owner, by=request.user, at=timezone.now()))
    words = ngettext(
        "%(number)d sheet added. Print and hang it.", "%(number)d sheets added. Print and hang them.", added
    )
    messages.success(request, words % {"number": added})
    return redirect(f"{reverse('procedures:walls')}?unit={owner.code}")


def _places(request: HttpRequest) -> QuerySet[PostingPlace]:
    """The places of the units the manager answers for."""
    return PostingPlace.objects.filter(unit__in=managed_unit_ids(request.user)).select_related("unit")


def _sheets(request: HttpRequest, units: set[int] | None = None) -> QuerySet[PostedSheet]:
    """The sheets of `units`, else of those the manager answers for, also what came down."""
    sheets = PostedSheet.objects.filter(place__unit__in=units or managed_unit_ids(request.user))
    return sheets.select_related("place__unit", "procedure", "field")


def _named(form: PlaceForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "note")}


def _wrong_moment(request: HttpRequest, moment: WallWrongMoment, posted: PostedSheet) -> HttpResponse:
    back = reverse("procedures:wall_sheet", args=[posted.pk])
    return wrong_moment_page(request, str(moment), back=back, back_words=_("Back to the sheet"))
