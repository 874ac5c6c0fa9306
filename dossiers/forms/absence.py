"""Forms of the absences page (vắng mặt, phân công làm thay); what must be in them the service judges."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.absences import Place
from dossiers.forms.fields import WantedChoice, WantedDay, WantedText
from dossiers.services.absence import Absence
from staff.models import Delegation

_SELECT = {"class": "form-select"}
_INPUT = {"class": "form-control"}


class AbsenceForm(forms.Form):
    """Who is away, who stands in, when, by which paper."""

    use_required_attribute = False
    place = WantedChoice(label=_("Who is away"), widget=forms.Select(attrs=_SELECT))
    deputy = WantedChoice(
        label=_("Who stands in"),
        help_text=_("Somebody of the same unit or of one above it. The deputy keeps the own roles, too."),
        widget=forms.Select(attrs=_SELECT),
    )
    first = WantedDay(label=_("First day"))
    last = WantedDay(label=_("Last day"), help_text=_("Still covered by the deputy."))
    document = WantedText(
        label=_("Document"),
        max_length=200,
        help_text=_("The decision or notice with number and date; it is printed with what the deputy signs."),
        widget=forms.TextInput(attrs=_INPUT),
    )
    mark = forms.ChoiceField(
        label=_("Mark before the signature"),
        choices=Delegation.Mark.choices,
        required=False,
        help_text=_("Only for a leader; without it the deputy works, but does not sign in the leader's place."),
        widget=forms.Select(attrs=_SELECT),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        help_text=_("For example leave or a course. Not needed; never write down an illness."),
        widget=forms.TextInput(attrs=_INPUT),
    )

    def __init__(self, *args: Any, places: Sequence[Place], deputies: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {place.key: place for place in places}
        self._deputies = {str(each.official.pk): each.official for each in deputies}
        self.fields["place"].choices = _choices([(place.key, place) for place in places])  # type: ignore[attr-defined]
        pairs = [(str(each.official.pk), each) for each in deputies]
        self.fields["deputy"].choices = _choices(pairs)  # type: ignore[attr-defined]

    def absence(self) -> Absence:
        """What was filled in, for the service; call it on a valid form."""
        given = self.cleaned_data
        return Absence(
            place=self._places.get(given["place"]),
            deputy=self._deputies.get(given["deputy"]),
            first=given["first"],
            last=given["last"],
            document=given["document"],
            mark=given["mark"],
            reason=given["reason"],
        )

    def as_far_as_filled_in(self) -> Absence:
        """The same where fields have faults of their own, so that all faults are named together."""
        given = self.cleaned_data
        return Absence(
            place=self._places.get(given.get("place", "")),
            deputy=self._deputies.get(given.get("deputy", "")),
            first=given.get("first"),
            last=given.get("last"),
            document=given.get("document", ""),
            mark=given.get("mark", ""),
        )


def _choices(pairs: Sequence[tuple[str, Place]]) -> list[Any]:
    """Grouped by unit, as the list of places comes."""
    groups: list[Any] = [("", _("Choose …"))]
    for unit, found in groupby(pairs, key=lambda pair: pair[1].unit.name):
        people = [(key, f"{place.official.user}, {place.official.post}") for key, place in found]
        groups.append((unit, people))
    return groups


class MoveForm(forms.Form):
    """What becomes of the open dossiers of somebody who is away."""

    move_work = forms.ChoiceField(
        label=_("The open dossiers"),
        choices=[
            ("", _("stay; only new work goes to the deputy")),
            ("1", _("go to the deputy now, each with a line in its course")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


class EndForm(forms.Form):
    """Kết thúc sớm: meant, not a slip of the finger."""

    confirm = forms.BooleanField(
        label=_("I have told both officials."),
        error_messages={"required": _("Tick this box to end the absence.")},
    )


class MoveNowForm(forms.Form):
    """Chuyển việc đang làm: every open dossier changes hands at once."""

    confirm = forms.BooleanField(
        label=_("The deputy knows that these dossiers come now."),
        error_messages={"required": _("Tick this box to move the dossiers.")},
    )


class GiveBackForm(forms.Form):
    """Trả lại việc: the same the other way."""

    confirm = forms.BooleanField(
        label=_("Both officials know that these dossiers go back."),
        error_messages={"required": _("Tick this box to give the dossiers back.")},
    )
