"""Form of how a procedure is found: everyday words one a line, life events with the place in each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from procedures.models import LifeEvent
from procedures.search.everyday import LONGEST_WORD, MOST_WORDS, words_in

LAST_PLACE = 60


class EverydayForm(forms.Form):
    """Cách gọi thường ngày và sự kiện trong đời of one procedure."""

    words = forms.CharField(
        label=_("What people call it, one a line"),
        required=False,
        max_length=MOST_WORDS * (LONGEST_WORD + 2),
        help_text=_("For example “sổ đỏ”. Marks, capital letters and small slips need no line of their own."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    typed = forms.CharField(
        label=_("Try another search"),
        required=False,
        max_length=200,
        help_text=_("As a citizen might type it. It is only tried, not kept."),
    )

    def __init__(self, *args: Any, events: list[LifeEvent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = events
        for event in events:
            self.fields[f"event_{event.slug}"] = forms.BooleanField(label=event.name, required=False)
            self.fields[f"place_{event.slug}"] = forms.IntegerField(
                label=_("Place in “%(event)s”") % {"event": event.name},
                required=False,
                min_value=1,
                max_value=LAST_PLACE,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def clean_words(self) -> list[str]:
        """One word a line; all that is wrong with them is told at once."""
        words = words_in(self.cleaned_data["words"])
        faults = [
            _("“%(word)s” is longer than %(most)d characters.") % {"word": f"{word[:30]}…", "most": LONGEST_WORD}
            for word in words
            if len(word) > LONGEST_WORD
        ]
        if len(words) > MOST_WORDS:
            counts = {"most": MOST_WORDS, "count": len(words)}
            faults.append(_("At most %(most)d lines; there are %(count)d.") % counts)
        if faults:
            raise forms.ValidationError(faults)
        return words

    def clean(self) -> dict[str, Any]:
        """A place belongs to a ticked event."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for event in self.events:
            if cleaned.get(f"place_{event.slug}") and not cleaned.get(f"event_{event.slug}"):
                self.add_error(f"place_{event.slug}", _("Tick the event too, or leave the place empty."))
        return cleaned

    def chosen_events(self) -> dict[str, int | None]:
        """The ticked events with the place in each."""
        cleaned = self.cleaned_data
        return {each.slug: cleaned[f"place_{each.slug}"] for each in self.events if cleaned[f"event_{each.slug}"]}

    def event_rows(self) -> list[tuple[LifeEvent, BoundField, BoundField]]:
        """Each event with its tick and its place."""
        return [(each, self[f"event_{each.slug}"], self[f"place_{each.slug}"]) for each in self.events]
