"""The public calendar over HTTP (lịch nghỉ lễ, làm bù): what every promised date is counted by."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from staff.day_field import FIRST_DAY, LAST_DAY
from staff.models import CalendarDay
from staff.office_calendar import current_calendars


class CalendarQuery(serializers.Serializer[dict[str, Any]]):
    """Which year; all established ones if left out."""

    year = serializers.IntegerField(min_value=FIRST_DAY.year, max_value=LAST_DAY.year, required=False)


class CalendarDayOutput(serializers.Serializer[dict[str, Any]]):
    """One date that differs from the ordinary week."""

    day = serializers.DateField()
    kind = serializers.ChoiceField(choices=CalendarDay.Kind.choices)
    name = serializers.CharField()
    source_document = serializers.CharField()


class CalendarOutput(serializers.Serializer[dict[str, Any]]):
    """Dates of no other year can be promised than of those established."""

    established_years = serializers.ListField(child=serializers.IntegerField())
    days = CalendarDayOutput(many=True)


class CalendarView(APIView):
    """Days off and worked Saturdays."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="calendar_list",
        parameters=[CalendarQuery],
        responses={200: CalendarOutput},
        tags=["calendar"],
    )
    def get(self, request: Request) -> Response:
        """Days that differ from the ordinary week, with the documents that say so."""
        asked = CalendarQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        days = CalendarDay.objects.values("day", "kind", "name", "source_document")
        if year := asked.validated_data.get("year"):
            days = days.filter(day__year=year)
        years = sorted(current_calendars().years)
        return Response(
            {"established_years": years, "days": [{**row, "day": row["day"].isoformat()} for row in days]}
        )
