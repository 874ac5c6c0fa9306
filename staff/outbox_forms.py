"""Forms of the outbox page (theo dõi tin nhắn gửi đi)."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .day_field import DayField
from .message_kinds import Kind
from .models import Message


class OutboxFilter(forms.Form):
    """Bộ lọc tin nhắn: everything optional; what was typed stays in the form."""

    q = forms.CharField(label=_("Dossier code or recipient"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *Message.State.choices], required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("All")), *Message.Channel.choices], required=False
    )
    event = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Kind.choices], required=False)
    since = DayField(label=_("First day"), required=False)
    until = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it starts."))
        return cleaned

    def narrow(self, messages: QuerySet[Message]) -> QuerySet[Message]:
        """The messages asked for; call it on a valid form only."""
        wanted = self.cleaned_data
        if text := wanted["q"].strip():
            code = text.upper()
            messages = messages.filter(
                Q(reference=code) | Q(key__startswith=f"{code}:") | Q(recipient__icontains=text)
            )
        if wanted["state"]:
            messages = messages.filter(state=wanted["state"])
        if wanted["channel"]:
            messages = messages.filter(channel=wanted["channel"])
        if wanted["event"]:
            messages = messages.filter(event=wanted["event"])
        if wanted["since"]:
            messages = messages.filter(created_at__gte=_midnight(wanted["since"]))
        if wanted["until"]:
            messages = messages.filter(created_at__lt=_midnight(wanted["until"] + dt.timedelta(days=1)))
        return messages


class ResendForm(forms.Form):
    """Gửi lại: sending again is meant, not a slip of the finger."""

    confirm = forms.BooleanField(
        label=_("I have checked that the address is right and that the text is still true."),
        error_messages={"required": _("Tick this box to send the message again.")},
    )


class ResendManyForm(ResendForm):
    """Gửi lại nhiều tin: the ticked ones, or all of the list that failed."""

    field_order = ("message", "whole_list", "confirm")

    message = forms.ModelMultipleChoiceField(queryset=Message.objects.none(), required=False)
    whole_list = forms.BooleanField(label=_("All failed and given-up messages of this list"), required=False)
    confirm = forms.BooleanField(
        label=_("I have checked the addresses, and the texts are still true."),
        error_messages={"required": _("Tick this box to send the messages again.")},
    )

    def __init__(self, *args: Any, messages: QuerySet[Message], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].queryset = messages  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["whole_list"] and not cleaned["message"]:
            self.add_error(None, _("Tick at least one message, or the whole list."))
        return cleaned


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
