"""Forms of feedback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.statistics.on_time import Figure
from dossiers.statistics.period import Period
from staff.day_field import DayField
from staff.models import Unit

from .models.rating import LEVELS, QUESTIONS, Rating
from .statistics import Voice

_WORDING = {
    "attitude": _("How did the officials treat you?"),
    "time": _("Are you satisfied with the time it took?"),
    "result": _("Are you satisfied with the result you received?"),
}

_LONGEST_DAYS = 3660


class RatingForm(forms.Form):
    """Phiếu đánh giá nhanh: three questions on five levels, and a comment."""

    comment = forms.CharField(
        label=_("Anything you want to tell us"),
        help_text=_("Please do not write names, identity numbers or phone numbers here."),
        max_length=Rating._meta.get_field("comment").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {
            name: forms.TypedChoiceField(
                label=_WORDING[name],
                choices=LEVELS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the five answers.")},
            )
            for name in QUESTIONS
        }
        self.fields = questions | self.fields


class PeriodForm(forms.Form):
    """Kỳ báo cáo: from one day to another; all units of the person or one of them."""

    first = DayField(label=_("From"))
    last = DayField(label=_("To"))

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {unit.code: unit for unit in units}
        choices = [(unit.code, unit.name) for unit in units]
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), choices=[("", _("All units")), *choices], required=False
        )

    def clean(self) -> dict[str, Any]:
        """The days stand in order and not more than ten years apart."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        elif first and last and (last - first).days > _LONGEST_DAYS:
            self.add_error("last", _("Choose at most ten years."))
        return cleaned

    @property
    def period(self) -> Period:
        """The period asked for; call on a valid form."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit asked for; None for all."""
        return self._units.get(getattr(self, "cleaned_data", {}).get("unit", ""))


class DrillForm(PeriodForm):
    """Which number is opened: what it counts, in which period, in all units or one."""

    what = forms.ChoiceField(choices=[(each.value, each.value) for each in (*Figure, *Voice)])
