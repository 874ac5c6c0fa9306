"""Forms of acts that reach beyond the dossier: opinions of other units, linked dossiers (phối hợp, liên thông)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.file_types import ACCEPTED
from dossiers.forms.act import ActForm
from dossiers.forms.fields import (
    SeveralFilesField,
    SeveralFilesInput,
    WantedChoice,
    WantedNumber,
    WantedSeveral,
    WantedText,
)
from dossiers.linked import counters_to_link, files_to_show, procedures_to_link
from dossiers.loose_ends import loose_ends
from dossiers.models import Dossier
from dossiers.opinions import Measure, units_to_ask
from dossiers.services.perform import ActInput
from dossiers.workflow import Action

_SELECT = {"class": "form-select"}


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class AskOpinionForm(ActForm):
    """Xin ý kiến: which units, what, and by when on their own calendar."""

    units = WantedSeveral(
        label=_("Units asked"),
        help_text=_("Hold Ctrl to choose several; each is asked the same and answers for itself."),
        widget=forms.SelectMultiple(attrs={**_SELECT, "size": 7}),
    )
    question = WantedText(
        label=_("Question"),
        help_text=_("The units asked may read the whole dossier, but change nothing. Its clock goes on."),
        widget=_text(3),
    )
    amount = WantedNumber(
        label=_("Time to answer"),
        initial=2,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric", "min": 1}),
    )
    measure = WantedChoice(
        label=_("Counted in"),
        choices=[(Measure.DAYS.value, _("working days")), (Measure.HOURS.value, _("working hours"))],
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_ask(dossier, timezone.localdate()).values_list("code", "name")
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]


class OpinionForm(ActForm):
    """Which of the questions is meant."""

    opinion = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(OpinionForm):
    """Cho ý kiến: what the dossier has gone through meanwhile does not matter to the answer."""

    answer = WantedText(label=_("Answer"), widget=_text(5))
    files = SeveralFilesField(
        label=_("Files with the answer"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
        help_text=_("Officials who work on the dossier read them; the applicant does not."),
    )

    def given(self) -> ActInput:
        return ActInput(opinion=self.cleaned_data["opinion"], answer=self.cleaned_data["answer"])


class LinkForm(ActForm):
    """Mở hồ sơ liên thông: what is asked for, where, and which files are shown there."""

    procedure = WantedChoice(label=_("Procedure"), widget=forms.Select(attrs=_SELECT))
    unit = WantedChoice(
        label=_("Counter that receives it"),
        help_text=_("That counter gives its own code, and its own clock runs. This dossier's clock goes on."),
        widget=forms.Select(attrs=_SELECT),
    )
    files_shown = forms.TypedMultipleChoiceField(
        label=_("Files shown there"),
        coerce=int,
        required=False,
        help_text=_("They stay here and can be read there; each look is noted."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        choose = ("", _("Choose …"))
        units = [(unit.code, unit.name) for unit in counters_to_link(today)]
        self.fields["procedure"].choices = [choose, *procedures_to_link(dossier, today)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [choose, *units]  # type: ignore[attr-defined]
        files = [(file.pk, file.name) for file in files_to_show(dossier)]
        self.fields["files_shown"].choices = files  # type: ignore[attr-defined]
        if not files:
            del self.fields["files_shown"]


def with_note(form: ActForm, dossier: Dossier, action: Action) -> ActForm:
    """The same form; where something beside the dossier is still open, it also asks why that does not matter."""
    ends = loose_ends(dossier, action)
    if ends:
        form.fields["note"] = WantedText(
            label=_("Why this goes on without waiting"), help_text=" ".join(ends), widget=_text(2)
        )
    return form
