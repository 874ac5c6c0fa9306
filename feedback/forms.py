"""Forms of feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models.rating import LEVELS, QUESTIONS, Rating

_WORDING = {
    "attitude": _("How did the officials treat you?"),
    "time": _("Are you satisfied with the time it took?"),
    "result": _("Are you satisfied with the result you received?"),
}


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
