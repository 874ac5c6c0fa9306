"""Files of a dossier (tệp đính kèm): accepted by what they are, not by what they are called."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from dossiers import file_types
from dossiers.errors import Faults, NotPermitted
from dossiers.models import Attachment, Dossier, Opinion
from dossiers.permissions import role_for
from dossiers.rules import FaultList
from dossiers.workflow import FINAL_STATES, State
from procedures.models import RequiredDocument
from staff.models import User
from staff.roles import Role
from staff.stored_files import all_or_nothing, remember

from ._step import lock

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 60

# When the citizen may still add files: before submission and while a supplement is awaited.
_CITIZEN_STATES = frozenset({State.DRAFT, State.SUPPLEMENT})


def attach(
    *,
    dossier: Dossier,
    upload: UploadedFile[Any],
    document: RequiredDocument | None,
    by: User,
    at: dt.datetime,
    field: str = "file",
    kind: str = Attachment.Kind.PAPER,
) -> Attachment:
    """Keep one file of a paper; a file for the same paper sent in draft replaces the earlier one.

    A citizen's file is a paper, or a supplement while one is awaited, whatever `kind` says; only the specialist
    attaches a result. Raises Faults under `field`, naming the file, when it is empty, larger than 20 MB or not a
    PDF, JPEG, PNG, HEIC or DOCX by its content; NotPermitted when this person may not add files now.
    """
    with all_or_nothing():
        return _attach(lock(dossier), upload, document=document, by=by, at=at, field=field, kind=kind)


def _attach(
    dossier: Dossier,
    upload: UploadedFile[Any],
    *,
    document: RequiredDocument | None,
    by: User,
    at: dt.datetime,
    field: str,
    kind: str,
) -> Attachment:
    state = State(dossier.state)
    is_citizen = role_for(by, dossier, Role.CITIZEN) and state in _CITIZEN_STATES
    is_office = state not in FINAL_STATES and any(
        role_for(by, dossier, role) for role in (Role.CLERK, Role.SPECIALIST)
    )
    if not (is_citizen or is_office):
        raise NotPermitted(_("No files can be added to this dossier now."))
    if kind == Attachment.Kind.RESULT and is_office and not role_for(by, dossier, Role.SPECIALIST):
        raise NotPermitted(_("Only the specialist attaches a result."))
    if not is_office or kind != Attachment.Kind.RESULT:
        kind = Attachment.Kind.SUPPLEMENT if state is State.SUPPLEMENT else Attachment.Kind.PAPER
    content_type = file_faults(upload, field=field)
    if document is not None and document.version_id != dossier.version_id:
        raise Faults({field: [_("This paper is not in the list of the dossier's procedure.")]})
    _room_faults(dossier, field=field)
    if state is State.DRAFT and document is not None:
        dossier.attachments.current().filter(required_document=document).update(superseded_at=at)
    kept = Attachment(dossier=dossier, required_document=document, kind=kind)
    return _keep(kept, upload, content_type, by=by, at=at)


def attach_to_answer(*, opinion: Opinion, upload: UploadedFile[Any], by: User, at: dt.datetime) -> Attachment:
    """Keep one file with the answer of another unit (tệp kèm ý kiến), in the act of answering only.

    The applicant never sees it. Raises Faults under `files`, NotPermitted.
    """
    with all_or_nothing():
        dossier = lock(opinion.dossier)
        if (opinion.answered_by_id, opinion.answered_at) != (by.pk, at):
            raise NotPermitted(_("Files go with an answer at the moment it is given."))
        content_type = file_faults(upload, field="files")
        _room_faults(dossier, field="files")
        kept = Attachment(dossier=dossier, opinion=opinion, kind=Attachment.Kind.OPINION)
        return _keep(kept, upload, content_type, by=by, at=at)


def _room_faults(dossier: Dossier, *, field: str) -> None:
    if dossier.attachments.count() >= MAX_FILES:
        raise Faults({field: [_("A dossier holds at most %(count)d files.") % {"count": MAX_FILES}]})


def _keep(
    attachment: Attachment, upload: UploadedFile[Any], content_type: str, *, by: User, at: dt.datetime
) -> Attachment:
    upload.seek(0)
    attachment.name = file_types.tidy_name(upload.name or "")
    attachment.content_type = content_type
    attachment.size = upload.size or 0
    attachment.sha256 = hashlib.file_digest(upload, "sha256").hexdigest()
    attachment.uploaded_at, attachment.uploaded_by = at, by
    upload.seek(0)
    attachment.file.save(attachment.name, upload, save=False)
    remember(attachment.file)
    attachment.save()
    return attachment


def all_faults(uploads: Iterable[UploadedFile[Any]], *, field: str = "files") -> None:
    """Look at every file before any is stored. Raises Faults under `field` with each file's fault."""
    faults = FaultList()
    for upload in uploads:
        try:
            file_faults(upload, field=field)
        except Faults as found:
            for text in found.errors[field]:
                faults.add(field, text)
    faults.raise_if_any()


def file_faults(upload: UploadedFile[Any], *, field: str = "file") -> str:
    """The content type of an acceptable file. Raises Faults naming the file and the way out."""
    faults = FaultList()
    name = file_types.tidy_name(upload.name or "")
    content_type = ""
    if not upload.size:
        faults.add(field, _("“%(name)s” is empty. Choose the file again.") % {"name": name})
    elif upload.size > MAX_BYTES:
        faults.add(
            field,
            _("“%(name)s” has %(size)d MB; a file may have at most 20 MB. Scan it with a lower resolution.")
            % {"name": name, "size": -(-upload.size // (1024 * 1024))},
        )
    else:
        content_type = file_types.recognise(upload)
        if not content_type:
            faults.add(
                field,
                _("“%(name)s” is not a PDF, JPEG, PNG, HEIC or DOCX file by its content.") % {"name": name},
            )
        elif not file_types.name_agrees(name, content_type):
            faults.add(
                field,
                _("“%(name)s” says one type by its name but is %(type)s by its content. Rename or save it again.")
                % {"name": name, "type": file_types.LABELS[content_type]},
            )
    faults.raise_if_any()
    return content_type
