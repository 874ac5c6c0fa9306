"""Forms of what goes back to the citizen: the result, the originals, with a signature on the screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.drawn import NotDrawn, from_data_url
from dossiers.forms.act import ActForm
from dossiers.forms.fields import WantedIdentityNumber, WantedText
from dossiers.models import Collection, Dossier, KeptOriginal

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
    """Which of the originals the office still keeps go back; all of them, as long as nobody says otherwise."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"coerce": int, "required": False, "label": _("Originals returned now"), **kwargs})

    def offer(self, originals: list[KeptOriginal]) -> None:
        """The rows to choose among."""
        self.choices = [(each.pk, f"{each.name} ({each.count}) – {each.shelf}") for each in originals]
        self.initial = [each.pk for each in originals]


class ReturnForm(ActForm):
    """Trả kết quả: who came and what they showed."""

    proof = forms.ChoiceField(
        label=_("What was shown"),
        choices=Collection.Proof.choices,
        required=False,
        initial=Collection.Proof.RECEIPT,
        widget=forms.RadioSelect,
    )
    collected_by = forms.CharField(
        label=_("Collected by, if it is not the applicant"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs=_TEXT),
    )
    identity_number = WantedIdentityNumber(
        label=_("Number of the identity paper"),
        required=False,
        widget=forms.TextInput(attrs={**_TEXT, "inputmode": "numeric"}),
    )
    authorisation = WantedText(
        label=_("Authorisation paper and its date"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=_TEXT),
    )
    originals = OriginalsField()
    originals_stay = WantedText(
        label=_("Why originals stay with the office"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=_TEXT),
    )
    signature = DrawnField()

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = list(dossier.originals.filter(returned_at__isnull=True))
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

    def __init__(self, originals: list[KeptOriginal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["originals"].offer(originals)  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """Nhận giữ bản chính: one more original for this dossier."""

    use_required_attribute = False
    name = WantedText(
        label=_("Original"), max_length=1000, widget=forms.TextInput(attrs={**_TEXT, "list": "papers-of-dossier"})
    )
    count = forms.IntegerField(
        label=_("Number"), initial=1, widget=forms.NumberInput(attrs={"class": "form-control", "min": "1"})
    )
    shelf = WantedText(
        label=_("Shelf code"),
        max_length=40,
        help_text=_("Where it lies, for example A-12."),
        widget=forms.TextInput(attrs=_TEXT),
    )


class PlaceForm(forms.Form):
    """Where one original goes: another shelf, the division, or back from it."""

    use_required_attribute = False
    place = WantedText(required=False, max_length=150)
