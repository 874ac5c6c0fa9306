"""Acts on posted documents (niêm yết văn bản): issue the next one, withdraw one that has not begun, end one.

What was in force is never rewritten: an act only decides from a day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.models import PostedDocument
from staff.audit import record
from staff.models import Unit, User
from staff.text import fold

ONE_DAY = timedelta(days=1)
Kind = PostedDocument.Kind


class PostingFaults(Exception):
    """What is wrong with a document, every fault at once, by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in errors.items()))
        self.errors = errors


class PostingMoment(Exception):
    """The act comes at the wrong moment; the message tells why."""


@dataclass(frozen=True)
class Wording:
    """What a document says, and from which day on."""

    kind: str
    title: str
    body: str
    valid_from: date
    source_document: str = ""


@transaction.atomic
def issue(*, unit: Unit, wording: Wording, by: User, at: datetime) -> PostedDocument:
    """Post a document (niêm yết) from its day on; the one before it under the same heading ends the day before.

    Nothing may begin before today where the unit showed something already. Raises PostingFaults.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    others = _under_the_heading(unit, wording.kind, wording.title)
    before = [each for each in others if each.valid_from < wording.valid_from]
    after = [each for each in others if each.valid_from > wording.valid_from]
    _check_day(others, wording.valid_from, timezone.localdate(at))
    if before and (before[-1].valid_to is None or before[-1].valid_to >= wording.valid_from):
        _end(before[-1], wording.valid_from - ONE_DAY)
    document = PostedDocument.objects.create(
        unit=unit,
        kind=wording.kind,
        title=wording.title,
        body=wording.body,
        source_document=wording.source_document,
        valid_from=wording.valid_from,
        valid_to=after[0].valid_from - ONE_DAY if after else None,
        created_by=by,
        created_at=at,
    )
    _note("posted_document.issued", document, by)
    return document


@transaction.atomic
def withdraw(*, document: PostedDocument, by: User, at: datetime) -> PostedDocument:
    """Take a document back before its first day (rút lại); the one before it goes on. Raises PostingMoment."""
    locked = _lock(document)
    if not is_ahead(locked, timezone.localdate(at)):
        raise PostingMoment(_("This document has begun or was withdrawn. Post the next one instead."))
    others = _under_the_heading(locked.unit, locked.kind, locked.title)
    for each in others:
        if each.valid_to == locked.valid_from - ONE_DAY:
            _end(each, locked.valid_to)
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    _note("posted_document.withdrawn", locked, by)
    return locked


@transaction.atomic
def issue_instead(*, document: PostedDocument, wording: Wording, by: User, at: datetime) -> PostedDocument:
    """Word a document anew that has not begun (sửa bản chưa hiệu lực): the old one is withdrawn, its row stays."""
    withdraw(document=document, by=by, at=at)
    return issue(unit=document.unit, wording=wording, by=by, at=at)


@transaction.atomic
def end(*, document: PostedDocument, last_day: date, by: User, at: datetime) -> PostedDocument:
    """Let a document in force end (kết thúc); afterwards the unit shows what the one above it has.

    Raises PostingMoment when it is not in force or the next one already ends it, PostingFaults for a day gone by.
    """
    locked = _lock(document)
    today = timezone.localdate(at)
    if locked.withdrawn_at is not None or not locked.is_in_force(today):
        raise PostingMoment(_("This document is not in force."))
    if any(each.valid_from > today for each in _under_the_heading(locked.unit, locked.kind, locked.title)):
        raise PostingMoment(_("The next document already ends this one. Withdraw that one first."))
    if last_day < today:
        raise PostingFaults({"last_day": _("The last day is today or later.")})
    _end(locked, last_day)
    _note("posted_document.ended", locked, by, last_day=last_day.isoformat())
    return locked


def is_ahead(document: PostedDocument, today: date) -> bool:
    """May the document still be withdrawn or worded anew?"""
    return document.withdrawn_at is None and document.valid_from > today


def _check_day(others: list[PostedDocument], starts: date, today: date) -> None:
    if any(each.valid_from == starts for each in others):
        raise PostingFaults(
            {"valid_from": _("Another document begins on that day. Change that one, or choose a later day.")}
        )
    if starts < today and any(each.valid_to is None or each.valid_to >= starts for each in others):
        raise PostingFaults(
            {"valid_from": _("What was shown before today stays as it was. Choose today or a later day.")}
        )


def _under_the_heading(unit: Unit, kind: str, title: str) -> list[PostedDocument]:
    """The unit's own documents that follow each other, the earliest first."""
    rows = PostedDocument.objects.filter(unit=unit, kind=kind, withdrawn_at__isnull=True).order_by("valid_from")
    return [row for row in rows if kind != Kind.OTHER or fold(row.title) == fold(title)]


def _lock(document: PostedDocument) -> PostedDocument:
    Unit.objects.select_for_update().get(pk=document.unit_id)  # what follows what is decided by one at a time
    return PostedDocument.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)


def _end(document: PostedDocument, last_day: date | None) -> None:
    document.valid_to = last_day
    document.save(update_fields=["valid_to"])


def _note(action: str, document: PostedDocument, by: User, **detail: Any) -> None:
    record(
        action,
        actor=by,
        target=f"posted_document:{document.pk}",
        unit=document.unit.code,
        kind=document.kind,
        valid_from=document.valid_from.isoformat(),
        **detail,
    )
