"""Papers beside the acts: a correction with a number of its own, the control sheet as it stands."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from dossiers import documents, rules
from dossiers.document_content import AGENCY_FORMS
from dossiers.errors import Faults, NotPermitted
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import role_for
from dossiers.rules import FaultList
from staff.models import User
from staff.roles import Role
from staff.stored_files import all_or_nothing

from ._step import lock
from .signing import sign_document


def may_correct(user: User, document: IssuedDocument, dossier: Dossier) -> bool:
    """Whether this person may replace the paper: who decides for the agency's papers, the counter for its own."""
    form = IssuedDocument.Form(document.form)
    if form is IssuedDocument.Form.CONTROL_SHEET:
        return False  # it is printed anew as it stands
    return role_for(user, dossier, Role.LEADER if form in AGENCY_FORMS else Role.CLERK)


@all_or_nothing()
def correct(*, document: IssuedDocument, reason: str, by: User, at: dt.datetime, text: str = "") -> IssuedDocument:
    """Replace a paper by a corrected one (đính chính): a new number, which says what it replaces and why.

    Name and address are taken from the dossier as it is now; `text` replaces what was typed into the paper. The
    person's own signature is put on the agency's papers. Raises Faults, also when it was replaced already;
    NotPermitted.
    """
    dossier = lock(document.dossier)
    if not may_correct(by, document, dossier):
        raise NotPermitted(_("Your role does not permit correcting this paper."))
    faults = FaultList()
    rules.reason_faults(reason, faults, most=500)
    newer = IssuedDocument.objects.filter(replaces=document).first()
    if newer is not None:
        faults.add("", _("This paper was already replaced by no. %(number)s.") % {"number": newer.number})
    faults.raise_if_any()
    document.dossier = dossier
    corrected = documents.correct(document, reason=reason.strip(), text=text.strip(), by=by, at=at)
    if IssuedDocument.Form(document.form) in AGENCY_FORMS:
        sign_document(corrected, by=by, at=at)
    return corrected


@all_or_nothing()
def control_sheet(*, dossier: Dossier, by: User, at: dt.datetime) -> IssuedDocument:
    """The control sheet as the legs stand (phiếu kiểm soát): the last one when nothing has happened since.

    Raises Faults before reception, NotPermitted.
    """
    dossier = lock(dossier)
    if not any(role_for(by, dossier, role) for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)):
        raise NotPermitted
    if dossier.received_at is None:
        raise Faults({"": [_("The dossier was not received yet; it has no control sheet.")]})
    return documents.control_sheet(dossier, by=by, at=at)
