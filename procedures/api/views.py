"""The catalogue over HTTP: read by anyone."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from procedures.api.inputs import CatalogueQuery
from procedures.api.outputs import LISTED, ProcedureListed, ProcedureWhole, listed, whole
from procedures.finding import look
from procedures.models import ProcedureVersion
from procedures.querysets import ProcedureVersionQuerySet


class ProcedureList(GenericAPIView[ProcedureVersion]):
    """Procedures in force today, by cursor; the answer names the next and the previous page."""

    permission_classes = (AllowAny,)
    serializer_class = ProcedureListed
    filter_backends = ()
    ordering: tuple[str, ...] = ("name", "id")

    def get_queryset(self) -> ProcedureVersionQuerySet:
        """All versions in force today."""
        versions = ProcedureVersion.objects.in_force(timezone.localdate())
        return cast(ProcedureVersionQuerySet, versions)

    @extend_schema(
        operation_id="procedures_list",
        summary="Search the catalogue",
        parameters=[CatalogueQuery],
        responses=ProcedureListed(many=True),
        tags=["procedures"],
    )
    def get(self, request: Request) -> Response:
        """Search by ``q`` and narrow by field, level, audience and online level."""
        query = CatalogueQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked: dict[str, Any] = dict(query.validated_data)
        words = asked.pop("q")
        versions = self.get_queryset()
        search = look(versions, words)
        found = search.within(versions.narrowed(**asked))
        if search.words:
            self.ordering = ("rank", "name", "id")
            found = found.values(*LISTED, "rank")
        else:
            found = found.values(*LISTED)
        rows = self.paginate_queryset(found) or []
        return self.get_paginated_response([listed(cast(dict[str, Any], row)) for row in rows])


class ProcedureDetail(APIView):
    """One procedure."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="procedures_retrieve",
        summary="One procedure with papers, fees and limit",
        responses=ProcedureWhole,
        tags=["procedures"],
    )
    def get(self, request: Request, code: str) -> Response:
        """The version in force today; 404 where there is none."""
        versions = ProcedureVersion.objects.in_force(timezone.localdate())
        version = versions.filter(procedure__code=code).select_related("procedure__field").first()
        if version is None:
            raise Http404
        return Response(whole(version))
