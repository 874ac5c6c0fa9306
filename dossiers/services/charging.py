"""Fees and charges of a dossier (thu phí, lệ phí): entered, paid against a receipt, voided with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import fee_receipts, rules
from dossiers.charge_lines import ChargeLine, Priced, price
from dossiers.errors import Faults, NotPermitted, WrongMoment
from dossiers.models import Charge, Dossier, FeeReceipt, Shift
from dossiers.references import Series, next_numbers
from dossiers.rules import FaultList
from dossiers.workflow import Action, State
from staff.access import holds
from staff.models import User
from staff.roles import Role
from staff.text import plain_line

from ._step import lock, noted

__all__ = ["ChargeLine", "collect", "drop", "enter", "open_shift_of", "owed", "void"]

#: A dossier that is none yet, or was turned away, owes nothing.
_WITHOUT_FEES = frozenset({State.DRAFT, State.REFUSED})


@transaction.atomic
def enter(*, dossier: Dossier, lines: Sequence[ChargeLine], by: User, at: dt.datetime) -> list[Charge]:
    """Write what the dossier owes by the posted fees (ghi khoản phải nộp).

    A posted fee stands once on a dossier until it is paid. Raises Faults (all together, named as in the intake
    form), WrongMoment, NotPermitted.
    """
    if not lines:
        return []
    dossier = _at_counter(dossier, by)
    faults = FaultList()
    priced = price(dossier.version.fees.all(), lines, faults)
    open_fees = set(dossier.charges.filter(receipt=None).values_list("fee", flat=True))
    if len({each.fee.pk for each in priced}) < len(priced) or any(each.fee.pk in open_fees for each in priced):
        faults.add("charges", _("This fee is on the dossier already and not yet paid; take it away there first."))
    faults.raise_if_any()
    return Charge.objects.bulk_create([_charge(dossier, each, by=by, at=at) for each in priced])


@transaction.atomic
def drop(*, charge: Charge, by: User) -> None:
    """Take away what was entered by mistake and never paid (bỏ khoản phải nộp).

    Raises WrongMoment, NotPermitted.
    """
    _unpaid(charge, by).delete()


@transaction.atomic
def collect(
    *,
    dossier: Dossier,
    method: str,
    payer: str,
    by: User,
    at: dt.datetime,
    transfer_reference: str = "",
) -> FeeReceipt:
    """Take the money for all the dossier still owes and issue one numbered receipt (thu tiền, lập biên lai).

    It counts in the open shift of whoever collects. Raises Faults (also without an open shift, or when nothing is
    owed), WrongMoment, NotPermitted.
    """
    dossier = _at_counter(dossier, by)
    payer = plain_line(payer) or dossier.applicant_name
    transfer_reference = plain_line(transfer_reference)
    charges = list(dossier.charges.filter(receipt=None, amount__gt=0).select_related("fee__version"))
    shift = open_shift_of(by, dossier.receiving_unit_id, is_locked=True)
    faults = FaultList()
    if not charges:
        faults.add("", _("Nothing is owed on this dossier."))
    if method not in FeeReceipt.Method.values:
        faults.add("fee_method", _("Choose cash or bank transfer."))
    if method == FeeReceipt.Method.TRANSFER and len(transfer_reference) < 4:
        faults.add("fee_reference", _("Enter the reference of the transfer as the bank's notice gives it."))
    if len(transfer_reference) > 60:
        faults.add("fee_reference", _("The reference has more than 60 characters; shorten it."))
    if len(payer) > 150:
        faults.add("fee_payer", _("The name has more than 150 characters; shorten it."))
    if shift is None:
        faults.add("fee_method", _("Open your shift first: money is taken in a shift only."))
    faults.raise_if_any()
    if shift is None:
        raise ValueError("without a fault there is a shift")
    year = timezone.localdate(at).year
    amount = sum(charge.amount for charge in charges)
    (number,) = next_numbers(dossier.receiving_unit, Series("bl", dt.date(year, 1, 1)))
    receipt = FeeReceipt(
        unit=dossier.receiving_unit,
        shift=shift,
        dossier=dossier,
        year=year,
        number=number,
        payer=payer,
        amount=amount,
        method=method,
        transfer_reference=transfer_reference if method == FeeReceipt.Method.TRANSFER else "",
        collected_at=at,
        collected_by=by.official,
    )
    receipt.content = fee_receipts.content_of(receipt, charges, by=by)
    receipt.save(force_insert=True)
    dossier.charges.filter(pk__in=[charge.pk for charge in charges]).update(receipt=receipt)
    _note(receipt, Action.COLLECT_FEE, by=by, at=at)
    return receipt


@transaction.atomic
def void(*, receipt: FeeReceipt, reason: str, by: User, at: dt.datetime) -> FeeReceipt:
    """Void a receipt (hủy biên lai): the money goes back, what it was for is owed again, the number stays used.

    Only while the shift it was collected in is open; afterwards the accountant corrects the account. By who
    collected, or by a leader of the unit. Raises Faults, WrongMoment, NotPermitted.
    """
    dossier = lock(receipt.dossier)
    if not may_void(receipt, by):
        raise NotPermitted(_("A receipt is voided by who collected the money or by a leader of the unit."))
    shift = Shift.objects.select_for_update(of=("self",)).get(pk=receipt.shift_id)
    receipt = FeeReceipt.objects.select_related("unit", "collected_by__user").get(pk=receipt.pk)
    receipt.dossier = dossier
    if receipt.voided_at is not None:
        raise WrongMoment(_("This receipt was voided already."), allowed=[])
    if shift.closed_at is not None:
        raise WrongMoment(
            _("The shift of this receipt is closed and its cash handed over: the accountant pays the money back."),
            allowed=[],
        )
    faults = FaultList()
    rules.reason_faults(reason, faults, most=500)
    faults.raise_if_any()
    receipt.voided_at, receipt.voided_by, receipt.void_reason = at, by.official, plain_line(reason)
    receipt.save(update_fields=["voided_at", "voided_by", "void_reason"])
    receipt.charges.update(receipt=None)
    _note(receipt, Action.VOID_FEE, by=by, at=at, reason=receipt.void_reason)
    return receipt


def may_void(receipt: FeeReceipt, by: User) -> bool:
    """Whether this person may void the receipt, its moment aside."""
    is_own = holds(by, Role.CLERK, receipt.unit_id) and receipt.collected_by_id == by.official.pk
    return is_own or holds(by, Role.LEADER, receipt.unit_id)


def open_shift_of(by: User, unit_id: int, *, is_locked: bool = False) -> Shift | None:
    """The open shift of this person at this counter; `is_locked` keeps it from being closed meanwhile."""
    shifts = Shift.objects.select_for_update(of=("self",)) if is_locked else Shift.objects.all()
    return shifts.filter(official__user=by, unit=unit_id, closed_at=None).first()


def owed(dossier: Dossier) -> int:
    """How much the dossier still owes, in đồng."""
    total: int | None = dossier.charges.filter(receipt=None).aggregate(total=Sum("amount"))["total"]
    return total or 0


def _at_counter(dossier: Dossier, by: User) -> Dossier:
    """The locked dossier, if this person works at its counter and it is one that can owe something."""
    if not holds(by, Role.CLERK, dossier.receiving_unit_id):
        raise NotPermitted(_("Fees are taken at the counter that received the dossier."))
    dossier = lock(dossier)
    if State(dossier.state) in _WITHOUT_FEES:
        raise WrongMoment(_("No fee is taken for a dossier that was not received."), allowed=[])
    return dossier


def _unpaid(charge: Charge, by: User) -> Charge:
    dossier = _at_counter(charge.dossier, by)
    fresh = dossier.charges.filter(pk=charge.pk).first()
    if fresh is None:
        raise Faults({"": [_("Somebody else has taken this line away meanwhile.")]})
    if fresh.receipt_id is not None:
        raise WrongMoment(_("This was paid; void the receipt first."), allowed=[])
    fresh.dossier = dossier
    return fresh


def _charge(dossier: Dossier, priced: Priced, *, by: User, at: dt.datetime) -> Charge:
    line, fee = priced.line, priced.fee
    return Charge(
        dossier=dossier,
        fee=fee,
        kind=fee.kind,
        name=priced.name,
        unit_amount=priced.unit_amount,
        quantity=line.quantity,
        exemption=line.exemption,
        ground=plain_line(line.ground),
        amount=priced.amount,
        created_at=at,
        created_by=by,
    )


def _note(receipt: FeeReceipt, action: Action, *, by: User, at: dt.datetime, reason: str = "") -> None:
    """The line in the course of the dossier."""
    is_clerk = holds(by, Role.CLERK, receipt.unit_id)
    noted(
        receipt.dossier,
        action,
        by=by,
        role=Role.CLERK if is_clerk else Role.LEADER,
        unit_id=receipt.unit_id,
        at=at,
        reason=reason or fee_receipts.in_one_line(receipt),
        detail={"receipt": receipt.pk, "number": str(receipt), "amount": receipt.amount},
    )
