"""Forms of the catalogue's manager and of its readers."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.limits import LARGEST_VALUE, LimitMode, smallest_value
from procedures.models import ProcedureVersion
from staff.day_field import DayField


class TimeLimitForm(forms.Form):
    """Limit set by the office (thời hạn giải quyết) for a procedure published without one."""

    mode = forms.ChoiceField(
        label=_("The limit counts in"),
        choices=[
            (LimitMode.WORKING_DAYS.value, _("working days")),
            (LimitMode.CALENDAR_DAYS.value, _("calendar days, days off included")),
            (LimitMode.WORKING_HOURS.value, _("working hours")),
            (LimitMode.SAME_DAY.value, _("on the same day")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Days and working days are different limits: take the unit of the published decision."),
    )
    value = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=0,
        help_text=_("Leave empty for the same day."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    cutoff = forms.TimeField(
        label=_("Cut-off"),
        required=False,
        help_text=_("For the same day: received later counts from the next working day. For example 15:00."),
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "15:00"}),
    )
    ground = forms.CharField(
        label=_("Ground"),
        min_length=5,
        max_length=1000,
        help_text=_("The law or decision this limit rests on, with number and date. Applicants can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.ModelChoiceField(ProcedureVersion.objects.all(), widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Check value and cut-off against the mode."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "mode" not in cleaned:
            return cleaned
        mode = LimitMode(cleaned["mode"])
        if "value" in cleaned:
            self._clean_value(mode, cleaned)
        if mode is not LimitMode.SAME_DAY and cleaned.get("cutoff") is not None:
            self.add_error("cutoff", _("A cut-off belongs to a limit on the same day only."))
        return cleaned

    def _clean_value(self, mode: LimitMode, cleaned: dict[str, Any]) -> None:
        low, high = smallest_value(mode), LARGEST_VALUE[mode]
        value = cleaned["value"]
        if mode is LimitMode.SAME_DAY:
            if value:
                self.add_error("value", _("Leave empty for the same day."))
            cleaned["value"] = 0
        elif value is None or not low <= value <= high:
            fault = _("Enter a whole number from %(low)d to %(high)d.") % {"low": low, "high": high}
            self.add_error("value", fault)

    def limit(self) -> dict[str, str | int | time | None]:
        """Return the checked limit as ``set_time_limit`` takes it."""
        return {name: self.cleaned_data[name] for name in ("mode", "value", "cutoff", "ground")}


class AsOfForm(forms.Form):
    """The day a procedure is looked at as it was posted then (xem theo ngày)."""

    ngay = DayField(label=_("How it was posted on"))

    def say_nothing_held(self) -> None:
        """The procedure was not in force on that day."""
        self.add_error("ngay", _("This procedure was not in force on that day. Choose a day from the list below."))
