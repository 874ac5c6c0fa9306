"""What may be charged (mức thu): one line against the posted fee it rests on; form, API and service ask here.

The amount is the posted one. Only where the posting names none, because the province sets it, or says “free” with
conditions, an amount is typed, and then its ground with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from procedures.models import Fee
from staff.text import plain_line

from .fee_tiers import Tiers, read_tiers, tiers_in_words
from .models import Charge
from .rules import FaultList

MOST_EACH = 1_000_000_000
MOST_QUANTITY = 999
MOST_OF_A_GROUND = 300


@dataclass(frozen=True)
class ChargeLine:
    """Một khoản phải nộp: a row of the posted fees, how many of it, and what is let off on which ground.

    `unit_amount` counts only where the posting has no amount, `pages` only where it goes by pages, `due` only when
    the fee is reduced.
    """

    fee_id: int
    quantity: int = 1
    exemption: str = Charge.Exemption.NONE.value
    ground: str = ""
    unit_amount: int | None = None
    due: int | None = None
    name: str = ""
    pages: int = 1


@dataclass(frozen=True)
class Priced:
    """A line with its fee, and what follows from both: its name on papers and the amounts."""

    line: ChargeLine
    fee: Fee
    name: str
    unit_amount: int
    amount: int


def is_typed(fee: Fee) -> bool:
    """Whether the posting leaves the amount to the clerk."""
    return not fee.amount


def tiers_of(fee: Fee) -> Tiers | None:
    """How the fee goes by pages, if the posting says so and agrees with the posted amount."""
    if (tiers := tiers_in_words(fee.amount or 0, fee.note)) is not None:
        return tiers
    # as catalogues wrote it before fees had rows of their own
    entry = fee.version.source_entry.get("fee")
    tiers = read_tiers(str(entry.get("formula", ""))) if isinstance(entry, dict) else None
    return tiers if tiers is not None and tiers.first == fee.amount else None


def per_of(fee: Fee) -> str:
    """What one of it is, as papers name it: a page, a copy, a case."""
    return "bản" if tiers_of(fee) is not None else fee.per


def last_typed(fees: Iterable[Fee], *, unit_id: int) -> dict[int, Charge]:
    """What this counter last entered by hand for each of these fees, to be offered again."""
    wanted = [fee.pk for fee in fees if is_typed(fee)]
    if not wanted:
        return {}
    # what another counter typed may name its citizens, and is not this one's to read
    here = Charge.objects.filter(dossier__receiving_unit=unit_id)
    whole = here.filter(fee__in=wanted, exemption="").order_by()
    newest = whole.values("fee").annotate(last=Max("pk")).values("last")
    return {charge.fee_id: charge for charge in Charge.objects.filter(pk__in=newest) if charge.fee_id is not None}


def field_of(fee_id: int, part: str) -> str:
    """How form and faults call one part of a line."""
    return f"fee_{fee_id}_{part}"


def price(fees: Iterable[Fee], lines: Sequence[ChargeLine], faults: FaultList) -> list[Priced]:
    """Each line with its amounts; lines with a fault are named in `faults` and left out."""
    by_id = {fee.pk: fee for fee in fees}
    priced = []
    for line in lines:
        fee = by_id.get(line.fee_id)
        if fee is None:
            faults.add("charges", _("Fee %(id)s is not posted for this procedure.") % {"id": line.fee_id})
            continue
        before = len(faults.errors)
        unit_amount = _unit_amount(fee, line, faults)
        if not 1 <= line.quantity <= MOST_QUANTITY:
            faults.add(field_of(fee.pk, "quantity"), _("The number is between 1 and 999."))
        amount = _due(line, unit_amount * line.quantity, faults)
        if len(plain_line(line.ground)) > MOST_OF_A_GROUND:
            faults.add(field_of(fee.pk, "ground"), _("The ground has more than 300 characters; shorten it."))
        if len(faults.errors) == before:
            priced.append(Priced(line, fee, _name(fee, line), unit_amount, amount))
    return priced


def _name(fee: Fee, line: ChargeLine) -> str:
    pages = f" ({line.pages} trang)" if tiers_of(fee) is not None else ""
    most = Charge._meta.get_field("name").max_length or 0
    return (plain_line(line.name) or fee.name or fee.version.name)[: most - len(pages)] + pages


def _unit_amount(fee: Fee, line: ChargeLine, faults: FaultList) -> int:
    if (tiers := tiers_of(fee)) is not None:
        if not 1 <= line.pages <= MOST_QUANTITY:
            faults.add(field_of(fee.pk, "pages"), _("The number is between 1 and 999."))
        return tiers.amount(line.pages)
    if not is_typed(fee):
        return fee.amount or 0
    if line.exemption == Charge.Exemption.FULL and not line.unit_amount:
        return 0
    if line.unit_amount is None or not 1 <= line.unit_amount <= MOST_EACH:
        faults.add(
            field_of(fee.pk, "amount"), _("The posting names no amount: enter the one the province has set.")
        )
    if len(plain_line(line.ground)) < 5:
        faults.add(
            field_of(fee.pk, "ground"),
            _("Name the resolution or circular in which this amount stands."),
        )
    return line.unit_amount or 0


def _due(line: ChargeLine, whole: int, faults: FaultList) -> int:
    """What is to be paid of `whole`."""
    if line.exemption == Charge.Exemption.NONE:
        return whole
    if line.exemption not in Charge.Exemption.values:
        faults.add(field_of(line.fee_id, "exemption"), _("Choose among none, exempt and reduced."))
        return whole
    if len(plain_line(line.ground)) < 5 and field_of(line.fee_id, "ground") not in faults.errors:
        faults.add(field_of(line.fee_id, "ground"), _("State the ground on which it is exempt or reduced."))
    if line.exemption == Charge.Exemption.FULL:
        return 0
    if line.due is None or not 0 < line.due < whole:
        faults.add(
            field_of(line.fee_id, "due"),
            _("Enter what is still to be paid: more than nothing, less than the whole."),
        )
        return whole
    return line.due
