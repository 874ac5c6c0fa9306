"""A clerk's shift at the counter (ca trực): opened with cash, closed by counting, accepted by who comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dossiers import cash, shift_sheets
from dossiers.charge_lines import MOST_EACH
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Shift
from dossiers.rules import FaultList, reason_faults
from procedures.models import Desk
from staff.access import holds
from staff.models import Unit, User
from staff.roles import Role
from staff.text import plain_line

from .signing import sign_shift

MOST_NOTES = 9999


def open_shift(*, unit: Unit, opening_cash: int, by: User, at: dt.datetime, desk: Desk | None = None) -> Shift:
    """Open one's shift at a counter with the cash in the till (mở ca).

    Raises Faults, WrongMoment, NotPermitted.
    """
    if not holds(by, Role.CLERK, unit.pk):
        raise NotPermitted(_("Only who works at this counter opens a shift there."))
    faults = FaultList()
    if not 0 <= opening_cash <= MOST_EACH:
        faults.add("opening_cash", _("Enter the cash in the till in đồng; 0 when it is empty."))
    faults.raise_if_any()
    try:
        with transaction.atomic():
            return Shift.objects.create(
                unit=unit, official=by.official, desk=desk, opened_at=at, opening_cash=opening_cash
            )
    except IntegrityError:
        if not Shift.objects.filter(official=by.official, unit=unit, closed_at=None).exists():
            raise
        raise WrongMoment(_("Your shift at this counter is open already."), allowed=[]) from None


@transaction.atomic
def close_shift(
    *,
    shift: Shift,
    notes: Mapping[int, int],
    by: User,
    at: dt.datetime,
    gap_reason: str = "",
    note: str = "",
) -> Shift:
    """Count the till against the receipts and freeze the sheet (kết ca); the sheet is signed where there is a key.

    `notes` says how many of each denomination lie in the till. A gap either way needs its explanation.
    Raises Faults, WrongMoment, NotPermitted.
    """
    shift = _locked(shift)
    if shift.official.user_id != by.pk:
        raise NotPermitted(_("A shift is closed by whoever worked it."))
    if shift.closed_at is not None:
        raise WrongMoment(_("This shift is closed already."), allowed=[])
    faults = FaultList()
    for value, number in notes.items():
        if value not in cash.DENOMINATIONS or not 0 <= number <= MOST_NOTES:
            faults.add(f"note_{value}", _("Enter how many notes there are, from 0 to 9,999."))
    faults.raise_if_any()
    totals = shift_sheets.totals_of(shift)
    counted = cash.counted(notes)
    if counted != totals.expected_cash:
        reason_faults(gap_reason, faults, name="gap_reason", most=500, for_office=True)
    if len(note) > 500:
        faults.add("note", _("The note has more than 500 characters; shorten it."))
    faults.raise_if_any()
    shift.closed_at = at
    shift.expected_cash, shift.counted_cash = totals.expected_cash, counted
    shift.gap_reason = plain_line(gap_reason) if counted != totals.expected_cash else ""
    shift.note = plain_line(note)
    shift.content = shift_sheets.content_of(shift, totals, notes)
    shift.save()
    sign_shift(shift, by=by, at=at)
    return shift


@transaction.atomic
def accept(*, shift: Shift, by: User, at: dt.datetime) -> Shift:
    """Take over what a closed shift leaves (nhận ca): by another clerk of the counter, or a leader.

    Raises WrongMoment, NotPermitted.
    """
    shift = _locked(shift)
    if not may_accept(shift, by):
        raise NotPermitted(_("A shift is accepted by another clerk of the counter or by a leader."))
    if shift.closed_at is None:
        raise WrongMoment(_("This shift is still open."), allowed=[])
    if shift.accepted_at is not None:
        raise WrongMoment(_("This shift was accepted already."), allowed=[])
    shift.accepted_by, shift.accepted_at = by.official, at
    shift.save(update_fields=["accepted_by", "accepted_at"])
    return shift


def may_accept(shift: Shift, by: User) -> bool:
    """Whether this person may accept the shift, its moment aside; nobody accepts an own one."""
    return shift.official.user_id != by.pk and any(
        holds(by, role, shift.unit_id) for role in (Role.CLERK, Role.LEADER)
    )


def _locked(shift: Shift) -> Shift:
    found = Shift.objects.select_for_update(of=("self",)).select_related("unit", "official__user", "desk")
    locked = found.filter(pk=shift.pk).first()
    if locked is None:
        raise Faults({"": [_("This shift does not exist.")]})
    return locked
