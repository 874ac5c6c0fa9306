"""Until it is received a dossier follows its procedure: what is in force decides, not what it was begun with."""

from __future__ import annotations

import datetime as dt

from dossiers.models import Dossier
from procedures.models import ProcedureVersion, RequiredDocument


def follow_procedure(dossier: Dossier, *, on: dt.date) -> list[RequiredDocument] | None:
    """Point a locked dossier at the version of its procedure in force on `on` (phiên bản có hiệu lực).

    Files and papers go along to the paper of the same name; one whose paper is no longer asked for stays as a
    further paper. Returns the papers that are new, or None when nothing changed or no version is in force.
    """
    before = dossier.version
    if before.is_in_force(on):
        return None
    version = (
        ProcedureVersion.objects.in_force(on)
        .filter(procedure=before.procedure_id)
        .select_related("procedure")
        .order_by("-number")
        .first()
    )
    if version is None or version.pk == before.pk:
        return None
    documents = list(version.documents.all())
    by_name = {_name(document): document for document in documents}
    known = {document.pk: by_name.get(_name(document)) for document in before.documents.all()}
    for old, document in known.items():
        dossier.attachments.filter(required_document=old).update(required_document=document)
        dossier.papers.filter(required_document=old).update(required_document=document)
    dossier.version = version
    dossier.save(update_fields=["version"])
    kept = {document.pk for document in known.values() if document is not None}
    return [document for document in documents if document.pk not in kept]


def _name(document: RequiredDocument) -> str:
    return " ".join(document.name.split()).casefold()
