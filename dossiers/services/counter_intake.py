"""What is done at the counter in one act (tiếp nhận trọn gói): dossier, fees, originals, receipts, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from dossiers.models import Dossier
from staff.models import User

from . import charging, custody, intake_drafts
from .charging import ChargeLine
from .custody import OriginalLine
from .intake import receive_walk_in
from .walk_in import WalkIn, ask_walk_in, refuse_walk_in
from .writing import Written

RECEIVE, ASK, REFUSE = "receive", "ask", "refuse"
ACTS = (RECEIVE, ASK, REFUSE)


@dataclass(frozen=True)
class Paid:
    """Tiền nộp ngay: how, by whom, and by which transfer."""

    method: str
    payer: str = ""
    transfer_reference: str = ""


@dataclass(frozen=True)
class Sheet:
    """Phiếu tiếp nhận: everything the clerk has entered when one key carries it out.

    `items` and `reason` are those of a request or a refusal; `draft` is the key of the unfinished intake it was.
    """

    walk_in: WalkIn
    act: str = RECEIVE
    items: Sequence[str] = ()
    reason: str = ""
    charges: Sequence[ChargeLine] = ()
    paid: Paid | None = None
    originals: Sequence[OriginalLine] = ()
    draft: str = ""


def carry_out(
    sheet: Sheet, *, by: User, at: dt.datetime, reference: str | None = None, written: Written | None = None
) -> Dossier:
    """Receive, ask for a supplement or refuse, with all that belongs to it. Raises Faults, NotPermitted."""
    if not (sheet.charges or sheet.paid or sheet.originals or sheet.draft):
        return _dossier(sheet, by=by, at=at, reference=reference, written=written)
    with transaction.atomic():
        if sheet.draft:
            intake_drafts.take_up(key=sheet.draft, unit=sheet.walk_in.unit)
        dossier = _dossier(sheet, by=by, at=at, reference=reference, written=written)
        if sheet.act == RECEIVE:
            _take_along(sheet, dossier, by=by, at=at)
    return dossier


def _dossier(
    sheet: Sheet, *, by: User, at: dt.datetime, reference: str | None, written: Written | None
) -> Dossier:
    given = sheet.walk_in
    if sheet.act == ASK:
        return ask_walk_in(given, items=sheet.items, reason=sheet.reason, reference=reference, by=by, at=at)
    if sheet.act == REFUSE:
        return refuse_walk_in(given, reason=sheet.reason, reference=reference, by=by, at=at)
    return receive_walk_in(**vars(given), reference=reference, written=written, by=by, at=at)


def _take_along(sheet: Sheet, dossier: Dossier, *, by: User, at: dt.datetime) -> None:
    """Money and originals that change hands with the reception."""
    if sheet.charges:
        charging.enter(dossier=dossier, lines=sheet.charges, by=by, at=at)
    if sheet.paid is not None:
        charging.collect(dossier=dossier, **vars(sheet.paid), by=by, at=at)
    if sheet.originals:
        custody.keep(dossier=dossier, originals=sheet.originals, by=by, at=at)
