"""Forms of the queue: which desk this is, where somebody is sent, a number given out by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dossiers.models import Ticket
from dossiers.queue_state import desk_name
from procedures.models import Desk

_SELECT = {"class": "form-select"}


class _DeskChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return desk_name(obj)


class DeskForm(forms.Form):
    """Quầy của máy này."""

    desk = _DeskChoice(label=_("This computer stands at"), queryset=Desk.objects.none(), empty_label=None)

    def __init__(self, *args: Any, desks: QuerySet[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks
        self.fields["desk"].widget.attrs.update(_SELECT)


class TransferForm(forms.Form):
    """Chuyển quầy."""

    to = _DeskChoice(label=_("Send to"), queryset=Desk.objects.none(), empty_label=None)

    def __init__(self, *args: Any, desks: QuerySet[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = desks
        self.fields["to"].widget.attrs.update(_SELECT)


class TicketForm(forms.Form):
    """Cấp số tại quầy, for whoever cannot use the kiosk."""

    service = forms.ChoiceField(
        label=_("Came to"), choices=Ticket.Service.choices, widget=forms.Select(attrs=_SELECT)
    )
    priority = forms.ChoiceField(
        label=_("Priority"), choices=Ticket.Priority.choices, required=False, widget=forms.Select(attrs=_SELECT)
    )
