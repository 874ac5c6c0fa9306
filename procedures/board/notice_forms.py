"""The form of an announcement (thông báo, tin tuyên truyền)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procedures.board.notice_acts import Notice
from procedures.board.posting_forms import MARKUP_HELP, TextArea
from procedures.models import Announcement
from staff.models import Unit
from staff.text import plain_line

Kind = Announcement.Kind


class MomentField(forms.DateTimeField):
    """Ngày giờ, by the browser's own calendar and clock."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


class AnnouncementForm(forms.Form):
    """Thông báo."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.NEWS)
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("One sentence that says what citizens must know.")
    )
    body = forms.CharField(
        label=_("Content"), max_length=10000, required=False, help_text=MARKUP_HELP, widget=TextArea(10)
    )
    begins_at = MomentField(
        label=_("Takes place from"),
        required=False,
        help_text=_("For maintenance and changed hours: from when to when it lasts."),
    )
    ends_at = MomentField(label=_("Takes place to"), required=False)
    shown_from = MomentField(
        label=_("Shown from"),
        help_text=_("Planned maintenance is announced five working days before it begins."),
    )
    shown_to = MomentField(
        label=_("Shown to"), required=False, help_text=_("Empty: until somebody ends it, or until it is over.")
    )
    is_pinned = forms.BooleanField(
        label=_("Pinned to the top of each page"),
        required=False,
        help_text=_(
            "Pinned notices of the unit that owns the portal stand on each page; those of another office on its "
            "own pages, its kiosk, and wherever a citizen has chosen its counter."
        ),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        """`units` are those the writer may choose; one alone is not asked for."""
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        if len(units) > 1:
            names = [(unit.code, unit.name) for unit in units]
            self.fields["unit"] = forms.ChoiceField(label=_("Office"), choices=names)

    @property
    def chosen(self) -> Unit:
        """Whose announcement it is."""
        code = self.cleaned_data.get("unit") or next(iter(self.units))
        return self.units[code]

    def clean_title(self) -> str:
        return plain_line(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("begins_at"), data.get("ends_at")
        if ends and not begins and "begins_at" not in self.errors:
            self.add_error("begins_at", _("Say from when."))
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The period ends before it starts."))
        if data.get("kind") == Kind.MAINTENANCE and not begins and "begins_at" not in self.errors:
            self.add_error("begins_at", _("Citizens must know when the portal cannot be used."))
        if not data.get("shown_to") and "shown_to" not in self.errors:
            data["shown_to"] = ends
        first, last = data.get("shown_from"), data.get("shown_to")
        if first and last and last <= first:
            self.add_error("shown_to", _("The period ends before it starts."))
        return data

    def notice(self) -> Notice:
        """What was typed, once it is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "unit"}
        data["body"] = data["body"].replace("\r\n", "\n").strip()
        return Notice(**data)
