"""Blank forms to download (biểu mẫu, tờ khai): what a version offers, and nothing else of the store of files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from procedures.models import BlankForm, FormFile
from staff.access import is_official

_SECONDS_KEPT = 24 * 3600


def _etag(request: HttpRequest, digest: str) -> str | None:
    return quote_etag(digest) if _is_posted(digest) else None


@require_safe
@condition(etag_func=_etag)
def form_file(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Tải biểu mẫu: the file under its own name; officials also get what only a draft offers yet."""
    is_posted = _is_posted(digest)
    if not is_posted and not is_official(request.user):
        raise Http404
    found = get_object_or_404(FormFile, digest=digest)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
            "Cache-Control": f"public, max-age={_SECONDS_KEPT}" if is_posted else "private, no-store",
        },
    )


def _is_posted(digest: str) -> bool:
    return BlankForm.objects.filter(file__digest=digest).exists()
