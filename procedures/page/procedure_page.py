"""What the page of a procedure shows (chi tiết thủ tục), of a stored version or one not yet stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify

from procedures import channels, wording
from procedures.expiring.periods import Standing, by_standing
from procedures.importing.facts import EntryFacts
from procedures.importing.storing import content_of
from procedures.models import (
    BlankForm,
    Fee,
    Field,
    FormFile,
    PaperKind,
    Procedure,
    ProcedureQuestion,
    ProcedureVersion,
    RequiredDocument,
    VersionStatus,
)
from procedures.references import law


@dataclass(frozen=True, slots=True)
class Posted:
    """What is published of a procedure: the version and its rows, stored or not."""

    version: ProcedureVersion
    papers: Sequence[RequiredDocument]
    fees: Sequence[Fee]
    forms: Sequence[BlankForm]
    questions: Sequence[ProcedureQuestion] = ()


@dataclass(slots=True)
class PaperRow:
    """A paper and the blank forms that fill it."""

    document: RequiredDocument
    forms: list[BlankForm] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A fee or charge with its amount in words and the registered text that sets it."""

    fee: Fee
    amount: str
    ground: law.Citation | None


def stored(version: ProcedureVersion) -> Posted:
    """The rows of a stored version, one statement a kind."""
    return Posted(
        version,
        list(version.documents.all()),
        list(version.fees.all()),
        list(version.forms.select_related("file")),
        list(version.procedure.questions.all()),
    )


def unsaved(facts: EntryFacts, on: date) -> Posted:
    """The same rows as `facts` would make them on the day `on`; nothing is written."""
    procedure = Procedure.objects.filter(code=facts.code).select_related("field").first()
    if procedure is None:
        procedure = Procedure(code=facts.code)
    procedure.field = Field(name=facts.field_name, slug=slugify(facts.field_name) or "linh-vuc")
    version = ProcedureVersion(
        procedure=procedure, number=0, status=VersionStatus.PUBLISHED, valid_from=on, **content_of(facts)
    )
    files = FormFile.objects.in_bulk([row.file for row in facts.forms], field_name="digest")
    return Posted(
        version,
        [RequiredDocument(position=at, **asdict(row)) for at, row in enumerate(facts.papers, start=1)],
        [Fee(position=at, **asdict(row)) for at, row in enumerate(facts.fees, start=1)],
        [
            BlankForm(position=at, **{**asdict(row), "file": files[row.file]})
            for at, row in enumerate(facts.forms, start=1)
            if row.file in files
        ],
        list(procedure.questions.all()) if procedure.pk else (),
    )


def parts(posted: Posted, on: date) -> dict[str, Any]:
    """The context of `procedures/public/_statutory.html` as of the day `on`."""
    version = posted.version
    forms = by_standing(posted.forms, on)
    grounds = [fee.ground for fee in posted.fees if fee.ground]
    citations = law.cited([*version.legal_bases, *grounds], on)
    by_words = {citation.words: citation for citation in citations}
    fees = {
        each: [FeeRow(fee, wording.amount_in_words(fee), by_words.get(fee.ground)) for fee in rows]
        for each, rows in by_standing(posted.fees, on).items()
    }
    in_force = fees[Standing.IN_FORCE]
    return {
        "version": version,
        "on": on,
        "papers": _papers(posted.papers, forms[Standing.IN_FORCE]),
        "fees": in_force,
        "fees_coming": fees[Standing.COMING],
        "fees_ended": fees[Standing.ENDED],
        "fee_columns": _columns(in_force),
        "forms": forms[Standing.IN_FORCE],
        "forms_coming": forms[Standing.COMING],
        "legal_bases": citations[: len(version.legal_bases)],
        "questions": posted.questions,
        "ways": _ways(version),
        "limit": wording.limit_in_words(version.limit_mode, version.limit_value),
        "limits_by_channel": wording.limits_by_channel(version),
    }


def _papers(documents: Sequence[RequiredDocument], forms: Sequence[BlankForm]) -> dict[str, list[PaperRow]]:
    forms_of: defaultdict[int | None, list[BlankForm]] = defaultdict(list)
    for form in forms:
        forms_of[form.paper].append(form)
    rows = [PaperRow(document, forms_of[document.position]) for document in documents]
    handed_in = [row for row in rows if row.document.kind == PaperKind.SUBMIT]
    return {
        "always": [row for row in handed_in if row.document.mandatory],
        "sometimes": [row for row in handed_in if not row.document.mandatory],
        "shown": [row for row in rows if row.document.kind == PaperKind.PRESENT],
    }


def _columns(rows: Sequence[FeeRow]) -> dict[str, bool]:
    """Which columns of the fee table have anything to say."""
    return {
        "channel": any(row.fee.channel for row in rows),
        "exemption": any(row.fee.exemption for row in rows),
        "period": any(row.fee.valid_from or row.fee.valid_to for row in rows),
        "ground": any(row.fee.ground for row in rows),
        "note": any(row.fee.note for row in rows),
    }


def _ways(version: ProcedureVersion) -> list[tuple[str, str]]:
    """How to file by channel, in the order of the law; only those the publication writes of."""
    return [
        (str(wording.CHANNEL_NAMES[each]), version.ways[each]) for each in channels.ALL if each in version.ways
    ]
