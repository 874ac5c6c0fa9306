"""Forms about reminders and tasks of the counter (nhắc việc, việc của bộ phận một cửa)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.models import CounterTask
from dossiers.services.counter_tasks import MOST_OF_A_NOTE
from dossiers.services.reminding import MOST_A_DAY
from staff import channels
from staff.models import Message, ReminderPreference

# not the browser's own clock field: on an English system it asks for a.m. and p.m.
_TIME = forms.TimeInput(
    attrs={"class": "form-control", "placeholder": "21:30", "autocomplete": "off"}, format="%H:%M"
)
_TIMES = ["%H:%M", "%Hh%M", "%H.%M", "%H"]


class PreferenceForm(forms.Form):
    """Cách nhận nhắc việc."""

    use_required_attribute = False
    mode = forms.ChoiceField(
        label=_("Reminders"), choices=ReminderPreference.Mode.choices, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("Channel"), widget=forms.Select(attrs={"class": "form-select"}))
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=_TIME, input_formats=_TIMES)
    quiet_to = forms.TimeField(
        label=_("Quiet to"),
        required=False,
        widget=_TIME,
        input_formats=_TIMES,
        help_text=_("In these hours nothing is sent to you; both empty means no quiet hours."),
    )
    most_a_day = forms.IntegerField(
        label=_("At most so many dossiers a day"),
        min_value=1,
        max_value=MOST_A_DAY,
        help_text=_("The most pressing come first; the others wait for the next day."),
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = channels.available() | {self.initial.get("channel", Message.Channel.EMAIL.value)}
        choices = [choice for choice in Message.Channel.choices if choice[0] in offered]
        self.fields["channel"].choices = choices  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """Kết quả gọi điện, nhắn tin."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=_("How did it come out?"),
        choices=CounterTask.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came out."), "invalid_choice": _("Choose how it came out.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=MOST_OF_A_NOTE,
        help_text=_("For example who answered, or who passes on the news."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
