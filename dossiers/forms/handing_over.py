"""Forms of the hand-over by list (bàn giao): the note of who gives, and what the other side found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.forms.fields import text_field
from dossiers.forms.returning import DrawnField
from dossiers.models import HandoverLine


class SlipForm(forms.Form):
    """Lập phiếu bàn giao: which dossiers go is said by their check boxes."""

    use_required_attribute = False
    note = text_field(_("Note on the slip"), 500)


class ReceiveForm(forms.Form):
    """Xác nhận bàn giao: one box and one remark for each line."""

    use_required_attribute = False
    signature = DrawnField()

    def __init__(self, lines: list[HandoverLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            code = line.dossier.shown_code
            self.fields[f"missing_{line.pk}"] = forms.BooleanField(
                label=_("Not found: %(code)s") % {"code": code}, required=False
            )
            self.fields[f"remark_{line.pk}"] = text_field(_("Remark on %(code)s") % {"code": code}, 300)

    def rows(self) -> list[dict[str, Any]]:
        """Each line with its two fields."""
        return [
            {"line": each, "missing": self[f"missing_{each.pk}"], "remark": self[f"remark_{each.pk}"]}
            for each in self.lines
        ]

    def missing(self) -> list[int]:
        """The lines that were not found."""
        return [each.pk for each in self.lines if self.cleaned_data[f"missing_{each.pk}"]]

    def remarks(self) -> dict[int, str]:
        """What was noted about each line."""
        return {each.pk: self.cleaned_data[f"remark_{each.pk}"] for each in self.lines}
