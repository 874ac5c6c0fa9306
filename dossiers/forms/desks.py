"""Form of a desk (quầy giao dịch); what must be in it the service judges."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms.fields import WantedNumber
from dossiers.services.desks import HIGHEST_NUMBER, LONGEST_NAME
from procedures.models import Field


class DeskEntryForm(forms.Form):
    """Quầy: its number, what it is called, what it takes."""

    use_required_attribute = False
    number = WantedNumber(
        label=_("Number of the desk"),
        help_text=_("The board shows it and the voice calls it."),
        widget=forms.NumberInput(attrs={"class": "form-control", "min": 1, "max": HIGHEST_NUMBER}),
    )
    name = forms.CharField(
        label=_("Name of the desk"),
        help_text=_("For example “Civil status, certification”; may be left empty."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    fields_taken = forms.ModelMultipleChoiceField(
        label=_("Fields it takes"),
        help_text=_("None ticked: the desk takes every field."),
        queryset=Field.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
