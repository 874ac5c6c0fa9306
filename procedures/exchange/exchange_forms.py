"""Forms of the pages that bring the catalogue in and out as files."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.drafting.managed import latest_versions
from procedures.exchange.uploads import LARGEST_UPLOAD, MOST_TAKEN_AT_ONCE
from procedures.models import Field
from procedures.querysets import LEVELS
from staff.day_field import DayField

YAML, XLSX = "yaml", "xlsx"


class ExportForm(forms.Form):
    """What to write into the file (xuất danh mục); every part may be left empty."""

    q = forms.CharField(label=_("Words of the name or code"), required=False, max_length=200)
    field = forms.ChoiceField(label=_("Field"), required=False)
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("All")), ("commune", _("Commune level")), ("district", _("District level"))],
    )
    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[(XLSX, _("Workbook (XLSX), to be read and changed by people")), (YAML, _("YAML, for programs"))],
        initial=XLSX,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = Field.objects.order_by("name").values_list("slug", "name")
        cast(forms.ChoiceField, self.fields["field"]).choices = [("", _("All")), *fields]

    def versions(self, on: date) -> Any:
        """The versions published last that are asked for, by name.

        One that only starts later is written, not the one it follows: read in again, the file would undo it.
        """
        asked = self.cleaned_data
        level = asked["level"] if asked["level"] in LEVELS else ""
        going_on = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        found = latest_versions().filter(going_on).narrowed(field=asked["field"], level=level)
        return found.matching(asked["q"]).order_by("name", "id")


class UploadForm(forms.Form):
    """Tệp danh mục."""

    file = forms.FileField(
        label=_("Catalogue file"),
        help_text=_("A workbook (XLSX) or a YAML file, at most 10 MB. You look at it first; nothing changes yet."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Bounded before it is read."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("The file has more than 10 MB. Split it, or have the IT officer import it with the command.")
            )
        return upload


class RowsForm(forms.Form):
    """Rows of an upload to be handed in for review, and from when they shall hold."""

    rows = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick what is to be handed in for review.")}
    )
    starts_on = DayField(label=_("In force from"), help_text=_("Rows that state a later day keep it."))
    decision = forms.CharField(
        label=_("Decision that publishes it"),
        required=False,
        max_length=300,
        help_text=_("Number, day and who issued it; rows that name one themselves keep it if this is left empty."),
    )

    def __init__(self, *args: Any, positions: list[int], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        cast(forms.ChoiceField, self.fields["rows"]).choices = [(position, position) for position in positions]

    def clean_rows(self) -> list[int]:
        """Bounded, so that one press of a button stays one request."""
        rows: list[int] = self.cleaned_data["rows"]
        if len(rows) > MOST_TAKEN_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)d at a time.") % {"most": MOST_TAKEN_AT_ONCE})
        return rows

    def clean_starts_on(self) -> date:
        """A publication never reaches back."""
        day: date = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(_("A publication starts today or later."))
        return day


class SeveralForm(forms.Form):
    """Drafts to be published together."""

    drafts = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick what is to be published.")}
    )

    def __init__(self, *args: Any, choices: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["drafts"]).choices = [(pk, pk) for pk in choices]
