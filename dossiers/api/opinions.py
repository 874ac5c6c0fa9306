"""Questions put to the own units over HTTP; they are answered by the act ``give_opinion`` on the dossier."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from dossiers.errors import NotPermitted
from dossiers.opinions import asked_of, still_wanted, unit_ids_answering

from .outputs import moment

STATUSES = ("open", "answered")


class OpinionRow(serializers.Serializer[dict[str, Any]]):
    """Yêu cầu cho ý kiến: a question put to one unit; nothing about the applicant."""

    id = serializers.IntegerField()
    dossier = serializers.CharField(help_text="Code of the dossier")
    procedure = serializers.CharField(help_text="Name of the procedure")
    asked_by_unit = serializers.CharField(help_text="Code of the unit that asks")
    unit = serializers.CharField(help_text="Code of the unit asked")
    question = serializers.CharField()
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="To be answered by")
    answer = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)


_NAMES = {
    "dossier__code": "dossier",
    "dossier__version__name": "procedure",
    "dossier__handling_unit__code": "asked_by_unit",
    "unit__code": "unit",
}
_COLUMNS = ("id", *_NAMES, "question", "asked_at", "due_at", "answer", "answered_at")
_MOMENTS = ("asked_at", "due_at", "answered_at")


class OpinionsView(APIView):
    """What the own units are asked."""

    ordering = ("-id",)
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(
        operation_id="opinions_list",
        parameters=[OpenApiParameter("status", str, enum=STATUSES)],
        responses={200: OpinionRow(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Xin ý kiến phối hợp put to the person's units, newest first, by cursor; withdrawn ones left out."""
        if not unit_ids_answering(request.user):
            raise NotPermitted(_("Only specialists and leaders are asked for opinions."))
        wanted = request.query_params.get("status", "")
        if wanted and wanted not in STATUSES:
            raise ValidationError({"status": [_("Choose open or answered.")]})
        rows = asked_of(request.user).select_related(None)
        if wanted == "open":
            rows = still_wanted(rows)
        elif wanted == "answered":
            rows = rows.filter(answered_at__isnull=False)
        paging = self.pagination_class()
        page = paging.paginate_queryset(rows.values(*_COLUMNS), request, view=self)
        return paging.get_paginated_response([_row(data) for data in page or []])


def _row(data: dict[str, Any]) -> dict[str, Any]:
    row = {_NAMES.get(name, name): value for name, value in data.items()}
    return {**row, **{name: moment(row[name]) for name in _MOMENTS}}
