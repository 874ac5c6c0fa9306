"""Keeping the files of blank forms (tệp biểu mẫu): each content once, however many versions offer it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import IntegrityError
from django.utils.translation import gettext as _

from procedures.blank_forms import form_types
from procedures.errors import FormFileRefused
from procedures.models import FormFile
from staff.audit import record
from staff.models import User
from staff.stored_files import all_or_nothing, remember

MOST_BYTES = 10 * 1024 * 1024


def keep_form_file(*, name: str, given: bytes | File[Any], by: User | None, at: datetime) -> FormFile:
    """Keep the file of a blank form and return its row; a content kept before is not kept again.

    `name` is what people download it as; `by` is None for forms the portal makes itself. Raises
    ``FormFileRefused``, whose words a manager understands, for a file that is empty, larger than 10 MB, or no
    PDF, DOCX, ODT or XLSX.
    """
    content = _content_of(given)
    kind = _kind_of(content, name)
    digest = hashlib.sha256(content).hexdigest()
    known = FormFile.objects.filter(digest=digest).first()
    if known is not None:
        return known
    row = FormFile(
        digest=digest,
        name=form_types.tidy_name(name, kind),
        content_type=kind,
        size=len(content),
        uploaded_by=by,
        uploaded_at=at,
    )
    try:
        with all_or_nothing():
            row.file.save(row.name, ContentFile(content), save=False)
            remember(row.file)
            row.save()
            record("form_file.kept", actor=by, target=digest, name=row.name, size=row.size)
    except IntegrityError:  # somebody kept the same content in this moment
        return FormFile.objects.get(digest=digest)
    return row


def _content_of(given: bytes | File[Any]) -> bytes:
    size = len(given) if isinstance(given, bytes) else given.size
    if size > MOST_BYTES:
        limit = MOST_BYTES // (1024 * 1024)
        raise FormFileRefused(_("The file is larger than %(limit)d MB.") % {"limit": limit})
    if isinstance(given, bytes):
        content = given
    else:
        given.seek(0)
        content = given.read()
    if not content:
        raise FormFileRefused(_("The file is empty."))
    return content


def _kind_of(content: bytes, name: str) -> str:
    kind = form_types.kind_of(content)
    if not kind:
        if form_types.is_old_office_file(content):
            raise FormFileRefused(
                _("This is a file of an old Word or Excel. Open it and save it as .docx, .xlsx or PDF.")
            )
        raise FormFileRefused(_("Only PDF, DOCX, ODT and XLSX files without macros are taken."))
    if form_types.suffix_disagrees(name, kind):
        words = _("The name ends in %(end)s, but the content is %(kind)s. Rename the file or choose another.")
        raise FormFileRefused(words % {"end": name[name.rfind(".") :], "kind": form_types.LABELS[kind]})
    return kind
