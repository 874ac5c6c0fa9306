"""Forms of the manager's walls (biểu mẫu quản lý niêm yết)."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from procedures.models import Field, PostedSheet, PostingPlace, ProcedureVersion
from staff.models import Unit
from staff.text import fold

Kind = PostedSheet.Kind
_LONGEST_LABEL = 90


class PlaceForm(forms.ModelForm):
    """Nơi niêm yết."""

    class Meta:
        model = PostingPlace
        fields = ("name", "note")
        help_texts = {
            "name": _("As people call it: notice board on the ground floor, wall beside counter 2."),
            "note": _("So that a new colleague finds it."),
        }


class SheetForm(forms.Form):
    """Tờ niêm yết: what is to hang, and on which paper."""

    subject = forms.ChoiceField(label=_("What is to hang"))
    size = forms.ChoiceField(
        label=pgettext_lazy("sheet", "Paper"),
        choices=PostedSheet.Size.choices,
        widget=forms.RadioSelect,
        initial=PostedSheet.Size.A3,
        help_text=_("A3 is read from three steps away, A4 from one."),
    )

    def __init__(self, *args: Any, unit: Unit, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = ProcedureVersion.objects.in_force(on).received_by(unit)
        received = list(versions.values_list("procedure_id", "name", "procedure__code", "procedure__field"))
        fields = Field.objects.filter(pk__in={field for *_rest, field in received})
        names = sorted(((field.pk, field.name) for field in fields), key=lambda pair: fold(pair[1]))
        procedures = sorted(received, key=lambda row: fold(row[1]))
        cast(forms.ChoiceField, self.fields["subject"]).choices = [
            ("", _("Choose")),
            (Kind.FEES.value, Kind.FEES.label),
            (Kind.RULES.value, Kind.RULES.label),
            (Kind.PEOPLE.value, Kind.PEOPLE.label),
            (Kind.FIELD.label, [(f"{Kind.FIELD}:{pk}", name) for pk, name in names]),
            (_("Fees of one field"), [(f"{Kind.FEES}:{pk}", name) for pk, name in names]),
            (
                Kind.PROCEDURE.label,
                [
                    (f"{Kind.PROCEDURE}:{pk}", f"{Truncator(name).chars(_LONGEST_LABEL)} ({code})")
                    for pk, name, code, _field in procedures
                ],
            ),
        ]

    def sheet(self) -> dict[str, Any]:
        """What was chosen, as `add_sheet` takes it."""
        kind, _colon, key = self.cleaned_data["subject"].partition(":")
        about: dict[str, Any] = {"kind": kind, "size": self.cleaned_data["size"]}
        if kind == Kind.PROCEDURE:
            return about | {"procedure_id": int(key)}
        return about | {"field_id": int(key) if key else None}


class HungForm(forms.Form):
    """Xác nhận đã treo: the photo of the wall."""

    photo = forms.FileField(
        label=_("Photo of the wall"),
        help_text=_("With the new sheet on it and without the old one. JPEG or PNG, at most 15 MB."),
        error_messages={"required": _("Take a photo of the wall, or choose one.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
