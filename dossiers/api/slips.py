"""Hand-over slips over HTTP (phiếu bàn giao)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.models import HandoverSlip
from dossiers.permissions import unit_ids_seen_by
from dossiers.services.batch import MOST, Wanted
from dossiers.services.handing_over import hand_over, receive
from dossiers.slips import Kind, slips_of
from staff.access import is_official

from .batch import BatchOutcome, WantedInput
from .drawn import DrawnField
from .outputs import moment
from .views import WRONG_MOMENT


class SlipInput(serializers.Serializer[dict[str, Any]]):
    """Lập phiếu bàn giao: dossiers to the divisions, or results to the counters."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    dossiers = WantedInput(many=True, allow_empty=False, max_length=MOST)
    note = serializers.CharField(default="", allow_blank=True, max_length=500)


class LineInput(serializers.Serializer[dict[str, Any]]):
    """What was found of one line; lines that are not named came as they stand."""

    id = serializers.IntegerField(min_value=1, max_value=2**31)
    is_missing = serializers.BooleanField(default=False)
    remark = serializers.CharField(default="", allow_blank=True, max_length=300)


class SlipReceptionInput(serializers.Serializer[dict[str, Any]]):
    """Xác nhận bàn giao."""

    lines = LineInput(many=True, required=False, max_length=MOST)
    signature = DrawnField()


class SlipLine(serializers.Serializer[dict[str, Any]]):
    """One dossier on a slip."""

    id = serializers.IntegerField()
    dossier = serializers.CharField(help_text="Code of the dossier")
    is_missing = serializers.BooleanField()
    remark = serializers.CharField(allow_blank=True)


class SlipRow(serializers.Serializer[dict[str, Any]]):
    """Phiếu bàn giao."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    number = serializers.CharField()
    from_unit = serializers.CharField(help_text="Code of the unit that gives")
    to_unit = serializers.CharField(help_text="Code of the unit that takes")
    handed_at = serializers.DateTimeField()
    handed_by = serializers.CharField()
    received_at = serializers.DateTimeField(allow_null=True)
    received_by = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class SlipDetail(SlipRow):
    """A slip with its lines."""

    lines = SlipLine(many=True)


class HandedOut(serializers.Serializer[dict[str, Any]]):
    """The slips made, and what became of each dossier in the order asked."""

    slips = SlipDetail(many=True)
    outcomes = BatchOutcome(many=True)


class SlipsView(APIView):
    """Slips of the own units."""

    ordering = ("-id",)
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(operation_id="slips_list", responses={200: SlipRow(many=True)})
    def get(self, request: Request) -> Response:
        """Slips given or taken by the person's units, newest first, by cursor."""
        paging = self.pagination_class()
        page = paging.paginate_queryset(slips_of(_units(request)), request, view=self)
        return paging.get_paginated_response([_row(slip) for slip in page or []])

    @extend_schema(operation_id="slips_create", request=SlipInput, responses={201: HandedOut})
    def post(self, request: Request) -> Response:
        """Hand over by list; 201 even when some dossiers stay behind: read the outcomes."""
        _units(request)
        given = SlipInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        handed = hand_over(
            kind=data["kind"],
            wanted=[Wanted(each["code"], each.get("lock_version")) for each in data["dossiers"]],
            note=data["note"],
            by=request.user,
            at=timezone.now(),
        )
        outcomes = [
            {
                "code": each.dossier.shown_code if each.dossier is not None else each.name,
                "is_done": each.is_done,
                "detail": each.why,
                "lock_version": each.dossier.lock_version if each.dossier is not None else None,
            }
            for each in handed.outcomes
        ]
        return Response({"slips": [_detail(slip) for slip in handed.slips], "outcomes": outcomes}, status=201)


class SlipView(APIView):
    """One slip."""

    @extend_schema(operation_id="slips_retrieve", responses={200: SlipDetail})
    def get(self, request: Request, pk: int) -> Response:
        """The slip with its lines."""
        return Response(_detail(_slip(request, pk)))


class SlipReceptionView(APIView):
    """The other side confirms."""

    @extend_schema(
        operation_id="slips_receive", request=SlipReceptionInput, responses={200: SlipDetail, 409: WRONG_MOMENT}
    )
    def post(self, request: Request, pk: int) -> Response:
        """Confirm what came, once, with the lines that were not found."""
        slip = _slip(request, pk)
        given = SlipReceptionInput(data=request.data)
        given.is_valid(raise_exception=True)
        lines = given.validated_data.get("lines", [])
        receive(
            slip=slip,
            missing=[line["id"] for line in lines if line["is_missing"]],
            remarks={line["id"]: line["remark"] for line in lines},
            drawn=given.validated_data.get("signature", b""),
            by=request.user,
            at=timezone.now(),
        )
        return Response(_detail(_slip(request, pk)))


def _units(request: Request) -> list[int]:
    if not is_official(request.user):
        raise NotPermitted
    return unit_ids_seen_by(request.user)


def _slip(request: Request, pk: int) -> HandoverSlip:
    found = slips_of(_units(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _row(slip: HandoverSlip) -> dict[str, Any]:
    return {
        "id": slip.pk,
        "kind": slip.kind,
        "number": str(slip),
        "from_unit": slip.from_unit.code,
        "to_unit": slip.to_unit.code,
        "handed_at": moment(slip.handed_at),
        "handed_by": str(slip.handed_by.user),
        "received_at": moment(slip.received_at),
        "received_by": str(slip.received_by.user) if slip.received_by is not None else "",
        "note": slip.note,
    }


def _detail(slip: HandoverSlip) -> dict[str, Any]:
    lines = [
        {
            "id": line.pk,
            "dossier": line.dossier.shown_code,
            "is_missing": line.is_missing,
            "remark": line.remark,
        }
        for line in slip.lines.select_related("dossier")
    ]
    return {**_row(slip), "lines": lines}
