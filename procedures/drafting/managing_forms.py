"""Forms of the page of one procedure: closing it, its owner, its questions and answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.drafting.closing import MOST_QUESTIONS
from procedures.models import Procedure
from staff.day_field import DayField
from staff.models import Official


class ClosingForm(forms.Form):
    """Bãi bỏ: the last day, by which decision, and what replaces it."""

    use_required_attribute = False
    last_day = DayField(label=_("Last day in force"), help_text=_("Dossiers received until then are finished."))
    ground = forms.CharField(
        label=_("Decision that ends it"), max_length=300, help_text=_("With number and date.")
    )
    replaced_by = forms.CharField(
        label=_("Code of the procedure that replaces it"),
        required=False,
        max_length=40,
        help_text=_("Readers are led on to it. Leave empty if nothing replaces it."),
    )

    def clean_replaced_by(self) -> Procedure | None:
        """The procedure with this code."""
        code = self.cleaned_data["replaced_by"]
        if not code:
            return None
        found = Procedure.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("No procedure has this code."))
        return found


class OwnerForm(forms.Form):
    """Người phụ trách."""

    owner = forms.ModelChoiceField(
        label=_("Answers for the content"),
        queryset=Official.objects.none(),
        required=False,
        empty_label=_("nobody in particular: the managers"),
        help_text=_("Is told before a fee, a form or a text of law of this procedure runs out."),
    )

    def __init__(self, *args: Any, officials: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["owner"]
        choice.queryset = officials
        choice.label_from_instance = _name_of


def _name_of(official: Official) -> str:
    return f"{official.user}, {official.post}" if official.post else str(official.user)


class QuestionForm(forms.Form):
    """One question; a row with neither is left out."""

    use_required_attribute = False
    question = forms.CharField(label=_("Question"), required=False, max_length=300)
    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )


QuestionFormSet = forms.formset_factory(QuestionForm, extra=2, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS)
