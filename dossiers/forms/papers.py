"""Forms about issued papers: correcting one, and the filters of the tracking book."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms.fields import WantedText
from dossiers.models import Proposal


class CorrectionForm(forms.Form):
    """Đính chính: why, and what was typed into the paper, to be put right."""

    reason = WantedText(
        label=_("Why is the paper corrected?"),
        help_text=_("Printed on the new paper, beside the number it replaces."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    text = forms.CharField(
        label=_("Text on the paper"),
        help_text=_("Put right what was typed wrongly. Name, address and papers are taken from the dossier anew."),
        max_length=Proposal.MOST_OF_A_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
    )

    def __init__(self, data: Any = None, *, text: str | None) -> None:
        super().__init__(data, initial={"text": text or ""})
        if text is None:
            del self.fields["text"]
