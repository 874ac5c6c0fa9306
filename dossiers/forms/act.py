"""The small form every act on a dossier has (biểu mẫu thao tác): what was seen, at which door, what was typed."""

from __future__ import annotations

from django import forms

from dossiers.services.perform import ActInput

DOORS = ("counter", "specialist", "leader")


def _words(field: forms.BoundField) -> str:
    """What stands in a field, a choice by its label; files cannot be shown again."""
    value = field.value()
    if isinstance(field.field, forms.FileField):
        return ""
    choices = dict(getattr(field.field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return "; ".join(str(choices.get(one, one or "")) for one in values).strip()


class ActForm(forms.Form):
    """An act without anything to fill in; it carries what the person saw (`lock_version`) and at which door."""

    use_required_attribute = False
    lock_version = forms.IntegerField(widget=forms.HiddenInput)
    door = forms.ChoiceField(choices=[(door, door) for door in DOORS], required=False, widget=forms.HiddenInput)

    def given(self) -> ActInput:
        """What was filled in, for the service."""
        known = ActInput.__dataclass_fields__
        return ActInput(**{name: value for name, value in self.cleaned_data.items() if name in known})

    def typed(self) -> list[tuple[str, str]]:
        """Label and text of everything that was typed, to be kept when the act cannot be carried out."""
        typed = [(str(field.label), _words(field)) for field in self.visible_fields()]
        return [(label, text) for label, text in typed if text]

    def has_fields(self) -> bool:
        return bool(self.visible_fields())
