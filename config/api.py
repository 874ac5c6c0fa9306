"""The API's shape: how lists are paged and how every error looks (RFC 9457 problem details)."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.exceptions import ErrorDetail
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from dossiers.errors import Faults, NotPermitted, WrongMoment
from staff.text import whole_number

log = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"
VALIDATION = "urn:problem:validation"
WRONG_MOMENT = "urn:problem:wrong-moment"


class CursorPaging(CursorPagination):
    """Pages by cursor in the view's own `ordering`; no counting of rows nobody reads."""

    page_size = 25
    max_page_size = 100
    page_size_query_param = "page_size"

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        ordering = getattr(view, "ordering", None) or ("-pk",)
        return (ordering,) if isinstance(ordering, str) else tuple(ordering)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        """One page; a cursor that was not ours is a fault of the request, not of the server."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (exceptions.NotFound, ValueError, DjangoValidationError):
            if self.cursor_query_param not in request.query_params:
                raise
            message = _("This is not the cursor of a page; start from the first page.")
            raise exceptions.ValidationError({self.cursor_query_param: [message]}) from None

    def get_page_size(self, request: Request) -> int:
        """Rows to a page, as asked within reason. Raises ValidationError."""
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size
        if size := whole_number(asked, most=self.max_page_size):
            return size
        message = _("Ask for 1 to %(most)d rows.") % {"most": self.max_page_size}
        raise exceptions.ValidationError({self.page_size_query_param: [message]})

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """`cursor` and `page_size`, with its bounds."""
        parameters = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {"minimum": 1, "maximum": self.max_page_size}
        return parameters


class OneForm(DefaultContentNegotiation):
    """Each answer has one form, whatever `Accept` says: JSON, or the PDF of an address that ends so."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class TooLarge(exceptions.APIException):
    """The body has more than a form may have."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("The request is too large.")


def problem(
    status: int, detail: str = "", *, instance: str, kind: str = "about:blank", title: str = "", **more: Any
) -> dict[str, Any]:
    """The body of one problem: type, title, status, detail, instance and what the kind adds."""
    return {
        "type": kind,
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
        **more,
    }


def problem_details(error: Exception, context: dict[str, Any]) -> Response:
    """Turn whatever a view raised into a problem; an unforeseen error is logged and told as a plain 500."""
    request: Request = context["request"]
    error = _as_api_error(error)
    headers: dict[str, str] = {}
    if isinstance(error, WrongMoment):
        body = problem(
            409,
            error.message,
            instance=request.path,
            kind=WRONG_MOMENT,
            title=_("Not possible at this moment"),
            allowed_actions=[str(action) for action in error.allowed],
        )
    elif isinstance(error, exceptions.ValidationError):
        body = problem(
            error.status_code,
            _("Some fields need correcting."),
            instance=request.path,
            kind=VALIDATION,
            title=_("Invalid input"),
            errors=list(_field_errors(error.detail)),
        )
    elif isinstance(error, exceptions.APIException):
        if header := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = header
        if wait := getattr(error, "wait", None):
            headers["Retry-After"] = f"{wait:.0f}"
        body = problem(error.status_code, force_str(error.detail), instance=request.path)
    else:
        log.error("Unexpected error at %s %s", request.method, request.path, exc_info=error)
        body = problem(500, _("The server failed. The fault has been logged."), instance=request.path)
    set_rollback()
    return Response(body, status=body["status"], headers=headers, content_type=PROBLEM_TYPE)


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, Faults):
        return exceptions.ValidationError(error.errors)
    if isinstance(error, DjangoValidationError):
        return exceptions.ValidationError(
            error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        )
    if isinstance(error, Http404):
        return exceptions.NotFound(_("Not found."))
    if isinstance(error, NotPermitted):
        return exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, (SuspiciousOperation, BadRequest)):
        return exceptions.ParseError(_("The request cannot be understood."))
    return error


def _field_errors(detail: Any, field: str = "") -> Any:
    """Yield {field, message, code} for each fault; nested fields are joined by dots."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            name = "" if key in ("non_field_errors", "__all__") else str(key)
            yield from _field_errors(value, ".".join(part for part in (field, name) if part))
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for position, value in enumerate(detail):
            nested = isinstance(value, Mapping)
            yield from _field_errors(value, f"{field}.{position}" if nested else field)
    else:
        code = detail.code if isinstance(detail, ErrorDetail) else "invalid"
        yield {"field": field, "message": force_str(detail), "code": code}


def problem_response(request: HttpRequest, status: int, detail: str) -> JsonResponse:
    """A problem for an address that never reached a view."""
    body = problem(status, detail, instance=request.path)
    return JsonResponse(body, status=status, content_type=PROBLEM_TYPE)
