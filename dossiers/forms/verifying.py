"""Forms of the page that verifies papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.verification import MAX_BYTES
from dossiers.verification_code import normal_code


class CodeForm(forms.Form):
    """Mã kiểm tra, at the foot of each paper."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("At the foot of the paper, for example K7M2-9QTD-4XHB"),
        max_length=20,
        error_messages={"required": _("Enter the code at the foot of the paper.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Typed with or without hyphens, in any case."""
        code = normal_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A verification code has 12 letters and digits."))
        return code


class FileForm(forms.Form):
    """Tệp PDF nhận được."""

    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("As you received it, at most 20 MB. It is checked at once and not kept."),
        error_messages={
            "required": _("Choose the PDF file to verify."),
            "empty": _("The file is empty. Choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> Any:
        """Bounded before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file has more than 20 MB; no paper of this office is as large."))
        return upload
