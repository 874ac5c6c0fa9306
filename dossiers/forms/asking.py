"""What the counter asks for and what came back: the supplement of a walk-in (yêu cầu bổ sung tại quầy)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms.fields import WantedText
from dossiers.forms.intake import IntakeForm
from dossiers.rules import FaultList
from dossiers.services.processing import supplement_faults


class AskingPart(forms.Form):
    """The part of the intake page about a supplement; sent with the intake form, judged beside it."""

    use_required_attribute = False

    items = WantedText(
        label=_("What is missing or wrong"),
        help_text=_("One paper or point per line. The law allows one request, so name everything now."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 5}),
    )
    asking_reason = WantedText(
        label=_("Reason and legal ground"),
        help_text=_("In words the citizen understands; it is printed on the notice and sent."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )

    def lines(self) -> list[str]:
        """One item per line."""
        return [line.strip() for line in self._got("items").splitlines() if line.strip()]

    def reason(self) -> str:
        """The reason as typed."""
        return self._got("asking_reason")

    def _got(self, name: str) -> str:
        return str(self.cleaned_data.get(name, "")) if self.is_valid() else ""

    def list_missing(self, intake: IntakeForm) -> None:
        """Put the mandatory papers that are not ticked on `intake` below what was typed, before it is shown."""
        data = self.data.copy()
        typed = [line.strip() for line in data.get("items", "").splitlines() if line.strip()]
        missing = [name for name in missing_papers(intake) if name not in typed]
        data["items"] = "\n".join([*typed, *missing])
        self.data = data

    def check(self) -> None:
        """Put every fault at its field, when the service is not called because of the rest of the page."""
        faults = FaultList()
        supplement_faults(self.lines(), self.reason(), faults)
        self.add_faults(faults.errors)

    def add_faults(self, errors: Mapping[str, Iterable[str]]) -> None:
        """Put the faults of the service at their fields."""
        for name, texts in errors.items():
            for text in texts:
                self.add_error("asking_reason" if name == "reason" else name, text)

    def faults(self) -> list[str]:
        """What is wrong in this part, for the summary above the page."""
        return [f"{field.label}: {fault}" for field in self for fault in field.errors]

    def digest(self) -> str:
        """A fingerprint of what is asked for."""
        return hashlib.sha256("\n".join([*self.lines(), "", self.reason()]).encode()).hexdigest()


def missing_papers(intake: IntakeForm) -> list[str]:
    """Names of the mandatory papers that are not ticked on the intake form as it was sent."""
    ticked = intake.data if intake.is_bound else {}
    return [
        document.name
        for document in intake.documents
        if document.mandatory and not ticked.get(f"paper_{document.pk}")
    ]


def asking_part(data: Any = None) -> AskingPart:
    """The part, empty or as it was sent."""
    return AskingPart(data, auto_id="ask-%s")
