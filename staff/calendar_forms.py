"""Forms that change the working calendar (lịch làm việc, giờ làm việc); each says what it means as a `Change`.

They are looked at before they are made: nothing here writes a row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .calendar_change import Change, PlannedDay, PlannedWeek
from .day_field import DayField
from .hours_text import HoursTextError, intervals_text, parse_intervals
from .models import CalendarDay, Unit
from .office_calendar import Calendars, current_calendars
from .working_time import DayKind, Interval

SATURDAY = 5
WEEKDAY_NAMES = (
    pgettext_lazy("weekday", "Monday"),
    pgettext_lazy("weekday", "Tuesday"),
    pgettext_lazy("weekday", "Wednesday"),
    pgettext_lazy("weekday", "Thursday"),
    pgettext_lazy("weekday", "Friday"),
    pgettext_lazy("weekday", "Saturday"),
    pgettext_lazy("weekday", "Sunday"),
)


def week_lines(days: Mapping[int, Iterable[Interval]]) -> list[tuple[Any, str]]:
    """(weekday, hours) of each day with hours, Monday first, in words of the reader's language."""
    return [(WEEKDAY_NAMES[day], intervals_text(intervals)) for day, intervals in sorted(days.items())]


def document_field() -> forms.CharField:
    """Văn bản căn cứ: no change without the paper that decides it."""
    return forms.CharField(
        label=gettext_lazy("Source document"),
        min_length=5,
        max_length=200,
        help_text=gettext_lazy(
            "Number, date and issuing agency of the decision, e.g. 8726/VPCP-KGVX, 21/11/2024. It is told to the "
            "people whose dates move."
        ),
    )


def weekday_fault(day: dt.date, kind: str) -> str:
    """What is wrong with this kind on that weekday, or nothing."""
    is_weekend = day.weekday() >= SATURDAY
    if kind == DayKind.WORKED and not is_weekend:
        return _("Only a Saturday or Sunday can be worked in exchange; this is a weekday.")
    if kind in (DayKind.IN_LIEU, DayKind.SWAP_OFF) and is_weekend:
        return _("A day off in lieu or in exchange is a day from Monday to Friday.")
    return ""


def year_fault(day: dt.date, calendars: Calendars) -> str:
    """Why a single day cannot be entered in that year yet, or nothing."""
    if day.year in calendars.years:
        return ""
    return _("The calendar of %(year)d is not established. Establish the whole year first.") % {"year": day.year}


