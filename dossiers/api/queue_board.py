"""The board in the waiting room over HTTP (bảng gọi số): numbers, and nobody's name."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.queue_state import board_state
from staff.device_links import read_device
from staff.models import Unit


class CalledNumber(serializers.Serializer[dict[str, Any]]):
    """Số đang gọi; `call` changes each time it is called."""

    call = serializers.CharField()
    number = serializers.CharField()
    desk = serializers.IntegerField()
    is_new = serializers.BooleanField(help_text="Called within the last minute")


class EarlierNumber(serializers.Serializer[dict[str, Any]]):
    """Số đã gọi."""

    number = serializers.CharField()
    desk = serializers.IntegerField()


class BoardState(serializers.Serializer[dict[str, Any]]):
    """Bảng gọi số: numbers only."""

    called = CalledNumber(many=True)
    before = EarlierNumber(many=True)
    desks = serializers.ListField(child=serializers.IntegerField())
    waiting = serializers.IntegerField()
    wait_minutes = serializers.IntegerField(help_text="About how long who comes now will wait")
    time = serializers.CharField()


class BoardView(APIView):
    """The board in the waiting room; whoever has its signed address may read it."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="queue_board", responses={200: BoardState}, auth=[])
    def get(self, request: Request, token: str) -> Response:
        """Which number goes to which desk now."""
        device = read_device("board", token)
        if device is None:
            raise Http404
        counters = Unit.objects.with_counter(timezone.localdate())
        unit = get_object_or_404(counters, pk=device.pk, device_series=device.series)
        return Response(board_state(unit, timezone.now()))
