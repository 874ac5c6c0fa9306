"""Live numbers of the work lists over HTTP (số hồ sơ theo mục)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.own_desk import DESKS
from dossiers.services.intake_drafts import drafts_at
from staff.access import roles_of, units_of
from staff.office_calendar import current_calendars
from staff.roles import Role


class LaneCounts(serializers.Serializer[dict[str, Any]]):
    """How many dossiers stand in each lane of a desk, by the lane's key."""

    lanes = serializers.DictField(child=serializers.IntegerField())


class CountsView(APIView):
    """The numbers on the tabs of one desk."""

    @extend_schema(
        operation_id="work_lists_counts",
        parameters=[OpenApiParameter("door", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(DESKS))],
        responses={200: LaneCounts},
    )
    def get(self, request: Request, door: str) -> Response:
        """Counts of the signed-in official's own desk; asked again every few seconds by an open list."""
        if door not in DESKS:
            raise Http404
        role, desk_of = DESKS[door]
        if role not in roles_of(request.user):
            raise NotPermitted
        counts, _procedures = desk_of(request.user, now=timezone.now(), calendars=current_calendars()).counts()
        if role is Role.CLERK:
            counts["unfinished"] = drafts_at(units_of(request.user, role)).count()
        return Response({"lanes": counts}, headers={"Cache-Control": "private, no-store"})