class DayForm(forms.Form):
    """Thêm, sửa một ngày: one date that differs from the ordinary week; `stored` is the row being corrected."""

    day = DayField(label=gettext_lazy("Date"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CalendarDay.Kind.choices)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("As citizens read it beside the date, e.g. the name of the holiday."),
    )
    document = document_field()

    def __init__(self, *args: Any, stored: CalendarDay | None = None, **kwargs: Any) -> None:
        if stored is not None:
            kwargs["initial"] = {
                "kind": stored.kind,
                "name": stored.name,
                "document": stored.source_document,
            }
        super().__init__(*args, **kwargs)
        self.stored = stored
        if stored is not None:
            del self.fields["day"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = self.stored.day if self.stored is not None else cleaned.get("day")
        if day is None:
            return cleaned
        field = "kind" if self.stored is not None else "day"
        if self.stored is None and (found := CalendarDay.objects.filter(day=day).first()):
            self.add_error(
                "day", _("This date is in the calendar already: %(name)s. Change it there.") % {"name": found.name}
            )
        elif fault := year_fault(day, current_calendars()):
            self.add_error(field, fault)
        if fault := weekday_fault(day, cleaned.get("kind", "")):
            self.add_error("kind", fault)
        return cleaned

    def change(self) -> Change:
        """What is meant; call it on a valid form only."""
        given = self.cleaned_data
        day = self.stored.day if self.stored is not None else given["day"]
        planned = PlannedDay(day, DayKind(given["kind"]), given["name"], given["document"])
        return Change(given["document"], days=(planned,))


class RemovalForm(forms.Form):
    """Bỏ một ngày: the date becomes an ordinary day again."""

    document = document_field()

    def __init__(self, *args: Any, stored: CalendarDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored

    def change(self) -> Change:
        """What is meant; call it on a valid form only."""
        return Change(self.cleaned_data["document"], removed=(self.stored.day,))


class SwapForm(forms.Form):
    """Hoán đổi ngày làm việc: a weekday off and the Saturday worked for it, which one letter decides together."""

    day_off = DayField(label=gettext_lazy("Weekday off"))
    worked = DayField(label=gettext_lazy("Saturday worked instead"))
    document = document_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, kind in (("day_off", DayKind.SWAP_OFF), ("worked", DayKind.WORKED)):
            day = cleaned.get(name)
            if day is None:
                continue
            taken = CalendarDay.objects.filter(day=day).first()
            faults = [weekday_fault(day, kind), year_fault(day, current_calendars())]
            if taken is not None:
                faults.append(
                    _("This date is in the calendar already: %(name)s. Change it there.") % {"name": taken.name}
                )
            for fault in filter(None, faults):
                self.add_error(name, fault)
        return cleaned

    def change(self) -> Change:
        """What is meant; call it on a valid form only."""
        given = self.cleaned_data
        off, worked, document = given["day_off"], given["worked"], given["document"]
        # Names stand on papers and citizens' pages: in the office's own language, whoever enters them.
        with translation.override(settings.LANGUAGE_CODE):
            off_name = _("Exchanged for %(day)s, worked") % {"day": f"{worked:%d/%m/%Y}"}
            worked_name = _("Worked for the day off on %(day)s") % {"day": f"{off:%d/%m/%Y}"}
        return Change(
            document,
            days=(
                PlannedDay(off, DayKind.SWAP_OFF, off_name, document),
                PlannedDay(worked, DayKind.WORKED, worked_name, document),
            ),
        )


class HoursForm(forms.Form):
    """Giờ làm việc mới của một đơn vị: a week from a date on, or until another; old hours end the day before."""

    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("For summer or winter hours. Leave empty for hours that stay."),
    )
    inherit = forms.BooleanField(
        label=gettext_lazy("Keep the hours of the unit above from that day; the week below does not count"),
        required=False,
    )
    document = document_field()

    def __init__(self, *args: Any, unit: Unit, week: dict[int, list[Interval]], **kwargs: Any) -> None:
        kwargs["initial"] = {f"day_{day}": intervals_text(week.get(day, [])) for day in range(7)}
        super().__init__(*args, **kwargs)
        self.unit = unit
        if unit.parent_id is None:
            del self.fields["inherit"]
        for day in range(7):
            self.fields[f"day_{day}"] = forms.CharField(
                label=capfirst(WEEKDAY_NAMES[day]), required=False, max_length=120
            )

    @property
    def days(self) -> list[forms.BoundField]:
        """The seven fields of the week, Monday first."""
        return [self[f"day_{day}"] for day in range(7)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and starts <= timezone.localdate():
            self.add_error(
                "starts", _("Hours that were already kept cannot be rewritten. Choose a day after today.")
            )
        if starts and ends and ends < starts:
            self.add_error("ends", _("The period ends before it starts."))
        spans: list[tuple[int, Interval]] = []
        for day in range(7):
            spans += [(day, interval) for interval in self._intervals(f"day_{day}", cleaned)]
        cleaned["spans"] = [] if cleaned.get("inherit") else spans
        if not spans and not cleaned.get("inherit") and not any(f"day_{day}" in self.errors for day in range(7)):
            self.add_error("day_0", _("Enter the hours of at least one day, e.g. 07:00-11:30, 13:30-17:00."))
        return cleaned

    def _intervals(self, name: str, cleaned: dict[str, Any]) -> tuple[Interval, ...]:
        try:
            return parse_intervals(cleaned.get(name, ""))
        except HoursTextError as error:
            told = (
                _("These intervals overlap: %(part)s.")
                if error.is_overlap
                else _("“%(part)s” is no interval. Write hours as 07:00-11:30, 13:30-17:00.")
            )
            self.add_error(name, told % {"part": error.part})
            return ()

    def change(self) -> Change:
        """What is meant; call it on a valid form only."""
        given = self.cleaned_data
        week = PlannedWeek(self.unit.pk, given["starts"], given["ends"], tuple(given["spans"]))
        return Change(given["document"], weeks=(week,))
