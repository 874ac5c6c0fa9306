"""Booking a time at a counter over HTTP (đặt lịch hẹn): no sign-in; the code of a booking is its key."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from dossiers.booking_days import bookable_days
from dossiers.models import Booking
from dossiers.services.booking import Wanted, book, cancel
from procedures.counters import open_counters
from procedures.models import Procedure
from staff.models import Unit
from staff.privacy import mask_phone
from staff.rate_limit import too_many

from .outputs import moment

_TRIES_A_MINUTE = 30
_NO_COUNTER = OpenApiResponse(description="No counter has this code")
_TOO_OFTEN = OpenApiResponse(description="Asked too often")


class BookableSlot(serializers.Serializer[dict[str, Any]]):
    """Khung giờ."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    free = serializers.IntegerField()


class BookingRow(serializers.Serializer[dict[str, Any]]):
    """Lịch hẹn; the phone is masked."""

    code = serializers.CharField()
    unit = serializers.CharField()
    procedure = serializers.CharField(allow_null=True)
    slot_at = serializers.DateTimeField()
    name = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)


class BookingInput(serializers.Serializer[dict[str, Any]]):
    """Nội dung đặt lịch."""

    unit = serializers.CharField(max_length=20, help_text="Code of the counter")
    slot_at = serializers.DateTimeField()
    name = serializers.CharField(max_length=150)
    phone = serializers.CharField(max_length=20)
    email = serializers.CharField(max_length=254, required=False, allow_blank=True, default="")
    procedure = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class FewTries(BaseThrottle):
    """Codes are not guessed, times not hoarded."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return not too_many(request, "booking_api", per_minute=_TRIES_A_MINUTE)


class _Public(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (FewTries,)


class SlotsView(_Public):
    """Times that can be booked."""

    @extend_schema(
        operation_id="booking_slots",
        parameters=[
            OpenApiParameter("unit", str, required=True, description="Code of the counter"),
            OpenApiParameter("day", dt.date, description="Only of this day"),
        ],
        responses={200: BookableSlot(many=True), 404: _NO_COUNTER, 429: _TOO_OFTEN},
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """Free and full ones, in order, as far ahead as the counter offers."""
        day = request.query_params.get("day")
        wanted = serializers.DateField().run_validation(day) if day else None
        days = bookable_days(_counter(request.query_params.get("unit", "")), timezone.now())
        slots = [slot for each in days if wanted in (None, each.day) for slot in each.slots]
        return Response(
            [
                {"starts_at": moment(slot.starts_at), "ends_at": moment(slot.ends_at), "free": slot.free}
                for slot in slots
            ]
        )


class BookingsView(_Public):
    """New bookings."""

    @extend_schema(
        operation_id="bookings_create",
        request=BookingInput,
        responses={201: BookingRow, 404: _NO_COUNTER, 429: _TOO_OFTEN},
        auth=[],
    )
    def post(self, request: Request) -> Response:
        """Hold a place and tell the person; the code in the answer is the key to it."""
        given = BookingInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        procedure = Procedure.objects.filter(code=data["procedure"]).first() if data["procedure"] else None
        wanted = Wanted(
            starts_at=data["slot_at"],
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            procedure=procedure,
            language=get_language() or "vi",
        )
        row = book(unit=_counter(data["unit"]), wanted=wanted, at=timezone.now())
        return Response(_row(row), status=201)


class BookingView(_Public):
    """One booking, by its code."""

    @extend_schema(operation_id="booking_retrieve", responses={200: BookingRow, 429: _TOO_OFTEN}, auth=[])
    def get(self, request: Request, code: str) -> Response:
        """When, where, and whether it still stands."""
        return Response(_row(_booking(code)))

    @extend_schema(
        operation_id="booking_cancel",
        responses={
            200: BookingRow,
            409: OpenApiResponse(description="Used, cancelled or past"),
            429: _TOO_OFTEN,
        },
        auth=[],
    )
    def delete(self, request: Request, code: str) -> Response:
        """Give the place back."""
        return Response(_row(cancel(booking=_booking(code), at=timezone.now(), language=get_language() or "vi")))


def _counter(code: str) -> Unit:
    found = next((unit for unit in open_counters(timezone.localdate()) if unit.code == code), None)
    if found is None:
        raise Http404
    return found


def _booking(code: str) -> Booking:
    found = Booking.objects.select_related("unit", "procedure").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _row(row: Booking) -> dict[str, Any]:
    return {
        "code": row.code,
        "unit": row.unit.code,
        "procedure": row.procedure.code if row.procedure is not None else None,
        "slot_at": moment(row.slot_at),
        "name": row.name,
        "phone": mask_phone(row.phone),
        "cancelled_at": moment(row.cancelled_at),
    }
