"""The form of an act on many dossiers (xử lý hàng loạt)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms.fields import WantedText
from dossiers.models import Dossier
from dossiers.permissions import colleagues_of
from dossiers.services.batch import Wanted
from staff.models import Official
from staff.text import whole_number


def wanted_among(values: Iterable[str]) -> list[Wanted]:
    """What the check boxes say: ``reference:version`` each, once; anything else is left out."""
    found = {}
    for value in values:
        name, _colon, written = value.partition(":")
        version = whole_number(written)
        if name and len(name) <= 40 and version is not None:
            found[name] = Wanted(name, version)
    return list(found.values())


class BatchReassignForm(forms.Form):
    """To whom all the chosen dossiers go: a specialist of every unit they lie with."""

    use_required_attribute = False
    official = forms.TypedChoiceField(
        label=_("Assign to"),
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": _("Choose a specialist of the unit the dossier lies with.")},
    )
    reason = WantedText(
        label=_("Reason of the reassignment"),
        help_text=_("Only officials read this; it stands on the control sheet."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )

    def __init__(self, *args: Any, dossiers: Sequence[Dossier], on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, str(each.user)) for each in _common(dossiers, on=on)]
        self.fields["official"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


def _common(dossiers: Sequence[Dossier], *, on: dt.date) -> list[Official]:
    legs = {each.open_leg.unit_id: each.open_leg for each in dossiers if each.open_leg is not None}
    groups = [list(colleagues_of(leg, on=on)) for leg in legs.values()]
    return [each for each in groups[0] if all(each in group for group in groups)] if groups else []
