"""A photo that people uploaded, sent as a picture and as nothing else."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse

from . import photos


def picture_answer(photo: FieldFile, *, cache: str) -> HttpResponse:
    """The picture with `cache` as its Cache-Control; 404 where the file is gone from the disk."""
    try:
        with photo.open() as file:
            picture = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(
        picture,
        content_type=photos.content_type_of(picture),
        headers={
            "Cache-Control": cache,
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
