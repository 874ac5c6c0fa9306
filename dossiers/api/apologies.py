"""Apologies of the own units over HTTP; they are sent by the act ``extend`` on the dossier."""

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

from dossiers.apologies import apologies_of
from dossiers.errors import NotPermitted
from dossiers.models import Apology
from staff.access import units_of
from staff.roles import Role

from .outputs import moment


class ApologyRow(serializers.Serializer[dict[str, Any]]):
    """Văn bản xin lỗi: drafted, sent or withdrawn."""

    id = serializers.IntegerField()
    dossier = serializers.CharField(help_text="Code of the dossier")
    status = serializers.ChoiceField(choices=Apology.Status.choices)
    cause = serializers.CharField()
    due_at = serializers.DateTimeField(help_text="The promise that breaks")
    extra_days = serializers.IntegerField(help_text="Working days more")
    new_due_at = serializers.DateTimeField()
    drafted_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField(help_text="Sent later than one day before the promise")
    withdrawn_at = serializers.DateTimeField(allow_null=True)


_COLUMNS = (
    "id",
    "dossier__code",
    "status",
    "cause",
    "due_at",
    "extra_days",
    "new_due_at",
    "drafted_at",
    "sent_at",
    "is_late",
    "withdrawn_at",
)
_MOMENTS = ("due_at", "new_due_at", "drafted_at", "sent_at", "withdrawn_at")


class ApologiesView(APIView):
    """The head's apologies."""

    ordering = ("-id",)
    pagination_class = api_settings.DEFAULT_PAGINATION_CLASS

    @extend_schema(
        operation_id="apologies_list",
        parameters=[OpenApiParameter("status", str, enum=Apology.Status.values)],
        responses={200: ApologyRow(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Văn bản xin lỗi of the units the person leads, newest first, by cursor."""
        units = [unit.pk for unit in units_of(request.user, Role.LEADER)]
        if not units:
            raise NotPermitted(_("Only a leader sees the apologies of a unit."))
        wanted = request.query_params.get("status", "")
        rows = apologies_of(units)
        if wanted:
            if wanted not in Apology.Status.values:
                raise ValidationError({"status": [_("Choose drafted, sent or withdrawn.")]})
            rows = rows.filter(status=wanted)
        paging = self.pagination_class()
        page = paging.paginate_queryset(rows.values(*_COLUMNS), request, view=self)
        return paging.get_paginated_response([_row(data) for data in page or []])


def _row(data: dict[str, Any]) -> dict[str, Any]:
    row = {**data, **{name: moment(data[name]) for name in _MOMENTS}}
    row["dossier"] = row.pop("dossier__code")
    return row
