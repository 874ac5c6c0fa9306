"""Middleware of our own: request id, extra headers, the chosen language, polite answers to domain errors."""

import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from config.log_lines import current_request_id
from dossiers.errors import NotPermitted, WrongMoment
from dossiers.labels import ACTION_LABELS
from dossiers.workflow import Action

Handler = Callable[[HttpRequest], HttpResponse]

_ACCEPTED_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Names each request, so that an officer's report and the log line can be matched."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _ACCEPTED_ID.fullmatch(given) else uuid.uuid4().hex[:12]
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class SecurityHeadersMiddleware:
    """Headers Django does not set itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(
            "Permissions-Policy",
            "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=()",
        )
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            # A shared counter machine must not show the last person's pages from its cache.
            response.setdefault("Cache-Control", "no-store, private")
        return response


class ChosenLanguageMiddleware:
    """Vietnamese unless the reader switched. The browser's own preference is ignored on purpose:
    most office machines run an English system for Vietnamese readers."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


class NoNulMiddleware:
    """Answers 400 to an address with a NUL byte, which no form sends and no text column can be asked for.

    The API names the parameter at fault itself; nothing of it stands at such a path.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        is_api = request.path_info.startswith("/api/")
        if is_api and "\0" in request.path_info:
            raise Http404
        if not is_api and ("\0" in request.path_info or "\0" in query or "%00" in query):
            raise BadRequest("NUL byte in the address")
        return self.get_response(request)


class DomainErrorsMiddleware:
    """Answers a domain error that reached a page: wrong moment 409, not permitted 403."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, WrongMoment):
            allowed = [ACTION_LABELS[Action(name)] for name in exception.allowed]
            context = {"message": exception.message, "allowed": allowed}
            return render(request, "409.html", context, status=409)
        if isinstance(exception, NotPermitted):
            return render(request, "403.html", {"message": str(exception)}, status=403)
        return None
