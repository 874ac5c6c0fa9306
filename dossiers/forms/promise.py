"""Forms about the promise (xin lỗi và hẹn lại, ấn định lại hạn trả): for the dossier page and the head's list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.deadline_facts import LONGEST_EXTENSION
from dossiers.forms.act import ActForm
from dossiers.forms.fields import WantedText
from dossiers.models import Apology, Dossier
from dossiers.services.override import MOST_OF_A_DOCUMENT
from staff.day_field import DayField


def _cause() -> WantedText:
    return WantedText(
        label=_("Cause of the delay"),
        help_text=_("Printed on the apology and sent to the applicant. Say what happened, name nobody."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control", "lang": "vi"}),
    )


class WantedNumber(forms.IntegerField):
    """A number that is wanted but not judged here: the service names it together with all other faults."""

    def validate(self, value: Any) -> None:
        """Let an empty number through."""


class WantedDay(DayField):
    """A day of the same kind."""

    def validate(self, value: Any) -> None:
        """Let an empty day through."""


def _extra_days() -> WantedNumber:
    return WantedNumber(
        label=_("Working days more"),
        widget=forms.NumberInput(
            attrs={"class": "form-control", "min": 1, "max": LONGEST_EXTENSION, "inputmode": "numeric"}
        ),
    )


class ExtendForm(ActForm):
    """Xin lỗi, hẹn lại from the dossier page: begins with what the draft says, if there is one."""

    cause = _cause()
    extra_days = _extra_days()

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        drafted = dossier.apologies.filter(status=Apology.Status.DRAFTED).first()
        if drafted is not None:
            kwargs["initial"] = kwargs.get("initial", {}) | {
                "cause": drafted.cause,
                "extra_days": drafted.extra_days,
            }
        super().__init__(*args, **kwargs)
        self.fields["extra_days"].help_text = _(
            "Counted after the appointment that stands now. The law allows this once for a dossier."
        )


class OverrideForm(ActForm):
    """Ấn định lại hạn trả: a working day, why, and the paper that decided it."""

    due_on = WantedDay(
        label=_("New appointment"),
        help_text=_("At the close of business of this working day."),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    document = WantedText(
        label=_("Decided by"),
        help_text=_("Number and day of the paper, such as 12/QĐ-UBND of 20/11/2026."),
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "off", "maxlength": MOST_OF_A_DOCUMENT}
        ),
    )
    reason = WantedText(
        label=_("Reason"),
        help_text=_("In words the citizen understands; it is sent to the applicant."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class ApologyForm(forms.Form):
    """One draft in the head's list."""

    use_required_attribute = False
    cause = _cause()
    extra_days = _extra_days()
