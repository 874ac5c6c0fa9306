"""Form fields that fill columns of a dossier; their bounds are those of the columns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from dossiers.models import Dossier
from dossiers.rules import tidy_identity
from staff.day_field import DayField


def longest(name: str, model: type[Model] = Dossier) -> int:
    """How many characters the column `name` holds."""
    length: int = model._meta.get_field(name).max_length
    return length


class WantedText(forms.CharField):
    """A text that is wanted but not judged here: the service names it together with all other faults."""

    def validate(self, value: Any) -> None:
        """Let an empty text through."""


class WantedChoice(forms.ChoiceField):
    """A choice that is wanted but not judged here; a value that is not offered is a fault all the same."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class WantedSeveral(forms.MultipleChoiceField):
    """Several choices of which at least one is wanted but not judged here."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class WantedDay(DayField):
    """A day that is wanted but not judged here."""

    def validate(self, value: Any) -> None:
        """Let an empty day through."""


class WantedNumber(forms.IntegerField):
    """A whole number that is wanted but not judged here."""

    def validate(self, value: Any) -> None:
        """Let an empty number through."""


class IdentityNumberField(forms.CharField):
    """Số định danh, mã số thuế: spaces and dots, by which people group the digits, do not count."""

    #: Room for what is typed, separators included.
    TYPED_AT_MOST = 30

    def to_python(self, value: Any) -> str:
        return tidy_identity(super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"maxlength": str(self.TYPED_AT_MOST)}


class WantedIdentityNumber(WantedText, IdentityNumberField):
    """An identity number that the service judges."""


def text_field(
    label: Any,
    max_length: int,
    *,
    kind: type[forms.CharField] = forms.CharField,
    help_text: Any = "",
    **attrs: Any,
) -> forms.CharField:
    """One line of text that the browser does not remember from the citizen before."""
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attrs})
    is_wanted = issubclass(kind, WantedText)
    return kind(label=label, max_length=max_length, help_text=help_text, required=is_wanted, widget=widget)


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Files chosen together; empty files pass here, so that the service can refuse them by name."""

    widget = SeveralFilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_empty_file": True, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files if file]
