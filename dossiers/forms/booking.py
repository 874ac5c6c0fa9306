"""Form of a booking (đặt lịch hẹn); what must be in it the service judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.booking_slots import Slot
from dossiers.forms.fields import WantedChoice, WantedText
from dossiers.models import Booking


def _longest(name: str) -> int:
    length: int = Booking._meta.get_field(name).max_length
    return length


class BookingForm(forms.Form):
    """Thông tin đặt lịch: one of the day's times, and who comes."""

    use_required_attribute = False
    slot = WantedChoice(label=_("Time"), widget=forms.RadioSelect)
    name = WantedText(
        label=_("Full name"),
        max_length=_longest("name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = WantedText(
        label=_("Phone"),
        help_text=_("You can take your number with it at the kiosk."),
        max_length=_longest("phone"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=_longest("email"),
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [  # type: ignore[attr-defined]
            (slot.starts_at.isoformat(), f"{timezone.localtime(slot.starts_at):%H:%M}")
            for slot in slots
            if slot.free
        ]

    def starts_at(self) -> dt.datetime | None:
        """The chosen time; None when none was chosen, or one that is not offered any more."""
        chosen = self.cleaned_data.get("slot")
        return dt.datetime.fromisoformat(chosen) if chosen else None


class BookingCodeForm(forms.Form):
    """Tra lịch hẹn by its code."""

    code = forms.CharField(
        label=_("Booking code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
