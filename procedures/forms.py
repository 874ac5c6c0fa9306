"""Forms of the catalogue's readers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.day_field import DayField


class AsOfForm(forms.Form):
    """The day a procedure is looked at as it was posted then (xem theo ngày)."""

    ngay = DayField(label=_("How it was posted on"))

    def say_nothing_held(self) -> None:
        """The procedure was not in force on that day."""
        self.add_error("ngay", _("This procedure was not in force on that day. Choose a day from the list below."))
