"""What is asked when a draft is handed in, given back or published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.drafting.reviewing import LONGEST_DECISION, LONGEST_SUMMARY, SHORTEST_REMARK
from staff.day_field import DayField


class HandInForm(forms.Form):
    """Trình thẩm định: from when, by which decision, and what changes."""

    use_required_attribute = False
    starts_on = DayField(label=_("In force from"), help_text=_("Today or a later day."))
    decision = forms.CharField(
        label=_("Decision that publishes it"),
        required=False,
        max_length=LONGEST_DECISION,
        help_text=_("With number and date; applicants can read it."),
    )
    change_summary = forms.CharField(
        label=_("What changes"),
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text=_("Applicants can read it. Left empty, the list of changes is taken."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    lock_version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """Công bố: from when."""

    use_required_attribute = False
    starts_on = DayField(label=_("In force from"), help_text=_("Today or a later day."))
    replaces_coming = forms.BooleanField(label=_("The version that was to come is replaced"), required=False)
    lock_version = forms.IntegerField(widget=forms.HiddenInput)


class GiveBackForm(forms.Form):
    """Trả lại: what has to be put right."""

    use_required_attribute = False
    remark = forms.CharField(
        label=_("What has to be put right"),
        min_length=SHORTEST_REMARK,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def add_faults(form: forms.Form, faults: list[Any]) -> list[str]:
    """Put faults beside the fields of `form`; return those that belong to none."""
    loose = []
    for fault in faults:
        if fault.path in form.fields:
            form.add_error(fault.path, fault.message)
        else:
            loose.append(fault.message)
    return loose
