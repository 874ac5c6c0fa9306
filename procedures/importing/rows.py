"""The rows of an entry: fees, papers and blank forms."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from procedures import channels
from procedures.importing.facts import FeeFacts, FormFacts, PaperFacts
from procedures.importing.mapping import CheckedMapping
from procedures.models import FormFile

LARGEST_AMOUNT = 1_000_000_000_000
PAPER_KINDS = {"nop": "submit", "xuat_trinh": "present"}
FEE_KINDS = {"phi": "phi", "le_phi": "le_phi", "unspecified": "unspecified"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


def fees_in(entry: CheckedMapping) -> list[FeeFacts]:
    """Read ``fees``, one row each, or the older ``fee`` with a value by channel; both at once is a fault."""
    if entry.has("fees"):
        if entry.take("fee") is not None:
            entry.fault("fee", entry.values["fee"], _("nothing, because the rows stand in “fees”"))
        return [_fee(row) for row in entry.mappings("fees")]
    entry.take("fees")
    part = entry.mapping("fee")
    if part is None:
        return []
    amount = part.integer("amount", low=0, high=LARGEST_AMOUNT)
    kind = part.choice("kind", FEE_KINDS, default="unspecified")
    by_province = part.boolean("by_province", default=False)
    per = part.text("per", longest=100)
    note = part.text("note", longest=3000, lines=True)
    part.choice("unit", {"VND": "VND"}, default="VND")
    by_channel = part.mapping("by_channel")
    amounts: dict[str, int | None] = {}
    if by_channel is not None:
        for word, channel in channels.FROM_SOURCE.items():
            own = by_channel.integer(word, low=0, high=LARGEST_AMOUNT)
            if own is not None:
                amounts[channel] = own
    if not amounts or (amount is not None and amount not in amounts.values()):
        amounts = {**amounts, "": amount}
    return [FeeFacts(kind, own, by_province, channel, per, note) for channel, own in amounts.items()]


def papers_in(entry: CheckedMapping) -> list[PaperFacts]:
    """Read ``papers`` (thành phần hồ sơ)."""
    return [_paper(row) for row in entry.mappings("papers")]


def forms_in(entry: CheckedMapping, *, papers: int) -> list[FormFacts]:
    """Read ``forms``; their files must have been uploaded before, `papers` is how many papers there are."""
    rows = [_form(row, papers) for row in entry.mappings("forms")]
    known = set(FormFile.objects.filter(digest__in=[row.file for row in rows]).values_list("digest", flat=True))
    for number, row in enumerate(rows, start=1):
        if row.file and row.file not in known:
            entry.fault(f"forms.{number}.file", row.file, _kept_file())
    return rows


def _fee(row: CheckedMapping) -> FeeFacts:
    valid_from, valid_to = _period(row)
    row.choice("unit", {"VND": "VND"}, default="VND")
    return FeeFacts(
        kind=row.choice("kind", FEE_KINDS, default="unspecified"),
        amount=row.integer("amount", low=0, high=LARGEST_AMOUNT),
        by_province=row.boolean("by_province", default=False),
        channel=row.choice("channel", channels.FROM_SOURCE, default=""),
        per=row.text("per", longest=100),
        note=row.text("note", longest=3000, lines=True),
        name=row.text("name", longest=200),
        exemption=row.text("exemption", longest=3000, lines=True),
        ground=row.text("ground", longest=300),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _paper(row: CheckedMapping) -> PaperFacts:
    counted = row.has("original") or row.has("copy")
    return PaperFacts(
        name=row.text("name", longest=1000, required=True),
        kind=row.choice("kind", PAPER_KINDS, default="submit"),
        originals=row.integer("original", low=0, high=100, default=0 if counted else 1) or 0,
        copies=row.integer("copy", low=0, high=100, default=0) or 0,
        mandatory=row.boolean("mandatory", default=True),
        note=row.text("note", longest=3000, lines=True),
        condition=row.text("condition", longest=300),
        database=row.text("database", longest=200),
    )


def _form(row: CheckedMapping, papers: int) -> FormFacts:
    valid_from, valid_to = _period(row)
    digest = row.text("file", longest=64, required=True).lower()
    if digest and not _DIGEST.fullmatch(digest):
        row.fault("file", digest, _kept_file())
    return FormFacts(
        title=row.text("title", longest=300, required=True),
        file=digest,
        paper=row.integer("paper", low=1, high=papers) if papers else row.integer("paper", low=1, high=99),
        ground=row.text("ground", longest=300),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _kept_file() -> str:
    return _("the SHA-256 of a form file kept here; upload it first")


def _period(row: CheckedMapping) -> tuple[date | None, date | None]:
    first, last = row.day("valid_from"), row.day("valid_to")
    if first is not None and last is not None and last < first:
        row.fault("valid_to", last.isoformat(), _("a day not before valid_from"))
    return first, last
