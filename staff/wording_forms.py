"""The form in which a manager words messages (sửa mẫu tin nhắn): both languages of one event side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .message_placeholders import WordingFault, check_wording, placeholders_of
from .models import Message, MessageTemplate

LANGUAGES = tuple(code for code, _name in MessageTemplate.LANGUAGES)


@dataclass(frozen=True)
class Wording:
    """Lời văn: subject (empty for SMS) and text, with placeholders."""

    subject: str
    body: str


class WordingForm(forms.Form):
    """Mẫu tin của một việc trên một kênh; what was typed stays, and every fault is named at its field."""

    def __init__(self, *args: Any, event: str, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.has_subject = event, channel != Message.Channel.SMS
        rows = 6 if channel == Message.Channel.SMS else 16
        for code, _name in MessageTemplate.LANGUAGES:
            if self.has_subject:
                self.fields[f"subject_{code}"] = forms.CharField(
                    label=gettext_lazy("Subject"), max_length=200, widget=forms.TextInput(attrs={"lang": code})
                )
            self.fields[f"body_{code}"] = forms.CharField(
                label=gettext_lazy("Text"),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": rows, "lang": code, "spellcheck": "true"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, text in list(cleaned.items()):
            try:
                check_wording(text, placeholders_of(self.event))
            except WordingFault as fault:
                self.add_error(name, fault_in_words(fault))
        return cleaned

    def wording(self, language: str) -> Wording:
        """What was typed in this language; call it on a valid form only."""
        return Wording(
            self.cleaned_data.get(f"subject_{language}", "").strip(),
            tidy(self.cleaned_data[f"body_{language}"]),
        )


def tidy(text: str) -> str:
    """Line ends as the files have them, no space around."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def fault_in_words(fault: WordingFault) -> str:
    """What is wrong with a wording, for who wrote it."""
    if not fault.names:
        return _("A brace { or } stands alone. Write a placeholder such as {code}.")
    unknown = ", ".join(f"{{{name}}}" for name in fault.names)
    return _("This event does not offer %(unknown)s; choose from the list.") % {"unknown": unknown}
