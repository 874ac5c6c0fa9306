"""Open data over HTTP: tables page by page as JSON, whole as CSV; the catalogue whole as YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition, conditional_page
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from procedures.api import open_rows as rows
from procedures.exchange import exporting, open_data
from procedures.models import PostedDocument, ProcedureVersion
from staff.context import site_unit
from staff.models import Unit
from staff.rate_limit import too_many

PAGES_A_MINUTE, FILES_A_MINUTE = 300, 30
#: So old may be what a stamp does not see (a closed procedure, everyday words, a field's name).
_MINUTES_KEPT = 10
TOO_OFTEN = OpenApiResponse(description="Asked too often")
NOT_MODIFIED = OpenApiResponse(description="Not changed since the entity tag or day that was sent")
_BOM = OpenApiParameter(
    "bom",
    OpenApiTypes.BOOL,
    description="For a Vietnamese spreadsheet: byte order mark, semicolons, codes and telephones kept as text",
)


class _PageBudget(BaseThrottle):
    """Whoever reads page after page leaves room for others."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        # An office types into its picker from many computers behind one address.
        return request.user.is_authenticated or not too_many(request, "open_data", per_minute=PAGES_A_MINUTE)

    def wait(self) -> float:
        return 60


class _FileBudget(_PageBudget):
    """Whole files cost more than pages."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        return not too_many(request, "open_data_files", per_minute=FILES_A_MINUTE)


class OpenData:
    """What all open data have in common: no sign-in, any web page may read them, their licence is named."""

    permission_classes = (AllowAny,)
    throttle_classes: tuple[type[BaseThrottle], ...] = (_PageBudget,)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Open to the scripts of other sites; kept copies are asked about before they are used."""
        answer = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Link"] = '</du-lieu-mo/#giay-phep>; rel="license"'
        answer.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(answer, ["Accept-Language"])
        return answer


def stamp(request: Any, *_args: Any, **_kwargs: Any) -> str:
    """The entity tag of a whole file: it changes with each publication, each day, and every ten minutes."""
    versions = ProcedureVersion.objects.aggregate(Max("id"), Count("id"), Count("valid_to"))
    units = Unit.objects.aggregate(Max("id"), Count("id"))
    posted = PostedDocument.objects.aggregate(Max("id"), Count("id"), Count("valid_to"))
    now = timezone.localtime()
    kept = f"{now:%Y%m%d%H}{now.minute // _MINUTES_KEPT}"
    parts = (request.get_full_path(), kept, *versions.values(), *units.values(), *posted.values())
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@method_decorator(conditional_page, name="dispatch")
class _TablePages(OpenData, GenericAPIView[Any]):
    """A table page by page."""

    table: open_data.Table
    authentication_classes = ()
    filter_backends = ()

    @property
    def ordering(self) -> tuple[str, ...]:
        return self.table.ordering

    def get(self, request: Request) -> Response:
        """One page of rows, as they hold today."""
        found = self.paginate_queryset(self.table.values(timezone.localdate())) or []
        return self.get_paginated_response([self.table.row(values) for values in found])


def pages(of: open_data.Table, shape: type[serializers.Serializer[Any]], summary: str) -> type[_TablePages]:
    name = of.name.replace("-", "_")

    class Pages(_TablePages):
        table = of
        serializer_class = shape

    described = extend_schema(
        operation_id=f"{name}_list",
        summary=summary,
        responses={200: shape(many=True), 304: NOT_MODIFIED, 429: TOO_OFTEN},
        tags=["open data"],
        auth=[],
    )
    return extend_schema_view(get=described)(Pages)


PaperPages = pages(open_data.PAPERS, rows.PaperRow, "Papers of all procedures in force")
FeePages = pages(open_data.FEES, rows.FeeRow, "Fees and charges of all procedures in force")
UnitPages = pages(open_data.UNITS, rows.UnitRow, "Units of the office")
FieldPages = pages(open_data.FIELDS, rows.FieldRow, "Fields")
PostedDocumentPages = pages(open_data.POSTED_DOCUMENTS, rows.PostedDocumentRow, "Posted rules in force")


@method_decorator(condition(etag_func=stamp), name="get")
class _TableFile(OpenData, APIView):
    """A table as one CSV file."""

    table: open_data.Table
    authentication_classes = ()
    throttle_classes = (_FileBudget,)

    def get(self, request: Request) -> HttpResponseBase:
        """The whole table, as it holds today."""
        today = timezone.localdate()
        for_spreadsheet = request.query_params.get("bom", "").lower() in ("1", "true")
        lines = open_data.csv_of(self.table, today, for_spreadsheet=for_spreadsheet)
        return _file(lines, "text/csv; charset=utf-8", f"{self.table.name}-{today:%Y-%m-%d}.csv")


def csv_file(of: open_data.Table) -> type[_TableFile]:
    class File(_TableFile):
        table = of

    described = extend_schema(
        operation_id=f"{of.name.replace('-', '_')}_csv",
        summary=f"All of {of.name.replace('-', ' ')} as CSV",
        parameters=[_BOM],
        responses={(200, "text/csv"): OpenApiTypes.STR, 304: NOT_MODIFIED, 429: TOO_OFTEN},
        tags=["open data"],
        auth=[],
    )
    return extend_schema_view(get=described)(File)


CSV_FILES = {name: csv_file(table) for name, table in open_data.TABLES.items()}


@extend_schema_view(
    get=extend_schema(
        operation_id="procedures_yaml",
        summary="The whole catalogue with papers, fees, forms and steps",
        responses={(200, "application/yaml"): OpenApiTypes.OBJECT, 304: NOT_MODIFIED, 429: TOO_OFTEN},
        tags=["open data"],
        auth=[],
    )
)
@method_decorator(condition(etag_func=stamp), name="get")
class CatalogueFile(OpenData, APIView):
    """The catalogue as one file, in the format the import reads."""

    authentication_classes = ()
    throttle_classes = (_FileBudget,)

    def get(self, request: Request) -> HttpResponseBase:
        """All procedures in force today."""
        today = timezone.localdate()
        unit = site_unit()
        versions = ProcedureVersion.objects.in_force(today).order_by("procedure__code")
        entries = exporting.entries_of(versions, without=exporting.INTERNAL)
        text = exporting.yaml_of(entries, on=today, unit=unit.name if unit is not None else "")
        return _file(text, "application/yaml; charset=utf-8", f"procedures-{today:%Y-%m-%d}.yaml")


def _file(parts: Iterator[str], content_type: str, name: str) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=content_type, headers=headers)
