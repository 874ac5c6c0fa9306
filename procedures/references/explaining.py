"""Keeping texts of law and terms (văn bản pháp luật, thuật ngữ): one verb an act, each in the security trail."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from procedures.errors import AlreadyRegistered
from procedures.models import LegalDocument, Term
from staff.audit import record
from staff.models import User


@dataclass(frozen=True, slots=True)
class TextOfLaw:
    """What the register says of a text."""

    title: str
    valid_from: date | None
    valid_to: date | None
    replaced_by: str
    url: str


def keep_text(*, text: TextOfLaw, document: LegalDocument | None, by: User) -> LegalDocument:
    """Enter a text of law (ghi văn bản), or change one; raise `AlreadyRegistered` where its title stands."""
    row = document if document is not None else LegalDocument()
    for name, value in asdict(text).items():
        setattr(row, name, value)
    row.updated_by = by
    _save(row, _("This text stands in the register already."))
    first, last = str(text.valid_from or ""), str(text.valid_to or "")
    record("legal_document.kept", actor=by, target=row.title[:120], valid_from=first, valid_to=last)
    return row


@transaction.atomic
def remove_text(*, document: LegalDocument, by: User) -> None:
    """Take a text of law out of the register (bỏ khỏi sổ); procedures that cite it keep their words."""
    record("legal_document.removed", actor=by, target=document.title[:120])
    document.delete()


def keep_term(*, name: str, meaning: str, term: Term | None, by: User) -> Term:
    """Explain a term (giải thích thuật ngữ), or explain it anew; raise `AlreadyRegistered` for one that stands."""
    row = term if term is not None else Term()
    row.name, row.meaning = name, meaning
    _save(row, _("This term is explained already."))
    record("term.kept", actor=by, target=row.name)
    return row


@transaction.atomic
def remove_term(*, term: Term, by: User) -> None:
    """Explain a term no longer (bỏ thuật ngữ)."""
    record("term.removed", actor=by, target=term.name)
    term.delete()


def _save(row: LegalDocument | Term, fault: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AlreadyRegistered(fault) from None
