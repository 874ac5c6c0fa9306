"""Public tracking over HTTP: no sign-in, no names."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from dossiers import tracking

from .outputs import moment


class TrackingStep(serializers.Serializer[dict[str, Any]]):
    at = serializers.DateTimeField()
    action = serializers.CharField()
    state = serializers.IntegerField()
    label = serializers.CharField()


class TrackingMove(serializers.Serializer[dict[str, Any]]):
    """Sổ lịch hẹn: the first promise (`old_due_at` null) and every move of it."""

    at = serializers.DateTimeField()
    ground = serializers.CharField()
    label = serializers.CharField()
    old_due_at = serializers.DateTimeField(allow_null=True)
    new_due_at = serializers.DateTimeField()


class TrackingAnswer(serializers.Serializer[dict[str, Any]]):
    """Tiến độ hồ sơ, without names or papers."""

    code = serializers.CharField()
    procedure = serializers.CharField()
    unit = serializers.CharField()
    hotline = serializers.CharField()
    state = serializers.IntegerField()
    state_label = serializers.CharField()
    meaning = serializers.CharField()
    received_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField()
    stuck_since = serializers.DateTimeField(
        allow_null=True, help_text="Untouched since then, and the head of the office has been told"
    )
    steps = TrackingStep(many=True)
    promise_moves = TrackingMove(many=True)


class TrackingBudget(BaseThrottle):
    """The tries of one address, counted together with those on the page."""

    def allow_request(self, request: Request, view: Any) -> bool:
        return not tracking.tried_too_often(request._request)

    def wait(self) -> float:
        return 60.0


class TrackingView(APIView):
    """Tra cứu hồ sơ."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (TrackingBudget,)

    @extend_schema(
        operation_id="tracking_retrieve",
        auth=[],
        parameters=[OpenApiParameter("phone", str, required=True, description="Last four digits of the phone")],
        responses={
            200: TrackingAnswer,
            429: OpenApiResponse(description="Asked too often; `Retry-After` says how many seconds to wait"),
        },
    )
    def get(self, request: Request, code: str) -> Response:
        """Where a dossier is; code and phone must both fit, otherwise the answer is 404."""
        phone = request.query_params.get("phone", "").strip()
        if len(phone) != 4 or not (phone.isascii() and phone.isdecimal()):
            raise ValidationError({"phone": [_("Enter the last four digits of the phone on the dossier.")]})
        dossier = tracking.find(code, phone)
        if dossier is None:
            raise Http404
        seen = tracking.progress(dossier, now=timezone.now())
        return Response(
            {
                "code": seen.code,
                "procedure": seen.procedure,
                "unit": seen.unit,
                "hotline": seen.hotline,
                "state": seen.state.value,
                "state_label": str(seen.label),
                "meaning": str(seen.meaning),
                "received_at": moment(seen.received_at),
                "due_at": moment(seen.due_at),
                "resolved_at": moment(seen.resolved_at),
                "is_late": seen.is_late,
                "stuck_since": moment(seen.stuck.since if seen.stuck else None),
                "steps": [
                    {
                        "at": moment(step.at),
                        "action": step.action.value,
                        "state": step.state.value,
                        "label": str(step.label),
                    }
                    for step in seen.steps
                ],
                "promise_moves": [
                    {
                        "at": moment(entry.at),
                        "ground": entry.ground,
                        "label": str(entry.label),
                        "old_due_at": moment(entry.old_due_at),
                        "new_due_at": moment(entry.new_due_at),
                    }
                    for entry in seen.moves
                ],
            }
        )
