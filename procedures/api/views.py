"""The catalogue over HTTP: read by anyone."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from procedures.api.inputs import CatalogueQuery
from procedures.api.open_data import NOT_MODIFIED, TOO_OFTEN, OpenData
from procedures.api.outputs import LISTED, ProcedureListed, ProcedureWhole, listed, whole
from procedures.models import ProcedureVersion
from procedures.querysets import ProcedureVersionQuerySet
from procedures.search.finding import AS_TYPED, BY_SOUND, NEAREST, SOME_WORDS, look

SEARCH_HOW = OpenApiParameter(
    "Search-How",
    str,
    OpenApiParameter.HEADER,
    response=True,
    enum=[AS_TYPED, BY_SOUND, NEAREST, SOME_WORDS],
    description="How a search was answered: as typed, by sound, with the nearest words, with some of the words.",
)


@method_decorator(conditional_page, name="dispatch")
class ProcedureList(OpenData, GenericAPIView[ProcedureVersion]):
    """Procedures in force today, by cursor; the answer names the next and the previous page."""

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
        parameters=[CatalogueQuery, SEARCH_HOW],
        responses={200: ProcedureListed(many=True), 304: NOT_MODIFIED, 429: TOO_OFTEN},
        tags=["procedures"],
    )
    def get(self, request: Request) -> Response:
        """Search by ``q`` and narrow by field, life event, unit, level, audience, online level and same day."""
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
        response = self.get_paginated_response([listed(cast(dict[str, Any], row)) for row in rows])
        if search.words:
            response["Search-How"] = search.how
        return response


@method_decorator(conditional_page, name="dispatch")
class ProcedureDetail(OpenData, APIView):
    """One procedure."""

    @extend_schema(
        operation_id="procedures_retrieve",
        summary="One procedure with everything published about it",
        responses={200: ProcedureWhole, 304: NOT_MODIFIED, 429: TOO_OFTEN},
        tags=["procedures"],
    )
    def get(self, request: Request, code: str) -> Response:
        """The version in force today; 404 where there is none."""
        versions = ProcedureVersion.objects.in_force(timezone.localdate())
        version = versions.filter(procedure__code=code).select_related("procedure__field").first()
        if version is None:
            raise Http404
        return Response(whole(version))
