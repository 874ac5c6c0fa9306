"""Signing of papers (ký số): the person's own signature on what they decide, the unit's seal on what it hands out."""

from __future__ import annotations

import datetime as dt

from dossiers.models import IssuedDocument, Signature
from staff.models import Certificate, User


def sign_document(document: IssuedDocument, *, by: User, at: dt.datetime) -> Signature | None:
    """Sign an issued paper with the person's own certificate (ký số văn bản); None when they have none.

    Runs inside the caller's transaction. Raises Faults when the certificate has ended or was withdrawn.
    """
    if not Certificate.objects.filter(official__user=by).exists():
        return None
    raise NotImplementedError(f"{document} at {at}")
