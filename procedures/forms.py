"""Forms of the catalogue's readers."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.day_field import DayField


class AsOfForm(forms.Form):
    """The day a procedure is looked at as it was posted then (xem theo ngày)."""

    ngay = DayField(
        label=_("How it was posted on"),
        error_messages={
            "invalid": _("There is no such day. Write it like 31/12/2023, or choose a version below.")
        },
    )

    def full_clean(self) -> None:
        """Check; what is no day stays to be seen, which a browser's calendar would not show."""
        super().full_clean()
        if self.has_error("ngay", "invalid"):
            self.fields["ngay"].widget = forms.TextInput()

    def say_nothing_held(self, first: date) -> None:
        """The procedure, posted from `first` on, was not in force on that day."""
        if self.cleaned_data["ngay"] < first:
            early = _("It was first posted here on %(day)s; what held before is not kept. Choose a version below.")
            self.add_error("ngay", early % {"day": f"{first:%d/%m/%Y}"})
        else:
            self.add_error(
                "ngay", _("This procedure was not in force on that day. Choose a day from the list below.")
            )
