"""Forms of texts of law and terms (văn bản pháp luật, thuật ngữ)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from procedures.references.explaining import TextOfLaw
from procedures.references.law import bare
from procedures.references.law_register import Concern
from staff.day_field import DayField
from staff.text import plain_line


class TextOfLawForm(forms.Form):
    """Văn bản pháp luật."""

    title = forms.CharField(
        label=_("As it is cited"),
        max_length=500,
        help_text=_("Just as procedures cite it, for example: NĐ 23/2015/NĐ-CP. Brackets after it do not count."),
    )
    valid_from = DayField(label=_("In force from"), required=False)
    valid_to = DayField(
        label=_("In force to"), required=False, help_text=_("The last day. Leave it empty while no end is known.")
    )
    replaced_by = forms.CharField(label=_("Replaced by"), max_length=500, required=False)
    url = forms.URLField(
        label=_("Address of the full text"), max_length=500, required=False, assume_scheme="https"
    )

    def clean_title(self) -> str:
        return bare(plain_line(self.cleaned_data["title"]))

    def clean_replaced_by(self) -> str:
        return plain_line(self.cleaned_data["replaced_by"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day lies before the first."))
        return data

    def text(self) -> TextOfLaw:
        """What was typed, once it is valid."""
        return TextOfLaw(**self.cleaned_data)


class RegisterFilter(forms.Form):
    """Search and filter of the register."""

    q = forms.CharField(label=_("Number or name"), required=False, max_length=200)
    xem = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (Concern.ALL.value, _("All")),
            (Concern.CITED_THOUGH_ENDED.value, _("Ended, but still cited")),
            (Concern.ENDED.value, pgettext_lazy("law", "Ended")),
            (Concern.COMING.value, _("In force later")),
            (Concern.UNREGISTERED.value, _("Cited, but not in the register")),
        ],
    )


class TermForm(forms.Form):
    """Thuật ngữ."""

    name = forms.CharField(
        label=_("Term"), max_length=100, help_text=_("Explained wherever these words stand, in capitals or not.")
    )
    meaning = forms.CharField(
        label=_("Meaning in plain words"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text=_("One or two sentences, as you would say it to somebody at the counter."),
    )

    def clean_name(self) -> str:
        return plain_line(self.cleaned_data["name"])

    def clean_meaning(self) -> str:
        return plain_line(self.cleaned_data["meaning"])
