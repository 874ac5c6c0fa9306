"""Forms of handing a dossier around inside the office (giao nhận nội bộ)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.forms.act import ActForm
from dossiers.forms.fields import WantedText
from dossiers.models import Dossier
from dossiers.permissions import colleagues_of


class HandOnForm(ActForm):
    reason = forms.CharField(
        label=_("Remark for whoever goes on"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


class GiveBackForm(ActForm):
    reason = WantedText(
        label=_("Why it is given back"),
        help_text=_("Only officials read this; it stands on the control sheet."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class ReassignForm(ActForm):
    """Another specialist of the unit the dossier lies with; whoever holds it now is not offered."""

    official = forms.TypedChoiceField(
        label=_("Assign to"),
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose a specialist of the unit the dossier lies with."),
            "invalid_choice": _("Choose a specialist of the unit the dossier lies with."),
        },
    )
    reason = WantedText(
        label=_("Reason of the reassignment"),
        help_text=_("Only officials read this; it stands on the control sheet."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leg = dossier.open_leg
        colleagues = colleagues_of(leg, on=timezone.localdate()) if leg is not None else ()
        holder = leg.holder_id if leg is not None else None
        others = [(each.pk, str(each.user)) for each in colleagues if each.pk != holder]
        self.fields["official"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose") if others else _("Nobody else of the unit is at work today")),
            *others,
        ]
