"""The form in which a proposed year is confirmed (xác lập lịch làm việc của năm)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .calendar_change import Change, PlannedDay
from .calendar_forms import document_field, weekday_fault
from .calendar_proposal import ProposedDay, propose
from .day_field import DayField
from .models import CalendarDay
from .working_time import DayKind

#: Empty lines below the proposal, above all for worked Saturdays.
MORE_ROWS = 6


@dataclass(frozen=True)
class Row:
    """One line of the form: its fields, what is to be checked, and the date whose weekday is shown."""

    take: forms.BoundField
    day: forms.BoundField
    kind: forms.BoundField
    name: forms.BoundField
    check: Any
    weekday: dt.date | None

    @property
    def is_proposed(self) -> bool:
        return self.weekday is not None


class YearForm(forms.Form):
    """Xác lập lịch của năm: lines to tick, correct and add; ticked lines make the calendar of the year."""

    document = document_field()
    confirmed = forms.BooleanField(
        label=gettext_lazy(
            "I have compared each ticked line, and the worked Saturdays, with the official documents."
        )
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.proposed: list[ProposedDay | None] = [*propose(year), *([None] * MORE_ROWS)]
        for number, line in enumerate(self.proposed):
            self._add_line(number, line)

    def _add_line(self, number: int, line: ProposedDay | None) -> None:
        at = {"number": number + 1}
        self.fields |= {
            f"take_{number}": forms.BooleanField(
                label=_("Line %(number)d: part of the calendar") % at,
                required=False,
                initial=line is not None and line.is_ticked,
            ),
            f"day_{number}": DayField(
                label=_("Line %(number)d: date") % at, required=False, initial=line.day if line else None
            ),
            f"kind_{number}": forms.ChoiceField(
                label=_("Line %(number)d: kind") % at,
                choices=CalendarDay.Kind.choices,
                required=False,
                initial=line.kind.value if line else DayKind.WORKED.value,
            ),
            f"name_{number}": forms.CharField(
                label=_("Line %(number)d: name") % at,
                max_length=120,
                required=False,
                initial=line.name if line else "",
            ),
        }

    @property
    def rows(self) -> list[Row]:
        """The lines as the page draws them."""
        return [
            Row(
                self[f"take_{number}"],
                self[f"day_{number}"],
                self[f"kind_{number}"],
                self[f"name_{number}"],
                line.check if line is not None else "",
                line.day if line is not None else None,
            )
            for number, line in enumerate(self.proposed)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        planned: list[PlannedDay] = []
        for number, line in enumerate(self.proposed):
            is_taken = cleaned.get(f"take_{number}")
            is_typed = line is None and (cleaned.get(f"day_{number}") or cleaned.get(f"name_{number}"))
            if is_taken or is_typed:
                planned += self._line(number, cleaned, {each.day for each in planned})
        cleaned["planned"] = planned
        if not planned and not self.errors:
            self.add_error(None, _("Tick at least one line: a year without a single day off is not a calendar."))
        return cleaned

    def _line(self, number: int, cleaned: dict[str, Any], earlier: set[Any]) -> list[PlannedDay]:
        day, kind, name = (cleaned.get(f"{part}_{number}") for part in ("day", "kind", "name"))
        if not day and f"day_{number}" not in self.errors:
            self.add_error(f"day_{number}", _("Enter the date, or take the line out."))
        if not name and f"name_{number}" not in self.errors:
            self.add_error(f"name_{number}", _("Enter a name, or take the line out."))
        if day and day.year != self.year:
            self.add_error(f"day_{number}", _("This date is not in %(year)d.") % {"year": self.year})
        if day and day in earlier:
            self.add_error(f"day_{number}", _("This date stands twice."))
        if day and kind and (fault := weekday_fault(day, kind)):
            self.add_error(f"kind_{number}", fault)
        if not (day and kind and name):
            return []
        return [PlannedDay(day, DayKind(kind), name, cleaned.get("document", ""))]

    def change(self) -> Change:
        """What is meant; call it on a valid form only."""
        return Change(self.cleaned_data["document"], days=tuple(sorted(self.cleaned_data["planned"])))
