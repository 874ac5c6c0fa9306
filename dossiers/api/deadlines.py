"""The promise before anything is filed (xem trước ngày hẹn trả): public, and computed as on the receipt."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.deadlines import FactsError, Promise
from dossiers.errors import Faults, WrongMoment
from dossiers.explaining import as_json, calendar_error_in_words, moment_in_words
from dossiers.promising import promise_for
from procedures import channels
from procedures.codes import is_code
from procedures.counters import counters_for
from procedures.errors import LimitNotSet
from procedures.models import ProcedureVersion
from staff.models import Unit
from staff.working_time import CalendarError, CalendarNotEstablished

from .views import WRONG_MOMENT


class MomentField(serializers.DateTimeField):
    """A moment; one at the edge of the calendar that no time zone can hold is a fault, not a failure."""

    def enforce_timezone(self, value: dt.datetime) -> dt.datetime:
        try:
            return super().enforce_timezone(value)
        except OverflowError:
            self.fail("overflow")


class PreviewInput(serializers.Serializer[dict[str, Any]]):
    """A dossier that might be filed."""

    procedure = serializers.CharField(max_length=40, help_text="Code of the procedure, such as 1.001193")
    unit = serializers.CharField(
        max_length=20,
        required=False,
        help_text="Code of the receiving unit; the first that receives it if left out",
    )
    received_at = MomentField(
        required=False, help_text="Moment of reception, Vietnamese time where no offset is given; now if left out"
    )
    channel = serializers.ChoiceField(choices=list(channels.ALL), default=channels.COUNTER)


class TraceDay(serializers.Serializer[dict[str, Any]]):
    """One date between reception and promise."""

    date = serializers.DateField()
    counted = serializers.BooleanField()
    reason = serializers.CharField(help_text="A sentence in the language of the request")
    code = serializers.CharField(help_text="The reason for machines")
    minutes = serializers.IntegerField(required=False, help_text="Office minutes counted, for limits in hours")


class PreviewOutput(serializers.Serializer[dict[str, Any]]):
    """The promise and how it was counted; moments carry +07:00."""

    procedure = serializers.CharField()
    version = serializers.IntegerField()
    unit = serializers.CharField()
    channel = serializers.CharField()
    received_at = serializers.DateTimeField()
    effective_start = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    sentence = serializers.CharField()
    trace = TraceDay(many=True)


class DeadlinePreview(APIView):
    """What would be promised for a dossier."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="deadlines_preview",
        summary="Preview the promised date",
        request=PreviewInput,
        responses={200: PreviewOutput, 409: WRONG_MOMENT},
        tags=["deadlines"],
    )
    def post(self, request: Request) -> Response:
        """Compute the promise; 400 names a fault by field, 409 tells that no limit is established yet."""
        given = PreviewInput(data=request.data)
        given.is_valid(raise_exception=True)
        asked: dict[str, Any] = given.validated_data
        received_at = asked.get("received_at") or timezone.now()
        version = _version(asked["procedure"].strip(), timezone.localdate(received_at))
        unit = _unit(version, asked.get("unit"), timezone.localdate(received_at))
        try:
            promise = promise_for(version=version, unit=unit, received_at=received_at, channel=asked["channel"])
        except LimitNotSet:
            message = _("The time limit of this procedure is not yet established.")
            raise WrongMoment(message, allowed=[]) from None
        except CalendarError as error:
            field = "received_at" if isinstance(error, CalendarNotEstablished) else "unit"
            raise Faults({field: [calendar_error_in_words(error)]}) from None
        except FactsError as error:
            raise Faults({"received_at": [error.problem]}) from None
        return Response(
            {
                "procedure": version.procedure.code,
                "version": version.number,
                "unit": unit.code,
                "channel": asked["channel"],
                "received_at": timezone.localtime(received_at).isoformat(timespec="seconds"),
                "sentence": _sentence(promise, unit),
                **as_json(promise),
            }
        )


def _version(code: str, on: Any) -> ProcedureVersion:
    versions = ProcedureVersion.objects.in_force(on).filter(procedure__code=code).select_related("procedure")
    version: ProcedureVersion | None = versions.first() if is_code(code) else None
    if version is None:
        raise Faults({"procedure": [_("No procedure with this code is in force on that day.")]})
    return version


def _unit(version: ProcedureVersion, code: str | None, on: Any) -> Unit:
    receiving = counters_for(version, on)
    chosen = [unit for unit in receiving if code is None or unit.code == code.strip()]
    if not chosen:
        codes = ", ".join(unit.code for unit in receiving) or "–"
        raise Faults(
            {"unit": [_("This unit does not receive the procedure; these do: %(codes)s.") % {"codes": codes}]}
        )
    return chosen[0]


def _sentence(promise: Promise, unit: Unit) -> str:
    assert promise.due_at is not None  # noqa: S101  (nothing is paused before it is received)
    return _("Received by %(unit)s at %(received)s, result promised for %(due)s.") % {
        "unit": unit.name,
        "received": moment_in_words(promise.facts.received_at),
        "due": moment_in_words(promise.due_at),
    }
