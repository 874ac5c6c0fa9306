"""What of the posting runs out within 30 days, or has run out and is posted all the same (sắp hết hiệu lực).

Versions, fees and blank forms of what is in force, texts of law that are cited, and documents of the offices: each
only where nothing follows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.enums import TextChoices
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from procedures.expiring.running_out import DAYS_AHEAD, without_follower
from procedures.models import BlankForm, Fee, LegalDocument, PostedDocument, ProcedureVersion
from procedures.references.law import bare
from procedures.references.law_register import CitedBy, citations
from staff.models import Unit


class Kind(TextChoices):
    """What it is that runs out."""

    VERSION = "version", _("Procedure")
    FEE = "fee", _("Fee or charge")
    FORM = "form", _("Blank form")
    LAW = "law", _("Text of law")
    POSTED = "posted", _("Posted document")


@dataclass(frozen=True)
class RunningOut:
    """One thing and its last day; `procedures` are those it belongs to, by code, or that cite it."""

    kind: Kind
    #: The same thing in a later version of the procedure has the same name.
    identity: tuple[str, ...]
    name: str
    where: str
    ends_on: date
    procedures: tuple[str, ...]
    unit: Unit | None
    #: Where the office does something about it.
    address: str

    @property
    def key(self) -> str:
        """By what it is remembered that somebody was told of it: the thing and its last day."""
        text = "\n".join((self.kind.value, *self.identity, self.ends_on.isoformat()))
        return hashlib.sha256(text.encode()).hexdigest()

    def days_left(self, today: date) -> int:
        """Days from `today` to its last day; negative once it is over."""
        return (self.ends_on - today).days


def running_out(today: date) -> list[RunningOut]:
    """Everything that runs out, the earliest first; as many statements however much is posted."""
    found = [*_versions(today), *_fees(today), *_forms(today), *_texts_of_law(today), *_posted(today)]
    return sorted(found, key=lambda each: (each.ends_on, each.kind.value, each.name, each.key))


def _living(today: date, prefix: str = "") -> Q:
    """Versions in force today or to come."""
    return Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": today})


def _versions(today: date) -> Iterable[RunningOut]:
    ending = ProcedureVersion.objects.filter(
        valid_to__gte=today, valid_to__lte=today + timedelta(days=DAYS_AHEAD), valid_from__lte=today
    )
    rows = list(ending.select_related("procedure"))
    others = ProcedureVersion.objects.filter(procedure__in=[row.procedure_id for row in rows], valid_to=None)
    for row in _unfollowed([*rows, *others], lambda row: row.procedure_id, today):
        yield _of_version(Kind.VERSION, row, (), row.name, row.valid_to)


def _fees(today: date) -> Iterable[RunningOut]:
    def kind(fee: Fee) -> Hashable:
        return fee.version_id, fee.kind, fee.channel, fee.name, fee.per

    for fee in _rows_of_versions(Fee, kind, today):
        name = capfirst(fee.name or fee.get_kind_display())
        yield _of_version(
            Kind.FEE, fee.version, (fee.kind, fee.channel, fee.name, fee.per, str(fee.amount)), name, fee.valid_to
        )


def _forms(today: date) -> Iterable[RunningOut]:
    def kind(form: BlankForm) -> Hashable:
        return form.version_id, form.paper or form.title

    for form in _rows_of_versions(BlankForm, kind, today):
        yield _of_version(Kind.FORM, form.version, (form.title,), form.title, form.valid_to)


def _rows_of_versions(model: Any, kind: Callable[[Any], Hashable], today: date) -> list[Any]:
    soon = today + timedelta(days=DAYS_AHEAD)
    rows = model.objects.filter(_living(today, "version__"))
    # A row that holds as long as its version is followed by the rows of the next version.
    outlived = Q(version__valid_to__isnull=True) | Q(version__valid_to__gt=F("valid_to"))
    ending = rows.filter(outlived, valid_to__lte=soon)
    ids = set(ending.values_list("pk", flat=True))
    whole = rows.filter(version__in=ending.values("version")).select_related("version__procedure")
    return [row for row in _unfollowed(list(whole), kind, today) if row.pk in ids] if ids else []


def _of_version(
    kind: Kind, version: ProcedureVersion, identity: tuple[str, ...], name: str, ends_on: date | None
) -> RunningOut:
    code = version.procedure.code
    assert ends_on is not None  # noqa: S101  (only rows with a last day run out)
    address = reverse("procedures:managed", args=[code])
    return RunningOut(kind, (code, *identity), name, version.name, ends_on, (code,), None, address)


def _texts_of_law(today: date) -> Iterable[RunningOut]:
    rows = list(LegalDocument.objects.filter(valid_to__lte=today + timedelta(days=DAYS_AHEAD)))
    cited = citations(today) if rows else {}
    for row in rows:
        names = cited.get(bare(row.title), CitedBy()).names
        if names and row.valid_to is not None:
            where = next(iter(names.values()))
            address = reverse("procedures:text_of_law", args=[row.pk])
            yield RunningOut(Kind.LAW, (row.title,), row.title, where, row.valid_to, tuple(names), None, address)


def _posted(today: date) -> Iterable[RunningOut]:
    def kind(row: PostedDocument) -> Hashable:
        return row.unit_id, row.kind, row.title if row.kind == PostedDocument.Kind.OTHER else ""

    rows = PostedDocument.objects.filter(withdrawn_at__isnull=True).select_related("unit")
    for row in _unfollowed(list(rows.defer("body")), kind, today):
        if row.valid_to is not None and row.valid_to >= today:
            address = f"{reverse('procedures:posted_rules')}?unit={row.unit.code}"
            yield RunningOut(
                Kind.POSTED, (str(row.pk),), row.title, row.unit.name, row.valid_to, (), row.unit, address
            )


def _unfollowed(rows: Sequence[Any], kind: Callable[[Any], Hashable], today: date) -> list[Any]:
    return [rows[at] for at in without_follower([(kind(row), row) for row in rows], today)]
