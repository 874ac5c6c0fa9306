"""Forms of the office: one small form for each act on a dossier, and the filters of work lists.

They say what a field is called and keep what was typed; what must be in it is judged by `rules` in the services.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dossiers.file_types import ACCEPTED
from dossiers.forms.act import DOORS, ActForm
from dossiers.forms.beside import AnswerForm, AskOpinionForm, LinkForm, OpinionForm, with_note
from dossiers.forms.fields import SeveralFilesField, SeveralFilesInput, WantedText
from dossiers.forms.handing import GiveBackForm, HandOnForm, ReassignForm
from dossiers.forms.promise import ExtendForm, OverrideForm
from dossiers.forms.returning import ReturnForm
from dossiers.labels import STATE_CHOICES
from dossiers.loose_ends import NOTED_ACTIONS
from dossiers.models import Dossier, Proposal
from dossiers.rules import HandedIn
from dossiers.workflow import Action, State
from procedures.models import RequiredDocument


def add_faults(form: forms.Form, errors: Mapping[str, list[str]]) -> None:
    """Put the faults of a service at the fields they name; what has no field stands above the form."""
    for name, texts in errors.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def _lines(label: Any, *, help_text: Any = "", rows: int = 3, wanted: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
    if wanted:
        return WantedText(label=label, help_text=help_text, widget=widget)
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False, max_length=1000)


class ReasonForm(ActForm):
    reason = _lines(
        _("Reason"), help_text=_("In words the citizen understands; it is printed on the notice and sent.")
    )


class SendBackForm(ActForm):
    reason = _lines(_("What must be changed"), help_text=_("Only the specialist reads this."))


class OptionalReasonForm(ActForm):
    reason = _lines(_("Remark"), rows=2, wanted=False)


class SupplementForm(ActForm):
    items = _lines(
        _("What is missing or wrong"),
        help_text=_("One paper or point per line. The law allows one request, so name everything now."),
        rows=5,
    )
    reason = _lines(_("Reason and legal ground"))

    def clean_items(self) -> list[str]:
        """One item per line."""
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class CompletedForm(ActForm):
    """Reception of a paper dossier that had to be completed: which papers were brought."""

    papers = forms.MultipleChoiceField(
        label=_("Papers brought now"),
        help_text=_("Compare with the published list only."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noted = set(dossier.papers.filter(fault="").values_list("required_document", flat=True))
        self.missing = {str(each.pk): each for each in dossier.version.documents.all() if each.pk not in noted}
        self.fields["papers"].choices = [(key, each.name) for key, each in self.missing.items()]  # type: ignore[attr-defined]

    def clean_papers(self) -> list[HandedIn]:
        """Each ticked paper in the published number."""
        ticked = [self.missing[key] for key in self.cleaned_data["papers"]]
        return [
            HandedIn(each.pk, originals=each.originals or int(not each.copies), copies=each.copies)
            for each in ticked
        ]


class SupplyForm(ActForm):
    answer = _lines(_("What was handed in"), rows=2, wanted=False)
    files = SeveralFilesField(
        label=_("Scans"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, JPEG, PNG, HEIC or DOCX, at most 20 MB each."),
    )


class ProposalForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("Proposed result"),
        choices=Proposal.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether the result is issued or the dossier is not eligible."),
            "invalid_choice": _("Choose whether the result is issued or the dossier is not eligible."),
        },
    )
    text = _lines(
        _("Content of the result, or the reason why it is not granted"),
        help_text=_("The leader reads this before signing."),
        rows=6,
    )
    files = SeveralFilesField(
        label=_("File of the result"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("The paper to be signed, if it is ready. PDF, JPEG, PNG, HEIC or DOCX, at most 20 MB."),
    )


ACT_FORMS: dict[Action, type[ActForm]] = {
    Action.HAND_ON: HandOnForm,
    Action.GIVE_BACK: GiveBackForm,
    Action.REFUSE: ReasonForm,
    Action.REQUEST_SUPPLEMENT: SupplementForm,
    Action.SUPPLY: SupplyForm,
    Action.REQUEST_PAYMENT: ReasonForm,
    Action.PROPOSE: ProposalForm,
    Action.SEND_BACK: SendBackForm,
    Action.WITHDRAW: ReasonForm,
    Action.CONTINUE: OptionalReasonForm,
    Action.STOP: ReasonForm,
    Action.OVERRIDE: OverrideForm,
    Action.GIVE_OPINION: AnswerForm,
    Action.DROP_OPINION: OpinionForm,
}


def act_form(
    action: Action, dossier: Dossier, *, door: str, data: Any = None, files: Any = None, **kwargs: Any
) -> ActForm:
    """The form of an act, empty or as it was sent; field ids differ from act to act on the same page."""
    kwargs |= {
        "auto_id": f"{action.value}-%s",
        "initial": {"lock_version": dossier.lock_version, "door": door},
    }
    # the papers of a linked dossier lie with the dossier it was opened for
    if action is Action.RECEIVE and (dossier.is_on_paper or dossier.parent_id is not None):
        return CompletedForm(dossier, data, files, **kwargs)
    if action is Action.EXTEND:
        return ExtendForm(dossier, data, files, **kwargs)
    if action is Action.REASSIGN:
        return ReassignForm(dossier, data, files, **kwargs)
    if action is Action.ASK_OPINION:
        return AskOpinionForm(dossier, data, files, **kwargs)
    if action is Action.RETURN:
        return ReturnForm(dossier, data, files, **kwargs)
    if action is Action.LINK:
        return LinkForm(dossier, data, files, **kwargs)
    form = ACT_FORMS.get(action, ActForm)(data, files, **kwargs)
    return with_note(form, dossier, action) if action in NOTED_ACTIONS else form


class ScanForm(forms.Form):
    """A scan of one paper, added by the office (số hóa giấy tờ)."""

    use_required_attribute = False
    door = forms.ChoiceField(choices=[(door, door) for door in DOORS], required=False, widget=forms.HiddenInput)
    paper = forms.ModelChoiceField(
        RequiredDocument.objects.none(),
        label=_("Paper"),
        required=False,
        empty_label=_("Another paper"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    files = SeveralFilesField(
        label=_("Files"),
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, JPEG, PNG, HEIC or DOCX, at most 20 MB each."),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="scan-%s", **kwargs)
        self.fields["paper"].queryset = dossier.version.documents.all()  # type: ignore[attr-defined]

    def clean_files(self) -> list[UploadedFile]:
        """At least one file."""
        files: list[UploadedFile] = self.cleaned_data["files"]
        if not files:
            raise forms.ValidationError(_("Choose a file."))
        return files


class FilterForm(forms.Form):
    """Filters of a work list; all stand in the address, so that a list can be sent to a colleague."""

    state = forms.TypedChoiceField(
        label=_("State"),
        choices=[("", _("Any state")), *[choice for choice in STATE_CHOICES if choice[0] != State.DRAFT.value]],
        coerce=lambda value: State(int(value)),
        empty_value=None,
        required=False,
    )
    due = forms.ChoiceField(
        label=_("Deadline"),
        choices=[
            ("", _("Any deadline")),
            ("today", _("Due today")),
            ("soon", _("Due within 2 working days")),
            ("overdue", _("Overdue")),
        ],
        required=False,
    )
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)

    def __init__(self, data: Any, *, procedures: list[tuple[str, str]]) -> None:
        super().__init__(data)
        chosen = (data.get("procedure") or "")[:40]
        choices = [("", _("Any procedure")), *procedures]
        if chosen and chosen not in dict(procedures):
            choices.append((chosen, chosen))
        self.fields["procedure"].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
