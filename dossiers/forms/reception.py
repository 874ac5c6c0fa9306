"""Đính chính thông tin tiếp nhận: the intake form once more, filled with what the dossier says now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms.act import DOORS
from dossiers.forms.fields import WantedText
from dossiers.forms.intake import IntakeForm
from dossiers.models import Dossier, Principal
from dossiers.services.correction import (
    APPLICANT_COLUMNS,
    MOST_OF_A_CORRECTION,
    REQUEST_COLUMNS,
    Correction,
)
from dossiers.services.perform import ActInput

#: What belongs to a reception that happens now.
_NOT_CORRECTED = ("key", "draft", "channel", "refusal", "shelf")


class ReceptionForm(IntakeForm):
    """What was typed at reception, to be put right with a reason."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput)
    door = forms.ChoiceField(choices=[(door, door) for door in DOORS], required=False, widget=forms.HiddenInput)
    reason = WantedText(
        label=_("Why is the reception corrected?"),
        help_text=_("Printed on the new receipt, beside the number it replaces."),
        max_length=MOST_OF_A_CORRECTION,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )

    def __init__(self, dossier: Dossier, data: Any = None) -> None:
        papers = list(dossier.papers.all())
        further = [row for row in papers if row.required_document_id is None]
        self.extra_lines = tuple(range(1, len(further) + 2))
        super().__init__(dossier.version, data)
        for name in [*_NOT_CORRECTED, *(name for name in self.fields if name.startswith("kept_"))]:
            del self.fields[name]
        self.initial = _as_it_is(dossier)
        noted = {row.required_document_id: row for row in papers}
        for document in self.documents:
            row = noted.get(document.pk)
            if row is not None:
                self.initial |= {
                    f"paper_{document.pk}": not row.fault,
                    f"originals_{document.pk}": row.originals,
                    f"copies_{document.pk}": row.copies,
                    f"fault_{document.pk}": row.fault,
                }
        for line, row in enumerate(further, start=1):
            self.initial |= {
                f"extra_name_{line}": row.name,
                f"extra_originals_{line}": row.originals,
                f"extra_copies_{line}": row.copies,
            }

    def given(self) -> ActInput:
        """What was filled in, for the service."""
        got = self.cleaned_data
        columns = {name: got[name] for name in (*APPLICANT_COLUMNS, *REQUEST_COLUMNS)}
        columns["sets"] = got["sets"] or 1
        columns["language"] = got["language"] or "vi"
        correction = Correction(columns, True, self.principal(), self.papers())
        return ActInput(reason=got["reason"], correction=correction, lock_version=got["lock_version"])

    def add_faults(self, errors: Any) -> None:
        """The reason has a field of its own here."""
        for text in errors.get("reason", ()):
            self.add_error("reason", text)
        super().add_faults({name: texts for name, texts in errors.items() if name != "reason"})

    def typed(self) -> list[tuple[str, str]]:
        """Label and text of what was typed and differs from the dossier, kept when somebody else was faster."""
        changed = [self[name] for name in self.changed_data if not self.fields[name].widget.is_hidden]
        lines = [(str(field.label), str(field.value() or "")) for field in changed]
        return [(label, text) for label, text in lines if text]


def _as_it_is(dossier: Dossier) -> dict[str, Any]:
    values = {name: getattr(dossier, name) for name in (*APPLICANT_COLUMNS, *REQUEST_COLUMNS)}
    values |= {"lock_version": dossier.lock_version}
    principal: Principal | None = getattr(dossier, "principal", None)
    if principal is not None:
        names = ("name", "identity_number", "phone", "address", "authorisation")
        values |= {"on_behalf": True, **{f"principal_{name}": getattr(principal, name) for name in names}}
    return values
