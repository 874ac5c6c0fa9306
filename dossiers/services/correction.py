"""Correcting a mis-keyed reception (đính chính tiếp nhận): code and old values are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from dossiers import documents, notifications, rules
from dossiers.models import Dossier, DossierPaper, IssuedDocument, Principal
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from dossiers.workflow import Action
from procedures.models import RequiredDocument
from staff.models import User
from staff.stored_files import all_or_nothing

from ._step import check, lock, recorded_step
from .filing import applicant_of
from .writing import search_text_of, write_papers

#: Columns of a dossier that may be put right, as the applicant's data name them.
APPLICANT_COLUMNS = {
    "applicant_kind": "kind",
    "applicant_name": "name",
    "identity_number": "identity_number",
    "phone": "phone",
    "email": "email",
    "address": "address",
    "tell_by": "tell_by",
    "language": "language",
}
REQUEST_COLUMNS = ("request", "delivery", "sets", "note")
#: Printed on the new receipt beside the number it replaces.
MOST_OF_A_CORRECTION = 500
_MOST_SETS = 99
# Where these were wrong, what was sent went astray.
_WAYS_TO_REACH = frozenset({"phone", "email", "tell_by"})


@dataclass(frozen=True)
class Correction:
    """What is put right: columns by name, and where they are given the authorising person and the papers.

    `principal` counts only with `tells_principal`: None then says that nobody authorised anybody.
    """

    columns: Mapping[str, Any] = field(default_factory=dict)
    tells_principal: bool = False
    principal: Authorising | None = None
    papers: Sequence[HandedIn] | None = None


NOTHING = Correction()


@all_or_nothing()
def correct_reception(
    *, dossier: Dossier, correction: Correction, reason: str, by: User, at: dt.datetime
) -> Dossier:
    """Put right what was typed wrongly at reception (đính chính); a new receipt replaces the old one.

    The procedure is not among it: another procedure has other papers and another promise. Raises Faults, also when
    nothing differs; WrongMoment, NotPermitted.
    """
    dossier = lock(dossier)
    check(dossier, Action.CORRECT, by)
    faults = FaultList()
    rules.reason_faults(reason, faults, most=MOST_OF_A_CORRECTION)
    wanted = _wanted(dossier, correction, faults)
    principal = _principal_wanted(dossier, correction, faults)
    lines = _PaperLines(dossier, correction.papers, faults)
    changes: dict[str, Any] = {
        name: [getattr(dossier, name), value] for name, value in wanted.items() if getattr(dossier, name) != value
    }
    before = _principal_of(dossier)
    if principal != before:
        changes["principal"] = [_shown(before), _shown(principal)]
    if lines.changes:
        changes["papers"] = lines.changes
    if not changes and not faults.errors:
        faults.add("", _("Nothing differs from what was received; there is nothing to correct."))
    faults.raise_if_any()

    for name, value in wanted.items():
        setattr(dossier, name, value)
    columns = {**wanted, "search_text": search_text_of(dossier)}
    recorded_step(
        dossier, Action.CORRECT, by=by, at=at, reason=reason.strip(), detail={"changes": changes}, **columns
    )
    if principal != before:
        _write_principal(dossier, principal)
    lines.write()
    _print_anew(dossier, reason.strip(), by=by, at=at)
    if dossier.received_at is not None and _WAYS_TO_REACH & set(changes):
        # the first message went to the wrong address; the row of that one stays as it was sent
        notifications.tell_applicant(dossier, "received", at=at, number=f"corrected-{dossier.lock_version}")
    return dossier


def _wanted(dossier: Dossier, correction: Correction, faults: FaultList) -> dict[str, Any]:
    """The columns as they shall be."""
    given = correction.columns
    for name in set(given) - set(APPLICANT_COLUMNS) - set(REQUEST_COLUMNS):
        faults.add(name, _("This is not corrected here."))
    typed = {APPLICANT_COLUMNS[name]: value for name, value in given.items() if name in APPLICANT_COLUMNS}
    applicant: Applicant = rules.tidy_applicant(replace(applicant_of(dossier), **typed))
    rules.applicant_faults(applicant, faults)
    wanted: dict[str, Any] = {
        name: getattr(applicant, attribute) for name, attribute in APPLICANT_COLUMNS.items() if name in given
    }
    wanted |= {name: given[name] for name in REQUEST_COLUMNS if name in given}
    for name in ("request", "note"):
        if name in wanted:
            wanted[name] = wanted[name].strip()
    if not wanted.get("request", "-"):
        wanted["request"] = dossier.version.name
    if wanted.get("delivery", Dossier.Delivery.COUNTER) not in Dossier.Delivery.values:
        faults.add("delivery", _("Choose how the result is received."))
    if not 1 <= wanted.get("sets", 1) <= _MOST_SETS:
        faults.add("sets", _("The number of sets is between 1 and %(count)d.") % {"count": _MOST_SETS})
    return wanted


def _principal_of(dossier: Dossier) -> Authorising | None:
    found = Principal.objects.filter(dossier=dossier).first()
    if found is None:
        return None
    return Authorising(**{name: getattr(found, name) for name in Authorising.__dataclass_fields__})


def _principal_wanted(dossier: Dossier, correction: Correction, faults: FaultList) -> Authorising | None:
    if not correction.tells_principal:
        return _principal_of(dossier)
    rules.authorising_faults(correction.principal, faults)
    if correction.principal is None:
        return None
    return Authorising(**{name: text.strip() for name, text in asdict(correction.principal).items()})


def _shown(principal: Authorising | None) -> dict[str, str]:
    return asdict(principal) if principal is not None else {}


def _write_principal(dossier: Dossier, principal: Authorising | None) -> None:
    if principal is None:
        Principal.objects.filter(dossier=dossier).delete()
    else:
        Principal.objects.update_or_create(dossier=dossier, defaults=asdict(principal))


class _PaperLines:
    """The papers noted at reception against those that shall be noted; `changes` tells the difference by name."""

    def __init__(self, dossier: Dossier, papers: Sequence[HandedIn] | None, faults: FaultList) -> None:
        self.dossier = dossier
        self.added: list[HandedIn] = []
        self.kept: list[tuple[DossierPaper, HandedIn]] = []
        self.gone: list[DossierPaper] = []
        self.documents: list[RequiredDocument] = []
        self.changes: list[dict[str, Any]] = []
        if papers is None:
            return
        self.documents = list(dossier.version.documents.all())
        self._look_at(papers, faults)
        self._compare(papers)
        taken = set(dossier.originals.values_list("paper", flat=True)) if self.gone else set()
        for row in self.gone:
            if row.pk in taken:
                faults.add(
                    "papers",
                    _("The original of “%(paper)s” was taken into keeping, so the paper stays in the list.")
                    % {"paper": row.name},
                )

    def _look_at(self, papers: Sequence[HandedIn], faults: FaultList) -> None:
        """A dossier that was received stays complete; one that is to be completed is not complete yet."""
        is_received = self.dossier.received_at is not None
        # what an online applicant only shows is shown when the result is collected
        checked = [each for each in self.documents if self.dossier.is_on_paper or each.is_uploadable]
        later = {each.pk for each in self.documents} - {each.pk for each in checked}
        if is_received:
            rules.paper_faults(checked, [each for each in papers if each.document_id not in later], faults)
        else:
            wanted = {each.document_id for each in papers}
            rules.paper_faults([each for each in checked if each.pk in wanted], papers, faults)

    def _compare(self, papers: Sequence[HandedIn]) -> None:
        rows = {_key(row.required_document_id, row.name): row for row in self.dossier.papers.all()}
        for paper in papers:
            row = rows.pop(_key(paper.document_id, paper.name), None)
            if row is None:
                self.added.append(paper)
                self._note(self._name_of(paper), None, paper)
            elif (row.originals, row.copies, row.fault) != (paper.originals, paper.copies, paper.fault.strip()):
                self.kept.append((row, paper))
                self._note(row.name, row, paper)
        self.gone = list(rows.values())
        for row in self.gone:
            self._note(row.name, row, None)

    def _note(self, name: str, before: DossierPaper | None, after: HandedIn | None) -> None:
        def counts(each: DossierPaper | HandedIn | None) -> list[Any] | None:
            return None if each is None else [each.originals, each.copies, each.fault]

        self.changes.append({"name": name, "before": counts(before), "after": counts(after)})

    def _name_of(self, paper: HandedIn) -> str:
        return next((each.name for each in self.documents if each.pk == paper.document_id), paper.name.strip())

    def write(self) -> None:
        """Rows that stay keep their key: an original on a shelf leads to its paper."""
        for row, paper in self.kept:
            row.originals, row.copies, row.fault = paper.originals, paper.copies, paper.fault.strip()
            row.save(update_fields=["originals", "copies", "fault"])
        for row in self.gone:
            row.delete()
        write_papers(self.dossier, self.documents, self.added)


def _key(document_id: int | None, name: str) -> tuple[int, str]:
    return (document_id, "") if document_id is not None else (0, " ".join(name.split()).casefold())


def _print_anew(dossier: Dossier, reason: str, *, by: User, at: dt.datetime) -> None:
    """The receipt, or before reception the request for a supplement, under a new number with the facts as now."""
    form = IssuedDocument.Form.RECEIPT if dossier.received_at is not None else IssuedDocument.Form.SUPPLEMENT
    paper = documents.latest(dossier, form)
    if paper is not None:
        paper.dossier = dossier
        documents.correct(paper, reason=reason, by=by, at=at)
