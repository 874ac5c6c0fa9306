"""The intake form of the counter (phiếu tiếp nhận): applicant, authorising person, papers, one scroll.

Every field is optional here on purpose: a half-filled form is kept as typed, and `rules` names all faults at once.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers import rules
from dossiers.forms.fields import IdentityNumberField, WantedIdentityNumber, WantedText, longest, text_field
from dossiers.forms.paper_grid import PaperGrid
from dossiers.forms.telling import language_field, tell_by_field
from dossiers.models import Dossier, IntakeDraft, Principal
from dossiers.rules import Applicant, Authorising, FaultList
from procedures.models import ProcedureVersion


class IntakeForm(PaperGrid):
    """Tiếp nhận hồ sơ tại quầy: what the clerk types while the citizen stands there."""

    use_required_attribute = False

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    #: Key of the unfinished intake this was, which goes when it becomes a dossier.
    draft = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
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
    applicant_name = text_field(
        _("Full name"), longest("applicant_name"), kind=WantedText, autocapitalize="words", spellcheck="false"
    )
    identity_number = text_field(
        _("Personal identity number"),
        longest("identity_number"),
        kind=WantedIdentityNumber,
        help_text=_("12 digits; for an organisation its tax code."),
        inputmode="numeric",
    )
    phone = text_field(_("Phone"), longest("phone"), kind=WantedText, inputmode="tel")
    email = text_field(_("E-mail"), longest("email"), inputmode="email")
    address = text_field(_("Address"), longest("address"), kind=WantedText)
    tell_by = tell_by_field(**{"class": "form-select"})
    language = language_field(**{"class": "form-select"})
    on_behalf = forms.BooleanField(label=_("Filed on behalf of another person"), required=False)
    principal_name = text_field(
        _("Full name of the authorising person"), longest("name", Principal), kind=WantedText
    )
    principal_identity_number = text_field(
        _("Personal identity number"),
        longest("identity_number", Principal),
        kind=IdentityNumberField,
        inputmode="numeric",
    )
    principal_phone = text_field(_("Phone"), longest("phone", Principal), inputmode="tel")
    principal_address = text_field(_("Address"), longest("address", Principal))
    principal_authorisation = text_field(
        _("Authorisation paper"),
        longest("authorisation", Principal),
        help_text=_("Number, date and who certified it."),
        kind=WantedText,
    )
    request = text_field(_("What is asked for"), longest("request"), help_text=_("Printed on the receipt."))
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
    note = text_field(_("Remark"), longest("note"), help_text=_("For the office; not printed."))
    refusal = WantedText(
        label=_("Reason for the refusal"),
        help_text=_("In words the citizen understands, with the rule it rests on; printed on the notice."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def __init__(
        self, version: ProcedureVersion | None, data: Any = None, *, draft: IntakeDraft | None = None
    ) -> None:
        super().__init__(data, initial=draft.content if draft is not None else None)
        self.version = version
        self.fields["key"].initial = draft.key if draft is not None else uuid.uuid4().hex
        self.fields["sets"].initial = (version.sets if version is not None else 0) or 1
        self.fields["request"].initial = version.name if version is not None else ""
        self.add_papers(list(version.documents.all()) if version is not None else [])

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
            self.shelf_faults(faults)
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

    def digest(self) -> str:
        """A fingerprint of the content, by which a repeated request is told from another one."""
        content = json.dumps(self.cleaned_data, sort_keys=True, default=str)
        version = self.version.pk if self.version is not None else 0
        return hashlib.sha256(f"{version} {content}".encode()).hexdigest()

    def _got(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        return value if isinstance(value, str) else str(self.data.get(name, ""))
