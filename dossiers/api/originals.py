"""Originals the office keeps, over HTTP (bản chính đang giữ)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.models import Dossier
from dossiers.originals import lines_of, with_whereabouts
from dossiers.services import custody
from dossiers.services.custody import OriginalLine
from staff import audit
from staff.access import is_official

from .drawn import DrawnField
from .outputs import moment
from .views import WRONG_MOMENT, reachable

ACTS = ("move", "lend", "back")


class KeptOriginalInput(serializers.Serializer[dict[str, Any]]):
    """Bản chính nhận giữ: `document` is the id in the procedure's list, or leave it out and give `name`."""

    document = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**31)
    name = serializers.CharField(default="", allow_blank=True, max_length=1000)
    count = serializers.IntegerField(default=1, min_value=1, max_value=custody.MOST_OF_ONE)
    shelf = serializers.CharField(max_length=40, allow_blank=True)


class KeepInput(serializers.Serializer[dict[str, Any]]):
    """Several originals at once."""

    originals = KeptOriginalInput(many=True, allow_empty=False, max_length=50)


class PlaceInput(serializers.Serializer[dict[str, Any]]):
    """Where it goes: the shelf, or for ``lend`` who takes it; ``back`` may leave it out."""

    place = serializers.CharField(default="", allow_blank=True, max_length=150)


class ReturnInput(serializers.Serializer[dict[str, Any]]):
    """Trả lại bản chính."""

    originals = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31), allow_empty=False, max_length=100
    )
    to = serializers.CharField(max_length=150, allow_blank=True, help_text="Full name of whoever takes them")
    signature = DrawnField()


class OriginalRow(serializers.Serializer[dict[str, Any]]):
    """Bản chính: where it lies, or when it went back."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    count = serializers.IntegerField()
    shelf = serializers.CharField()
    is_lent = serializers.BooleanField(help_text="With the division now")
    place = serializers.CharField(help_text="The shelf, or who has it")
    kept_at = serializers.DateTimeField()
    returned_at = serializers.DateTimeField(allow_null=True)
    returned_to = serializers.CharField(allow_blank=True)


class OriginalsView(APIView):
    """Originals of one dossier."""

    @extend_schema(operation_id="originals_list", responses={200: OriginalRow(many=True)})
    def get(self, request: Request, code: str) -> Response:
        """What is held and what was returned, in the order it was kept; the look is logged."""
        if not is_official(request.user):
            raise NotPermitted
        dossier = reachable(request, code)
        audit.record("dossier.viewed", actor=request.user, target=dossier.reference, request=request)
        return Response(_rows(dossier))

    @extend_schema(
        operation_id="originals_keep",
        request=KeepInput,
        responses={201: OriginalRow(many=True), 409: WRONG_MOMENT},
    )
    def post(self, request: Request, code: str) -> Response:
        """Take originals into keeping."""
        dossier = reachable(request, code)
        given = KeepInput(data=request.data)
        given.is_valid(raise_exception=True)
        lines = [
            OriginalLine(shelf=row["shelf"], name=row["name"], count=row["count"], document_id=row.get("document"))
            for row in given.validated_data["originals"]
        ]
        custody.keep(dossier=dossier, originals=lines, by=request.user, at=timezone.now())
        return Response(_rows(dossier), status=201)


class OriginalActView(APIView):
    """Where one original goes."""

    @extend_schema(
        operation_id="originals_act",
        request=PlaceInput,
        parameters=[OpenApiParameter("act", str, OpenApiParameter.PATH, enum=ACTS)],
        responses={200: OriginalRow(many=True), 409: WRONG_MOMENT},
    )
    def post(self, request: Request, code: str, pk: int, act: str) -> Response:
        """Move to another shelf, give to the division, take back from it."""
        dossier = reachable(request, code)
        original = dossier.originals.filter(pk=pk).first()
        if original is None or act not in ACTS:
            raise Http404
        given = PlaceInput(data=request.data)
        given.is_valid(raise_exception=True)
        place, now = given.validated_data["place"], timezone.now()
        if act == "move":
            custody.move(original=original, shelf=place, by=request.user, at=now)
        elif act == "lend":
            custody.lend(original=original, to=place, by=request.user, at=now)
        else:
            custody.take_back(original=original, shelf=place, by=request.user, at=now)
        return Response(_rows(dossier))


class OriginalsReturnView(APIView):
    """Originals go back to the citizen."""

    @extend_schema(operation_id="originals_return", request=ReturnInput, responses={200: OriginalRow(many=True)})
    def post(self, request: Request, code: str) -> Response:
        """Return originals apart from the result, against a signature on the screen or on paper."""
        dossier = reachable(request, code)
        given = ReturnInput(data=request.data)
        given.is_valid(raise_exception=True)
        custody.give_back(
            dossier=dossier,
            originals=given.validated_data["originals"],
            to=given.validated_data["to"],
            drawn=given.validated_data.get("signature", b""),
            by=request.user,
            at=timezone.now(),
        )
        return Response(_rows(dossier))


def _rows(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "id": line.original.pk,
            "name": line.original.name,
            "count": line.original.count,
            "shelf": line.original.shelf,
            "is_lent": line.is_lent,
            "place": line.place,
            "kept_at": moment(line.original.kept_at),
            "returned_at": moment(line.original.returned_at),
            "returned_to": line.original.returned_to,
        }
        for line in lines_of(with_whereabouts(dossier.originals.all()))
    ]
