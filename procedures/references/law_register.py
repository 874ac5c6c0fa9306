"""The register of texts of law (sổ văn bản pháp luật): what procedures in force cite, and what has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q

from procedures.expiring.periods import Standing, standing
from procedures.models import Fee, LegalDocument, ProcedureVersion
from procedures.references.law import bare
from staff.text import fold


class Concern(StrEnum):
    """What a manager may want to see of the register."""

    ALL = ""
    ENDED = "het-hieu-luc"
    CITED_THOUGH_ENDED = "con-vien-dan"
    COMING = "sap-co-hieu-luc"
    UNREGISTERED = "chua-ghi"


@dataclass(frozen=True, slots=True)
class CitedBy:
    """Where a text is cited: procedures by code, with their names, and those of them whose fees rest on it."""

    procedures: dict[str, str] = field(default_factory=dict)
    fees: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """All of them once."""
        return {**self.procedures, **self.fees}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One text: as it is registered, or only as it is cited."""

    title: str
    document: LegalDocument | None
    standing: Standing
    cited_by: CitedBy

    @property
    def is_concern(self) -> bool:
        """Whether the posting rests on a text that has ended."""
        return self.standing is Standing.ENDED and bool(self.cited_by.names)


def citations(on: date) -> dict[str, CitedBy]:
    """Every text that versions in force on the day `on`, or to come, cite, without its aside; two statements."""
    found: dict[str, CitedBy] = defaultdict(CitedBy)
    living = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    versions = ProcedureVersion.objects.filter(living).order_by("name", "id")
    for code, name, bases in versions.values_list("procedure__code", "name", "legal_bases"):
        for words in bases:
            found[bare(words)].procedures[code] = name
    fees = Fee.objects.filter(Q(version__valid_to__isnull=True) | Q(version__valid_to__gte=on)).exclude(ground="")
    rows = fees.order_by("version__name", "id").values_list("version__procedure__code", "version__name", "ground")
    for code, name, ground in rows:
        found[bare(ground)].fees[code] = name
    return dict(found)


def register(on: date, *, asked: str = "", concern: str = "") -> list[RegisterRow]:
    """The register with what is cited beside it; texts that ended and are still cited come first."""
    cited = citations(on)
    rows = [
        RegisterRow(each.title, each, standing(each, on), cited.pop(bare(each.title), CitedBy()))
        for each in LegalDocument.objects.all()
    ]
    rows += [RegisterRow(title, None, Standing.IN_FORCE, by) for title, by in cited.items()]
    words = fold(asked).split()
    rows = [row for row in _of_concern(rows, concern) if all(word in _text(row) for word in words)]
    return sorted(rows, key=lambda row: (not row.is_concern, row.document is None, fold(row.title)))


def _of_concern(rows: Iterable[RegisterRow], concern: str) -> list[RegisterRow]:
    match concern:
        case Concern.ENDED:
            return [row for row in rows if row.standing is Standing.ENDED]
        case Concern.CITED_THOUGH_ENDED:
            return [row for row in rows if row.is_concern]
        case Concern.COMING:
            return [row for row in rows if row.standing is Standing.COMING]
        case Concern.UNREGISTERED:
            return [row for row in rows if row.document is None]
    return list(rows)


def _text(row: RegisterRow) -> str:
    return fold(f"{row.title} {row.document.replaced_by if row.document is not None else ''}")
