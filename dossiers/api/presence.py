"""Who else has a dossier open, over HTTP (người cùng mở hồ sơ), and what changed since the page was drawn."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.changes import meanwhile
from dossiers.errors import NotPermitted
from dossiers.services import presence
from staff.access import is_official

from .views import reachable


class LookInput(serializers.Serializer[dict[str, Any]]):
    """What the page shows."""

    lock_version = serializers.IntegerField(min_value=0, max_value=2**31)


class PresenceState(serializers.Serializer[dict[str, Any]]):
    """Names of the others, and a line for each act since the version that is shown."""

    others = serializers.ListField(child=serializers.CharField())
    lock_version = serializers.IntegerField()
    changes = serializers.ListField(child=serializers.CharField())


class PresenceView(APIView):
    """The heartbeat of an open dossier page."""

    @extend_schema(operation_id="dossiers_look", request=LookInput, responses={200: PresenceState})
    def post(self, request: Request, code: str) -> Response:
        """Say that one has the dossier open; hear who else has, and what changed since."""
        if not is_official(request.user):
            raise NotPermitted
        dossier = reachable(request, code)
        given = LookInput(data=request.data)
        given.is_valid(raise_exception=True)
        others = presence.look(dossier=dossier, by=request.user, at=timezone.now())
        return Response(
            {
                "others": [str(user) for user in others],
                "lock_version": dossier.lock_version,
                "changes": meanwhile(dossier, seen=given.validated_data["lock_version"]),
            }
        )

    @extend_schema(operation_id="dossiers_leave", responses={204: None})
    def delete(self, request: Request, code: str) -> Response:
        """The page was closed."""
        if not is_official(request.user):
            raise NotPermitted
        presence.leave(dossier=reachable(request, code), by=request.user)
        return Response(status=204)
