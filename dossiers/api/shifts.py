"""Shifts over HTTP (ca trực): opened, as they stand, closed by counting, accepted."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from dossiers.cash import DENOMINATIONS
from dossiers.charge_lines import MOST_EACH
from dossiers.errors import NotPermitted
from dossiers.forms.fields import longest
from dossiers.models import Shift
from dossiers.services import shifts
from procedures.models import Desk
from staff import audit
from staff.access import units_of
from staff.roles import Role

from .outputs import moment


class ShiftRow(serializers.Serializer[dict[str, Any]]):
    """Ca trực; what was expected and counted is told once it is closed."""

    id = serializers.IntegerField()
    unit = serializers.CharField()
    official = serializers.CharField()
    desk = serializers.IntegerField(allow_null=True)
    opened_at = serializers.DateTimeField()
    opening_cash = serializers.IntegerField()
    closed_at = serializers.DateTimeField(allow_null=True)
    expected_cash = serializers.IntegerField(allow_null=True)
    counted_cash = serializers.IntegerField(allow_null=True)
    gap_reason = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    accepted_by = serializers.CharField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)


class OpenInput(serializers.Serializer[dict[str, Any]]):
    """Mở ca."""

    unit = serializers.CharField(max_length=20, help_text="Code of the counter")
    desk = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=2**31)
    opening_cash = serializers.IntegerField(default=0, min_value=0, max_value=MOST_EACH, help_text="In đồng")


class NotesInput(serializers.Serializer[dict[str, Any]]):
    """Số tờ của một mệnh giá."""

    value = serializers.ChoiceField(choices=DENOMINATIONS)
    number = serializers.IntegerField(min_value=0, max_value=shifts.MOST_NOTES)


class CloseInput(serializers.Serializer[dict[str, Any]]):
    """Kết ca: the till note by note."""

    notes = NotesInput(many=True, max_length=len(DENOMINATIONS))
    gap_reason = serializers.CharField(default="", allow_blank=True, max_length=longest("gap_reason", Shift))
    note = serializers.CharField(default="", allow_blank=True, max_length=longest("note", Shift))


_WRONG_MOMENT = OpenApiResponse(description="Open, closed or accepted already")


class ShiftsView(APIView):
    """Shifts of the own counters."""

    ordering = ("-id",)
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(operation_id="shifts_list", responses={200: ShiftRow(many=True)})
    def get(self, request: Request) -> Response:
        """Newest first, by cursor."""
        if not units_of(request.user, Role.CLERK, Role.LEADER):
            raise NotPermitted(_("Only a counter and its leaders see shifts."))
        paging = self.pagination_class()
        page = paging.paginate_queryset(_reachable(request), request, view=self)
        return paging.get_paginated_response([_row(shift) for shift in page or []])

    @extend_schema(operation_id="shifts_open", request=OpenInput, responses={201: ShiftRow, 409: _WRONG_MOMENT})
    def post(self, request: Request) -> Response:
        """Open the own shift at a counter."""
        given = OpenInput(data=request.data)
        given.is_valid(raise_exception=True)
        got = given.validated_data
        unit = next((each for each in units_of(request.user, Role.CLERK) if each.code == got["unit"]), None)
        if unit is None:
            raise NotPermitted(_("Only who works at this counter opens a shift there."))
        desks = Desk.objects.in_force(timezone.localdate()).filter(unit=unit)
        desk = desks.filter(pk=got["desk"]).first() if got["desk"] is not None else None
        if got["desk"] is not None and desk is None:
            raise serializers.ValidationError({"desk": [_("This desk belongs to another counter.")]})
        opened = shifts.open_shift(
            unit=unit, desk=desk, opening_cash=got["opening_cash"], by=request.user, at=timezone.now()
        )
        _record(request, "shift.opened", opened, opening_cash=opened.opening_cash)
        return Response(_row(opened), status=201)


class CloseView(APIView):
    """The closing of one shift."""

    @extend_schema(operation_id="shifts_close", request=CloseInput, responses={200: ShiftRow, 409: _WRONG_MOMENT})
    def post(self, request: Request, pk: int) -> Response:
        """Count the till against the receipts; a gap needs its explanation."""
        shift = _shift(request, pk)
        given = CloseInput(data=request.data)
        given.is_valid(raise_exception=True)
        got = given.validated_data
        closed = shifts.close_shift(
            shift=shift,
            notes={row["value"]: row["number"] for row in got["notes"]},
            gap_reason=got["gap_reason"],
            note=got["note"],
            by=request.user,
            at=timezone.now(),
        )
        gap = (closed.counted_cash or 0) - (closed.expected_cash or 0)
        _record(request, "shift.closed", closed, expected=closed.expected_cash, gap=gap)
        return Response(_row(closed))


class AcceptView(APIView):
    """The acceptance of a closed shift."""

    @extend_schema(operation_id="shifts_accept", request=None, responses={200: ShiftRow, 409: _WRONG_MOMENT})
    def post(self, request: Request, pk: int) -> Response:
        """Take over what the shift leaves; nobody accepts an own one."""
        accepted = shifts.accept(shift=_shift(request, pk), by=request.user, at=timezone.now())
        _record(request, "shift.accepted", accepted)
        return Response(_row(accepted))


def _reachable(request: Request) -> Any:
    units = [unit.pk for unit in units_of(request.user, Role.CLERK, Role.LEADER)]
    return Shift.objects.filter(unit__in=units).select_related("unit", "official__user", "accepted_by__user")


def _shift(request: Request, pk: int) -> Shift:
    found: Shift | None = _reachable(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _row(shift: Shift) -> dict[str, Any]:
    return {
        "id": shift.pk,
        "unit": shift.unit.code,
        "official": str(shift.official.user),
        "desk": shift.desk_id,
        "opened_at": moment(shift.opened_at),
        "opening_cash": shift.opening_cash,
        "closed_at": moment(shift.closed_at),
        "expected_cash": shift.expected_cash,
        "counted_cash": shift.counted_cash,
        "gap_reason": shift.gap_reason,
        "note": shift.note,
        "accepted_by": str(shift.accepted_by.user) if shift.accepted_by is not None else None,
        "accepted_at": moment(shift.accepted_at),
    }


def _record(request: Request, what: str, shift: Shift, **detail: Any) -> None:
    audit.record(what, actor=request.user, target=f"shift {shift.pk}", request=request, **detail)
