"""One act on many dossiers over HTTP (xử lý hàng loạt)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.services.batch import BATCH_ACTIONS, MOST, Wanted, perform_all
from dossiers.services.perform import ActInput
from dossiers.workflow import Action
from staff.access import is_official


class WantedInput(serializers.Serializer[dict[str, Any]]):
    """One dossier by its code or reference, with the version that was seen, if any."""

    code = serializers.CharField(max_length=40)
    lock_version = serializers.IntegerField(required=False, min_value=0, max_value=2**31)


class BatchInput(serializers.Serializer[dict[str, Any]]):
    """An act and the dossiers it is for."""

    action = serializers.ChoiceField(choices=[action.value for action in BATCH_ACTIONS])
    dossiers = WantedInput(many=True, allow_empty=False, max_length=MOST)
    official = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31, help_text="reassign: id of a specialist of the unit"
    )
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, help_text="reassign")


class BatchOutcome(serializers.Serializer[dict[str, Any]]):
    """What became of one dossier."""

    code = serializers.CharField()
    is_done = serializers.BooleanField()
    detail = serializers.CharField(allow_blank=True, help_text="Why it was not done")
    lock_version = serializers.IntegerField(allow_null=True)


class BatchResult(serializers.Serializer[dict[str, Any]]):
    """Every dossier asked for, in the order asked."""

    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    outcomes = BatchOutcome(many=True)


class BatchView(APIView):
    """Many dossiers at once."""

    @extend_schema(operation_id="dossiers_batch", request=BatchInput, responses={200: BatchResult})
    def post(self, request: Request) -> Response:
        """Carry out one act on each dossier by itself; 200 even when some were not done: read the outcomes."""
        if not is_official(request.user):
            raise NotPermitted
        given = BatchInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        outcomes = perform_all(
            [Wanted(each["code"], each.get("lock_version")) for each in data["dossiers"]],
            Action(data["action"]),
            ActInput(reason=data.get("reason", ""), official=data.get("official")),
            by=request.user,
            at=timezone.now(),
        )
        return Response(
            {
                "done": sum(each.is_done for each in outcomes),
                "failed": sum(not each.is_done for each in outcomes),
                "outcomes": [
                    {
                        "code": each.dossier.shown_code if each.dossier is not None else each.name,
                        "is_done": each.is_done,
                        "detail": each.why,
                        "lock_version": each.dossier.lock_version if each.dossier is not None else None,
                    }
                    for each in outcomes
                ],
            }
        )
