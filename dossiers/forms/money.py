"""Forms about money at the counter (thu tiền, mở ca, kết ca): what is typed; the services judge it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.cash import DENOMINATIONS
from dossiers.forms.charging import AmountField
from dossiers.forms.fields import WantedChoice, WantedDay, WantedText, longest
from dossiers.models import FeeReceipt, Shift
from dossiers.wording import money
from procedures.models import Desk
from staff.models import BankAccount

_CONTROL = {"class": "form-control", "autocomplete": "off"}


class CollectForm(forms.Form):
    """Thu tiền: everything a dossier owes at once; the fields are called as in the intake form."""

    use_required_attribute = False
    fee_method = WantedChoice(
        label=_("Payment"),
        choices=FeeReceipt.Method.choices,
        initial=FeeReceipt.Method.CASH.value,
        widget=forms.RadioSelect,
    )
    fee_payer = forms.CharField(
        label=_("Paid by, if it is not the applicant"),
        max_length=longest("payer", FeeReceipt),
        required=False,
        widget=forms.TextInput(attrs=_CONTROL),
    )
    fee_reference = WantedText(
        label=_("Reference of the transfer"),
        help_text=_("From the bank's notice; only for a transfer."),
        max_length=longest("transfer_reference", FeeReceipt),
        widget=forms.TextInput(attrs=_CONTROL),
    )

    def given(self) -> dict[str, str]:
        """What `charging.collect` takes."""
        got = self.cleaned_data
        return {
            "method": got["fee_method"],
            "payer": got["fee_payer"],
            "transfer_reference": got["fee_reference"],
        }


class VoidForm(forms.Form):
    """Hủy biên lai."""

    use_required_attribute = False
    reason = WantedText(
        label=_("Why the receipt is voided"),
        help_text=_("It stands on the sheet of the shift and in the course of the dossier."),
        max_length=longest("void_reason", FeeReceipt),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )


class OpenShiftForm(forms.Form):
    """Mở ca: where, and what lies in the till."""

    use_required_attribute = False
    unit = forms.ChoiceField(label=_("One-stop counter"), widget=forms.Select(attrs={"class": "form-select"}))
    desk = forms.ModelChoiceField(
        Desk.objects.none(),
        label=_("Desk"),
        required=False,
        empty_label=_("No desk of my own"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    opening_cash = AmountField(
        label=_("Cash in the till, in đồng"), help_text=_("Count it; leave empty when the till is empty.")
    )

    def __init__(self, units: list[Any], desks: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(key, unit.name) for key, unit in self.units.items()]  # type: ignore[attr-defined]
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk

    def clean(self) -> dict[str, Any]:
        """A desk belongs to the counter."""
        got: dict[str, Any] = super().clean() or {}
        desk = got.get("desk")
        if desk is not None and str(desk.unit_id) != got.get("unit"):
            self.add_error("desk", _("This desk belongs to another counter."))
        return got


class CloseShiftForm(forms.Form):
    """Kết ca: how many of each note, why there is a gap, what the next shift must know."""

    use_required_attribute = False
    gap_reason = WantedText(
        label=_("Explanation of the gap"),
        help_text=_("Only when cash and receipts do not agree."),
        max_length=longest("gap_reason", Shift),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    note = WantedText(
        label=_("Note for the next shift"),
        max_length=longest("note", Shift),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value in DENOMINATIONS:
            self.fields[f"note_{value}"] = forms.IntegerField(
                label=money(value),
                required=False,
                widget=forms.NumberInput(
                    attrs={"class": "form-control number", "min": 0, "inputmode": "numeric", "data-note": value}
                ),
            )

    def note_fields(self) -> list[forms.BoundField]:
        """The till, largest note first."""
        return [self[f"note_{value}"] for value in DENOMINATIONS]

    def notes(self) -> dict[int, int]:
        """How many of each; an empty field is none."""
        return {value: self.cleaned_data.get(f"note_{value}") or 0 for value in DENOMINATIONS}


class AccountForm(forms.Form):
    """Tài khoản thu phí, lệ phí."""

    use_required_attribute = False
    bank_name = WantedText(
        label=_("Bank"), max_length=longest("bank_name", BankAccount), widget=forms.TextInput(attrs=_CONTROL)
    )
    bank_bin = WantedText(
        label=_("Number of the bank (BIN)"),
        help_text=_("The six digits of the bank in the NAPAS list, e.g. 970405."),
        max_length=longest("bank_bin", BankAccount),
        widget=forms.TextInput(attrs={**_CONTROL, "inputmode": "numeric"}),
    )
    number = WantedText(
        label=_("Account number"),
        max_length=30,
        widget=forms.TextInput(attrs={**_CONTROL, "spellcheck": "false"}),
    )
    holder = WantedText(
        label=_("Account holder"),
        help_text=_("As the bank shows it, in capitals without marks."),
        max_length=longest("holder", BankAccount),
        widget=forms.TextInput(attrs=_CONTROL),
    )
    since = WantedDay(label=_("In use from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
