"""Fees in the intake form and on the dossier (phần phí, lệ phí): what is owed, let off, and paid at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.charge_lines import (
    MOST_EACH,
    MOST_OF_A_GROUND,
    MOST_QUANTITY,
    ChargeLine,
    field_of,
    is_typed,
    last_typed,
    price,
    tiers_of,
)
from dossiers.forms.fields import WantedText, longest
from dossiers.models import Charge, FeeReceipt
from dossiers.rules import FaultList
from procedures.models import Fee, ProcedureVersion

LATER = ""
_CONTROL = {"class": "form-control", "autocomplete": "off"}


@dataclass(frozen=True)
class Payment:
    """Tiền nộp ngay: what `charging.collect` is called with."""

    method: str
    payer: str
    transfer_reference: str


@dataclass(frozen=True)
class FeeRow:
    """One posted fee with its fields; `name` and `amount` only where the amount is typed."""

    fee: Fee
    is_typed: bool
    on: forms.BoundField
    quantity: forms.BoundField
    exemption: forms.BoundField
    due: forms.BoundField
    ground: forms.BoundField
    pages: forms.BoundField | None
    amount: forms.BoundField | None
    name: forms.BoundField | None
    #: What was entered last time where the posting names no amount.
    last: Charge | None

    @property
    def is_open(self) -> bool:
        """Whether something was typed into the folded part, or has a fault."""
        folded = [each for each in (self.exemption, self.due, self.ground, self.amount) if each is not None]
        return any((each.value() or "") != (each.initial or "") or each.errors for each in folded)


class AmountField(forms.IntegerField):
    """Số tiền: whole đồng; dots and spaces, by which people group the digits, do not count."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={**_CONTROL, "class": "form-control number", "inputmode": "numeric"})
        super().__init__(**{"min_value": 0, "max_value": MOST_EACH, "required": False, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.replace(".", "").replace(" ", "") if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def _number(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "form-control number", "min": 1, "max": MOST_QUANTITY})
    return forms.IntegerField(label=label, required=False, initial=1, widget=widget)


def _is_free(fee: Fee) -> bool:
    """Whether the row says “nothing” without a condition, so that there is nothing to enter."""
    return fee.amount == 0 and not fee.note


class IntakeFees(forms.Form):
    """Phí, lệ phí khi tiếp nhận: the posted fees of the channel, ticked where an amount is posted.

    `check()` names all faults; `lines()` and `payment()` are what `services.charging` takes. Data without a
    ``fee_channel`` come from where fees were not shown: then nothing is entered.
    """

    use_required_attribute = False

    fee_channel = forms.CharField(widget=forms.HiddenInput, required=False)
    fee_method = forms.ChoiceField(
        label=_("Payment"),
        choices=[
            (LATER, _("Not paid yet")),
            (FeeReceipt.Method.CASH.value, _("Cash now")),
            (FeeReceipt.Method.TRANSFER.value, _("Paid by transfer")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    fee_payer = forms.CharField(
        label=_("Paid by, if it is not the applicant"),
        max_length=longest("payer", FeeReceipt),
        required=False,
        widget=forms.TextInput(attrs=_CONTROL),
    )
    fee_reference = forms.CharField(
        label=_("Reference of the transfer"),
        help_text=_("From the bank's notice. Without it the QR code for the transfer is shown after reception."),
        max_length=longest("transfer_reference", FeeReceipt),
        required=False,
        widget=forms.TextInput(attrs=_CONTROL),
    )

    def __init__(
        self,
        version: ProcedureVersion,
        channel: str,
        data: Any = None,
        *,
        unit_id: int | None = None,
        has_shift: bool = True,
        left_out: Collection[int | None] = (),
    ) -> None:
        is_shown = data is not None and "fee_channel" in data
        super().__init__(data if is_shown else None)
        self.version, self.channel, self.has_shift = version, channel, has_shift
        posted = version.fees_for(channel, timezone.localdate())
        #: Whether the posting says that nothing is due, whoever comes.
        self.is_free = bool(posted) and all(_is_free(fee) for fee in posted)
        self.fees = [fee for fee in posted if fee.pk not in left_out and not _is_free(fee)]
        # the first row is what the procedure costs, the others hold in some cases only
        self._usual = posted[0].pk if posted else None
        self.last = last_typed(self.fees, unit_id=unit_id) if unit_id is not None else {}
        self.fields["fee_channel"].initial = channel
        for fee in self.fees:
            self._add(fee)
        if not has_shift:
            self.fields["fee_method"].help_text = _("Open your shift to take money.")

    def _add(self, fee: Fee) -> None:
        add = self.fields.__setitem__
        attrs: dict[str, Any] = {"class": "form-check-input", "data-fee": fee.amount or ""}
        if (tiers := tiers_of(fee)) is not None:
            attrs |= {f"data-tier-{name}": value for name, value in vars(tiers).items()}
            add(field_of(fee.pk, "pages"), _number(_("Number of pages")))
        add(
            field_of(fee.pk, "on"),
            forms.BooleanField(
                label=_("This fee is due"),
                required=False,
                initial=bool(fee.amount) and fee.pk == self._usual,
                widget=forms.CheckboxInput(attrs=attrs),
            ),
        )
        add(field_of(fee.pk, "quantity"), _number(_("How many")))
        if is_typed(fee):
            last = self.last.get(fee.pk)
            amount = last.unit_amount if last is not None else None
            add(field_of(fee.pk, "amount"), AmountField(label=_("Amount of one, in đồng"), initial=amount))
            add(
                field_of(fee.pk, "name"),
                forms.CharField(
                    label=_("What it is for"),
                    initial=last.name if last is not None else "",
                    max_length=longest("name", Charge),
                    required=False,
                    widget=forms.TextInput(attrs=_CONTROL),
                ),
            )
        add(
            field_of(fee.pk, "exemption"),
            forms.ChoiceField(
                label=_("Exemption or reduction"),
                choices=Charge.Exemption.choices,
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            ),
        )
        add(field_of(fee.pk, "due"), AmountField(label=_("Still to pay, if reduced")))
        ground = _("Resolution that sets the amount") if is_typed(fee) else _("Ground of the exemption")
        before = self.last[fee.pk].ground if fee.pk in self.last else ""
        add(
            field_of(fee.pk, "ground"),
            WantedText(
                label=ground,
                initial=before,
                max_length=MOST_OF_A_GROUND,
                widget=forms.TextInput(attrs={**_CONTROL, "list": "fee-grounds"}),
            ),
        )

    #: What is let off most often, offered while the ground is typed.
    grounds = (
        _("Person of merit to the revolution, or a relative"),
        _("Poor household"),
        _("Person with a disability"),
        _("Elderly"),
        _("Child"),
        _("Ethnic minority in a commune in special difficulty"),
    )

    def rows(self) -> Iterator[FeeRow]:
        """The posted fees in their order."""
        for fee in self.fees:
            typed = is_typed(fee)
            yield FeeRow(
                fee=fee,
                is_typed=typed,
                pages=self[field_of(fee.pk, "pages")] if tiers_of(fee) is not None else None,
                amount=self[field_of(fee.pk, "amount")] if typed else None,
                name=self[field_of(fee.pk, "name")] if typed else None,
                last=self.last.get(fee.pk),
                **{  # type: ignore[arg-type]
                    part: self[field_of(fee.pk, part)] for part in ("on", "quantity", "exemption", "due", "ground")
                },
            )

    @property
    def is_payer_open(self) -> bool:
        """Whether payer or transfer were typed, or have a fault."""
        return any(self[name].value() or self[name].errors for name in ("fee_payer", "fee_reference"))

    def check(self) -> bool:
        """Whether all lines can be entered and, if paid, collected; if not, every fault stands at its field."""
        if not self.is_bound:
            return True
        if not self.is_valid():
            return False
        if self.cleaned_data["fee_channel"] != self.channel:
            self.add_error(None, _("The fees depend on how the papers came: look at them again."))
            return False
        faults = FaultList()
        priced = price(self.fees, self.lines(), faults)
        method = self.cleaned_data["fee_method"]
        if method and not self.has_shift:
            faults.add("fee_method", str(_("Open your shift first: money is taken in a shift only.")))
        if method == FeeReceipt.Method.CASH and not faults.errors and not any(each.amount for each in priced):
            faults.add("fee_method", str(_("Nothing is owed on this dossier.")))
        self.add_faults(faults.errors)
        return not faults.errors

    def add_faults(self, errors: Mapping[str, list[str]]) -> None:
        """Put the faults of the service at their fields."""
        for name, texts in errors.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)

    def lines(self) -> list[ChargeLine]:
        """What is owed, as ticked and typed."""
        if not self.is_bound:
            return []
        return [self._line(fee) for fee in self.fees if self.cleaned_data.get(field_of(fee.pk, "on"))]

    def _line(self, fee: Fee) -> ChargeLine:
        got = {
            part: self.cleaned_data.get(field_of(fee.pk, part))
            for part in ("quantity", "exemption", "ground", "amount", "due", "name", "pages")
        }
        return ChargeLine(
            fee_id=fee.pk,
            quantity=1 if got["quantity"] is None else got["quantity"],
            exemption=got["exemption"] or "",
            ground=got["ground"] or "",
            unit_amount=got["amount"],
            due=got["due"],
            name=got["name"] or "",
            pages=1 if got["pages"] is None else got["pages"],
        )

    def payment(self) -> Payment | None:
        """What is paid at once; None when it is paid later, or by a transfer nobody has seen arrive yet."""
        if not self.is_bound:
            return None
        method, reference = self.cleaned_data["fee_method"], self.cleaned_data["fee_reference"]
        if method == LATER or (method == FeeReceipt.Method.TRANSFER and not reference):
            return None
        return Payment(method=method, payer=self.cleaned_data["fee_payer"], transfer_reference=reference)

    def digest(self) -> str:
        """What was sent, to tell a repeated request from another one."""
        return repr((self.lines(), self.payment())) if self.is_bound else ""
