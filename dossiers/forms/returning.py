"""Forms of what goes back to the citizen: the result, the originals, with a signature on the screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.drawn import NotDrawn, from_data_url
from dossiers.forms.act import ActForm
from dossiers.forms.fields import WantedIdentityNumber, WantedText
from dossiers.models import Collection, Dossier
from dossiers.originals import Line, held_lines

_TEXT = {"class": "form-control", "autocomplete": "off"}


class DrawnField(forms.CharField):
    """Chữ ký trên màn hình: what a canvas sent, as the bytes of a picture; empty when nobody drew."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "label": _("Signature"), **kwargs})

    def clean(self, value: Any) -> bytes:
        """The picture's bytes; what is in them is judged by the service."""
        text = super().clean(value)
        if not text:
            return b""
        try:
            return from_data_url(text)
        except NotDrawn as error:
            raise forms.ValidationError(
                _("The signature could not be read. Clear the frame and sign again.")
            ) from error


class OriginalsField(forms.TypedMultipleChoiceField):
    """Which of the originals the office still keeps go back; all on a shelf, until somebody says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
        label = _("Originals returned now")
        super().__init__(**{"coerce": int, "required": False, "label": label, "widget": boxes, **kwargs})

    def offer(self, lines: list[Line]) -> None:
        """The originals to choose among, with where each lies."""
        self.choices = [
            (each.original.pk, f"{each.original.name} ({each.original.count}) – {each.place}") for each in lines
        ]
        self.initial = [each.original.pk for each in lines if not each.is_lent]


class ReturnForm(ActForm):
    """Trả kết quả: who came and what they showed."""

    proof = forms.ChoiceField(
        label=_("What was shown"),
        choices=Collection.Proof.choices,
        error_messages={"required": _("Choose what was shown.")},
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    collected_by = WantedText(
        label=_("Full name of whoever came"),
        max_length=150,
        widget=forms.TextInput(attrs=_TEXT),
    )
    identity_number = WantedIdentityNumber(
        label=_("Number of the identity paper"),
        widget=forms.TextInput(attrs={**_TEXT, "inputmode": "numeric"}),
    )
    authorisation = WantedText(
        label=_("Authorisation paper and its date"),
        max_length=200,
        widget=forms.TextInput(attrs=_TEXT),
    )
    originals = OriginalsField()
    originals_stay = WantedText(
        label=_("Why originals stay with the office"),
        max_length=300,
        widget=forms.TextInput(attrs=_TEXT),
    )
    signature = DrawnField()

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held_lines(dossier)
        if self.held:
            self.fields["originals"].offer(self.held)  # type: ignore[attr-defined]
        else:
            del self.fields["originals"], self.fields["originals_stay"]


class GiveBackOriginalsForm(forms.Form):
    """Trả lại bản chính, apart from the result."""

    use_required_attribute = False
    originals = OriginalsField()
    to = WantedText(label=_("Handed to"), max_length=150, widget=forms.TextInput(attrs=_TEXT))
    signature = DrawnField()

    def __init__(self, held: list[Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["originals"].offer(held)  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """Nhận giữ bản chính: one more original for this dossier."""

    use_required_attribute = False
    name = WantedText(
        label=_("Original"), max_length=1000, widget=forms.TextInput(attrs={**_TEXT, "list": "papers-of-dossier"})
    )
    count = forms.IntegerField(
        label=_("How many"), initial=1, widget=forms.NumberInput(attrs={"class": "form-control", "min": "1"})
    )
    shelf = WantedText(
        label=_("Shelf code"),
        max_length=40,
        widget=forms.TextInput(attrs={**_TEXT, "placeholder": "A-12"}),
    )


class PlaceForm(forms.Form):
    """Where one original goes: another shelf, the division, or back from it."""

    use_required_attribute = False
    place = WantedText(required=False, max_length=150)
