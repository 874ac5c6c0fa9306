"""Forms of posted documents and announcements (văn bản niêm yết, tin tức)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.board.posting_acts import Wording
from procedures.models import PostedDocument
from staff.day_field import DayField
from staff.text import plain_line

MARKUP_HELP = _("An empty line begins a paragraph. The buttons or the marks below make headings and lists.")


class TextArea(forms.Textarea):
    """Where a text with light markup is written; a script puts buttons above it."""

    def __init__(self, rows: int = 16) -> None:
        super().__init__(attrs={"rows": rows, "class": "form-control", "data-marked-text": ""})


class PostedDocumentForm(forms.Form):
    """Văn bản niêm yết."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("As it stands on the wall."))
    body = forms.CharField(label=_("Content"), max_length=20000, help_text=MARKUP_HELP, widget=TextArea())
    source_document = forms.CharField(
        label=_("Issued with"),
        max_length=200,
        required=False,
        help_text=_("Decision or notice, for example: Quyết định số 15/QĐ-UBND ngày 02/01/2026."),
    )
    valid_from = DayField(label=_("Shown from"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == PostedDocument.Kind.OTHER:
            self.fields["title"].help_text = _(
                "As it stands on the wall. A document of the same title is the next version of it."
            )

    def clean_title(self) -> str:
        return plain_line(self.cleaned_data["title"])

    def wording(self) -> Wording:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        return Wording(
            kind=self.kind,
            title=data["title"],
            body=data["body"].replace("\r\n", "\n").strip(),
            valid_from=data["valid_from"],
            source_document=plain_line(data["source_document"]),
        )


class EndForm(forms.Form):
    """Kết thúc một văn bản đang niêm yết."""

    last_day = DayField(label=_("Last day"))
