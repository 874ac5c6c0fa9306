"""The intake form of the counter (phiếu tiếp nhận): applicant, authorising person, papers, one scroll.

Every field is optional here on purpose: a half-filled form is kept as typed, and `rules` names all faults at once.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers import rules
from dossiers.forms.fields import IdentityNumberField, WantedIdentityNumber, WantedText, longest
from dossiers.forms.telling import language_field, tell_by_field
from dossiers.models import Dossier, Principal
from dossiers.rules import Applicant, Authorising, FaultList, HandedIn
from procedures.models import ProcedureVersion, RequiredDocument

#: Lines for papers outside the published list, which an applicant may add by choice.
EXTRA_LINES = (1, 2)
_MOST_COPIES = 999


def _text(
    label: Any,
    max_length: int,
    *,
    kind: type[forms.CharField] = forms.CharField,
    help_text: Any = "",
    **attrs: Any,
) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attrs})
    is_wanted = issubclass(kind, WantedText)
    return kind(label=label, max_length=max_length, help_text=help_text, required=is_wanted, widget=widget)


def _count(label: Any, initial: int, **attrs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=_MOST_COPIES,
        required=False,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "form-control number", "inputmode": "numeric", **attrs}),
    )


@dataclass(frozen=True)
class PaperRow:
    """One line of the paper grid with its fields; `document` is None for an extra paper."""

    document: RequiredDocument | None
    tick: forms.BoundField
    originals: forms.BoundField
    copies: forms.BoundField
    name: forms.BoundField | None = None


class IntakeForm(forms.Form):
    """Tiếp nhận hồ sơ tại quầy: what the clerk types while the citizen stands there."""

    use_required_attribute = False

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("How the papers came"),
        choices=[
            (Dossier.Channel.COUNTER.value, Dossier.Channel.COUNTER.label),
            (Dossier.Channel.POST.value, Dossier.Channel.POST.label),
        ],
        initial=Dossier.Channel.COUNTER.value,
        widget=forms.RadioSelect,
    )
    applicant_kind = forms.ChoiceField(
        label=_("The applicant is"),
        choices=Dossier.ApplicantKind.choices,
        initial=Dossier.ApplicantKind.PERSON.value,
        widget=forms.RadioSelect,
    )
    applicant_name = _text(
        _("Full name"), longest("applicant_name"), kind=WantedText, autocapitalize="words", spellcheck="false"
    )
    identity_number = _text(
        _("Personal identity number"),
        longest("identity_number"),
        kind=WantedIdentityNumber,
        help_text=_("12 digits; for an organisation its tax code."),
        inputmode="numeric",
    )
    phone = _text(_("Phone"), longest("phone"), kind=WantedText, inputmode="tel")
    email = _text(_("E-mail"), longest("email"), inputmode="email")
    address = _text(_("Address"), longest("address"), kind=WantedText)
    tell_by = tell_by_field(**{"class": "form-select"})
    language = language_field(**{"class": "form-select"})
    on_behalf = forms.BooleanField(label=_("Filed on behalf of another person"), required=False)
    principal_name = _text(_("Full name of the authorising person"), longest("name", Principal), kind=WantedText)
    principal_identity_number = _text(
        _("Personal identity number"),
        longest("identity_number", Principal),
        kind=IdentityNumberField,
        inputmode="numeric",
    )
    principal_phone = _text(_("Phone"), longest("phone", Principal), inputmode="tel")
    principal_address = _text(_("Address"), longest("address", Principal))
    principal_authorisation = _text(
        _("Authorisation paper"),
        longest("authorisation", Principal),
        help_text=_("Number, date and who certified it."),
        kind=WantedText,
    )
    request = _text(_("What is asked for"), longest("request"), help_text=_("Printed on the receipt."))
    sets = forms.IntegerField(
        label=_("Number of sets"),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "form-control number", "inputmode": "numeric"}),
    )
    delivery = forms.ChoiceField(
        label=_("The result is received"),
        choices=Dossier.Delivery.choices,
        initial=Dossier.Delivery.COUNTER.value,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    note = _text(_("Remark"), longest("note"), help_text=_("For the office; not printed."))
    refusal = WantedText(
        label=_("Reason for the refusal"),
        help_text=_("In words the citizen understands, with the rule it rests on; printed on the notice."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def __init__(self, version: ProcedureVersion, data: Any = None) -> None:
        super().__init__(data)
        self.version = version
        self.documents = list(version.documents.all())
        self.paper_faults: list[str] = []
        self.fields["key"].initial = uuid.uuid4().hex
        self.fields["sets"].initial = version.sets or 1
        self.fields["request"].initial = version.name
        for document in self.documents:
            counted = document.originals + document.copies
            self.fields[f"paper_{document.pk}"] = _tick(document)
            self.fields[f"originals_{document.pk}"] = _count(_("Originals"), document.originals if counted else 1)
            self.fields[f"copies_{document.pk}"] = _count(_("Copies"), document.copies)
        for line in EXTRA_LINES:
            self.fields[f"extra_name_{line}"] = _text(_("Another paper"), 1000)
            self.fields[f"extra_originals_{line}"] = _count(_("Originals"), 1)
            self.fields[f"extra_copies_{line}"] = _count(_("Copies"), 0)

    def paper_rows(self) -> Iterator[PaperRow]:
        """The published papers in their order."""
        for document in self.documents:
            yield PaperRow(
                document,
                self[f"paper_{document.pk}"],
                self[f"originals_{document.pk}"],
                self[f"copies_{document.pk}"],
            )

    def extra_rows(self) -> Iterator[PaperRow]:
        """Empty lines for papers the applicant adds."""
        for line in EXTRA_LINES:
            name = self[f"extra_name_{line}"]
            yield PaperRow(None, name, self[f"extra_originals_{line}"], self[f"extra_copies_{line}"], name)

    def applicant(self) -> Applicant:
        """The applicant as typed."""
        get = self._got
        return Applicant(
            name=get("applicant_name"),
            kind=get("applicant_kind") or Dossier.ApplicantKind.PERSON.value,
            identity_number=get("identity_number"),
            phone=get("phone"),
            email=get("email"),
            address=get("address"),
            tell_by=get("tell_by"),
            language=get("language") or "vi",
        )

    def principal(self) -> Authorising | None:
        """The authorising person, when the box is ticked."""
        if not self.cleaned_data.get("on_behalf"):
            return None
        get = self._got
        return Authorising(
            name=get("principal_name"),
            authorisation=get("principal_authorisation"),
            identity_number=get("principal_identity_number"),
            phone=get("principal_phone"),
            address=get("principal_address"),
        )

    def papers(self) -> list[HandedIn]:
        """The ticked papers and the extra lines that have a name."""
        got = self.cleaned_data
        found = [
            HandedIn(
                document_id=document.pk,
                originals=got.get(f"originals_{document.pk}") or 0,
                copies=got.get(f"copies_{document.pk}") or 0,
            )
            for document in self.documents
            if got.get(f"paper_{document.pk}")
        ]
        found += [
            HandedIn(
                document_id=None,
                name=got[f"extra_name_{line}"],
                originals=got.get(f"extra_originals_{line}") or 0,
                copies=got.get(f"extra_copies_{line}") or 0,
            )
            for line in EXTRA_LINES
            if got.get(f"extra_name_{line}")
        ]
        return found

    def check(self, act: str) -> bool:
        """Whether the service of `act` may be called; if not, all faults of fields and of `rules` are named."""
        if self.is_valid():
            return True
        faults = FaultList()
        rules.applicant_faults(rules.tidy_applicant(self.applicant()), faults)
        rules.authorising_faults(self.principal(), faults)
        if act == "refuse":
            rules.reason_faults(self._got("refusal"), faults)
        elif act == "receive":
            rules.paper_faults(self.documents, self.papers(), faults)
        already = set(self.errors)
        self.add_faults({name: texts for name, texts in faults.errors.items() if name not in already})
        return False

    def add_faults(self, errors: Mapping[str, list[str]]) -> None:
        """Put the faults of a service where they belong: at a field, at the papers, or above the form."""
        for name, texts in errors.items():
            if name == "papers":
                self.paper_faults += texts
                continue
            field = "refusal" if name == "reason" else name
            for text in texts:
                self.add_error(field if field in self.fields else None, text)

    def renew_key(self) -> None:
        """The next sending of this form is a request of its own."""
        data = self.data.copy()
        data["key"] = uuid.uuid4().hex
        self.data = data

    def tick_mandatory(self) -> None:
        """Every mandatory paper is present; called on what was sent, before anything is shown."""
        data = self.data.copy()
        for document in self.documents:
            if document.mandatory:
                data[f"paper_{document.pk}"] = "on"
        self.data = data

    def digest(self) -> str:
        """A fingerprint of the content, by which a repeated request is told from another one."""
        content = json.dumps(self.cleaned_data, sort_keys=True, default=str)
        return hashlib.sha256(f"{self.version.pk} {content}".encode()).hexdigest()

    def _got(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        return value if isinstance(value, str) else str(self.data.get(name, ""))


def _tick(document: RequiredDocument) -> forms.BooleanField:
    kind = "mandatory" if document.mandatory else "optional"
    widget = forms.CheckboxInput(attrs={"class": "form-check-input", "data-paper": kind})
    return forms.BooleanField(label=document.name, required=False, widget=widget)
