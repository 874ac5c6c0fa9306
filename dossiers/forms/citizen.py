"""The citizen's application: one form with two faces, a lenient draft and a strict submission."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dossiers.errors import Faults
from dossiers.file_types import ACCEPTED
from dossiers.forms.fields import IdentityNumberField, longest
from dossiers.forms.telling import language_field, tell_by_field
from dossiers.models import Dossier
from dossiers.rules import Applicant, FaultList
from procedures.counters import counters_for
from procedures.models import ProcedureVersion
from staff.models import Unit, User


class ApplicationForm(forms.Form):
    """Đơn đăng ký trực tuyến: nothing is required of a draft; `submit` in the services checks the rest."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    applicant_kind = forms.ChoiceField(
        label=_("You file as"),
        choices=Dossier.ApplicantKind.choices,
        widget=forms.RadioSelect,
        initial=Dossier.ApplicantKind.PERSON,
    )
    applicant_name = forms.CharField(
        label=_("Full name, or name of the organisation"), max_length=longest("applicant_name"), required=False
    )
    identity_number = IdentityNumberField(
        label=_("Personal identity number, or tax code of the organisation"),
        help_text=_("12 digits on the identity card"),
        max_length=longest("identity_number"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("Its last four digits are needed to track the dossier."),
        max_length=longest("phone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        help_text=_("May be left empty; news about the dossier is sent here."),
        max_length=longest("email"),
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )
    tell_by = tell_by_field()
    language = language_field()
    address = forms.CharField(
        label=_("Address"),
        help_text=_("Hamlet or street, commune, district, province"),
        max_length=longest("address"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    request = forms.CharField(
        label=_("What you ask for"),
        max_length=longest("request"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    delivery = forms.ChoiceField(label=_("How you want to receive the result"), choices=Dossier.Delivery.choices)

    def __init__(self, *args: Any, version: ProcedureVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["unit"] = forms.ModelChoiceField(
            label=_("Office that receives the dossier"),
            queryset=Unit.objects.filter(pk__in=[unit.pk for unit in counters_for(version, timezone.localdate())]),
            empty_label=None,
        )
        self.documents = [document for document in version.documents.all() if document.is_uploadable]
        for document in self.documents:
            self.fields[f"file_{document.pk}"] = forms.FileField(
                label=document.name,
                help_text=capfirst(document.note),
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            )

    def mark_required(self) -> None:
        """Draw the fields a submission needs without “optional”; a draft still saves without them."""
        for name in ("applicant_name", "identity_number", "phone", "address"):
            self.fields[name].required = True

    def applicant(self) -> Applicant:
        """The applicant as typed."""
        data = self.cleaned_data
        return Applicant(
            name=data.get("applicant_name", ""),
            kind=data.get("applicant_kind", Dossier.ApplicantKind.PERSON),
            identity_number=data.get("identity_number", ""),
            phone=data.get("phone", ""),
            email=data.get("email", ""),
            address=data.get("address", ""),
            tell_by=data.get("tell_by", ""),
            language=data.get("language") or "vi",
        )

    def show_further(self, faults: FaultList) -> None:
        """Put further faults beside their fields; a field that already has one keeps it as it is."""
        self.show(Faults({field: texts for field, texts in faults.errors.items() if field not in self.errors}))

    def show(self, faults: Faults) -> None:
        """Put the faults of the rules beside their fields."""
        for field, texts in faults.errors.items():
            for text in texts:
                self.add_error(field if field in self.fields else None, text)


def initial_of(dossier: Dossier | None, user: User, unit: Unit | None) -> dict[str, Any]:
    """What the form starts with: the draft, or what the account knows of the citizen."""
    if dossier is None:
        return {
            "key": secrets.token_urlsafe(16),
            "unit": unit,
            "applicant_name": user.full_name,
            "identity_number": user.identity_number,
            "phone": user.phone,
            "email": user.email,
            "address": user.address,
            "language": get_language(),
        }
    names = (
        "applicant_kind",
        "applicant_name",
        "identity_number",
        "phone",
        "email",
        "address",
        "request",
        "delivery",
        "tell_by",
        "language",
    )
    return {
        "key": dossier.reference,
        "unit": dossier.receiving_unit_id,
        **{name: getattr(dossier, name) for name in names},
    }


class TrackingForm(forms.Form):
    """Tra cứu hồ sơ: code and the last four digits of the phone."""

    code = forms.CharField(
        label=_("Dossier code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.RegexField(
        r"^\d{4}$",
        label=_("Last 4 digits of the phone"),
        error_messages={"invalid": _("Enter the last four digits of the phone on the dossier.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}),
    )


class SupplyForm(forms.Form):
    """Nộp bổ sung: what the applicant says with the files."""

    answer = forms.CharField(
        label=_("Message to the office"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Yêu cầu rút hồ sơ."""

    reason = forms.CharField(
        label=_("Why you withdraw the dossier"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
