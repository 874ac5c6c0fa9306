"""The result as a file: the specialist's PDF signed, or a result paper made from the proposal and signed."""

from __future__ import annotations

import datetime as dt

from dossiers import documents, file_types
from dossiers.models import Attachment, Dossier, IssuedDocument, Proposal
from staff.models import User

from .signing import sign_document, sign_results


def issue_result(dossier: Dossier, proposal: Proposal, *, by: User, at: dt.datetime) -> None:
    """Make sure a signed result document exists (phát hành kết quả).

    PDF files of the proposal are the result and are signed. Without any, or beside files that cannot carry a
    signature, a numbered result paper says what was decided and names those files. Runs inside the caller's
    transaction. Raises Faults when the person's certificate does not work.
    """
    files = list(dossier.attachments.current().filter(kind=Attachment.Kind.RESULT))
    for each in files:
        each.dossier = dossier
    sign_results(files, by=by, at=at)
    others = [each.name for each in files if each.content_type != file_types.PDF]
    if files and not others:
        return
    paper = documents.issue(
        dossier=dossier,
        form=IssuedDocument.Form.RESULT,
        by=by,
        at=at,
        extra={"proposal": proposal, "enclosed": [each.name for each in files]},
    )
    sign_document(paper, by=by, at=at)
