"""Files of walls (tệp tờ niêm yết): sheets as PDF, for the wall or only to look at, and photos of walls."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from procedures.errors import WallWrongMoment
from procedures.models import Field, Hanging, PostedSheet, PostingPlace, Procedure
from procedures.wall.board import DAYS_AHEAD, boards_of, hanging_sheets
from procedures.wall.current import contents_on
from procedures.wall.hanging import print_sheets, proof_of
from procedures.wall.press import Proof, pdf_of
from staff.access import assignments_of, role_required
from staff.managed_units import chosen_unit, hanging_unit_ids
from staff.models import Unit
from staff.roles import OFFICE_ROLES, Role
from staff.stored_pictures import picture_answer
from staff.wrong_moment import wrong_moment_page

Kind, Size = PostedSheet.Kind, PostedSheet.Size
#: More sheets in one file would keep the press busy for too long.
MOST_AT_ONCE = 60


@require_POST
@role_required(Role.MANAGER, Role.CLERK)
def wall_print(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet for the wall, as it holds today or on the coming day asked for."""
    sheets = hanging_sheets().filter(place__unit__in=hanging_unit_ids(request.user))
    sheet = get_object_or_404(sheets, pk=pk)
    back = reverse("procedures:wall_sheet", args=[sheet.pk])
    return _printed(request, [sheet], back, on=_coming_day(request))


@require_POST
@role_required(Role.MANAGER, Role.CLERK)
def wall_print_all(request: HttpRequest, unit: str) -> HttpResponse:
    """Everything of a unit that is to be renewed, in one file."""
    owner, _units = chosen_unit(request, unit, reach=hanging_unit_ids(request.user))
    boards = boards_of(hanging_sheets().filter(place__unit=owner), timezone.localdate())
    sheets = [board.sheet for board in boards if board.is_to_renew and board.content is not None]
    return _printed(request, sheets[:MOST_AT_ONCE], f"{reverse('procedures:walls')}?unit={owner.code}")


@require_safe
@role_required(Role.MANAGER, Role.CLERK)
def hanging_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What was printed, word for word."""
    hanging = _hanging(request, pk)
    pdf = pdf_of([proof_of(hanging.sheet, hanging)], at=hanging.printed_at)
    return _pdf(pdf, f"niem-yet-{hanging.sheet_id}.pdf")


@require_safe
@role_required(Role.MANAGER, Role.CLERK)
def hanging_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo of the wall; people may stand in it, so that only those who renew it see it."""
    hanging = _hanging(request, pk)
    if not hanging.photo:
        raise Http404
    return picture_answer(hanging.photo, cache="private, max-age=86400")


@require_safe
@role_required(*OFFICE_ROLES)
def wall_sample(request: HttpRequest, kind: str) -> HttpResponse:
    """A sheet to look at or to hand out; nothing is noted of it. 404 where there is nothing to post."""
    if kind not in Kind.values:
        raise Http404
    unit = _own_unit(request)
    sheet = PostedSheet(pk=0, place=PostingPlace(unit=unit, name=""), kind=kind, size=_size(request))
    if kind == Kind.PROCEDURE:
        sheet.procedure = get_object_or_404(Procedure, code=request.GET.get("code", ""))
    if kind == Kind.FIELD or (kind == Kind.FEES and request.GET.get("field")):
        sheet.field = get_object_or_404(Field, slug=request.GET.get("field", ""))
    now = timezone.now()
    today = timezone.localdate(now)
    content = contents_on([sheet], today)[0]
    if content is None:
        raise Http404
    field_slug = sheet.field.slug if sheet.field is not None else ""
    proof = Proof(content, sheet.size, today, unit_code=unit.code, field_slug=field_slug)
    return _pdf(pdf_of([proof], at=now), f"niem-yet-{kind}.pdf")


def _printed(
    request: HttpRequest, sheets: list[PostedSheet], back: str, *, on: dt.date | None = None
) -> HttpResponse:
    try:
        pdf = print_sheets(sheets=sheets, by=request.user, at=timezone.now(), on=on)
    except WallWrongMoment as moment:
        return wrong_moment_page(request, str(moment), back=back, back_words=_("Back to the walls"))
    return _pdf(pdf, "niem-yet.pdf")


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _hanging(request: HttpRequest, pk: int) -> Hanging:
    units = hanging_unit_ids(request.user)
    rows = Hanging.objects.select_related("sheet__place__unit", "sheet__field")
    return get_object_or_404(rows, pk=pk, sheet__place__unit__in=units)


def _coming_day(request: HttpRequest) -> dt.date | None:
    """A day within the time of announcement; anything else asks for today."""
    today = timezone.localdate()
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        return None
    return day if day is not None and today < day <= today + dt.timedelta(days=DAYS_AHEAD) else None


def _size(request: HttpRequest) -> str:
    size = request.GET.get("size", "")
    return size if size in Size.values else Size.A4.value


def _own_unit(request: HttpRequest) -> Unit:
    """The unit asked for in the address, else the official's own."""
    code = request.GET.get("unit", "")
    if code:
        return get_object_or_404(Unit.objects.in_force(timezone.localdate()), code=code)
    return assignments_of(request.user)[0].unit
