"""Which moments count as today and as soon, on the office calendar (sắp đến hạn)."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from staff.office_calendar import calendar_for
from staff.working_time import CalendarError, WorkingCalendar

from .querysets import DossierQuerySet

DUE_CHOICES = ("today", "soon", "overdue")
SOON_WORKING_DAYS = 2


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of `day` and of the next day, in Vietnam."""
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    return start, start + dt.timedelta(days=1)


def soon_until(now: dt.datetime, calendar: WorkingCalendar | None = None) -> dt.datetime:
    """The end of the second working day after today: what is due before it is due soon.

    Where the calendar of the province does not reach, the next days count as they come.
    """
    calendar = calendar or calendar_for(None)
    day, left = timezone.localdate(now), SOON_WORKING_DAYS
    try:
        while left:
            day = calendar.next_working_day(day).date
            left -= 1
    except CalendarError:
        day += dt.timedelta(days=left)
    return day_bounds(day)[1]


def narrowed_by_due(
    rows: DossierQuerySet, due: str, *, now: dt.datetime, calendar: WorkingCalendar | None = None
) -> DossierQuerySet:
    """`rows` due today, due soon or overdue; all of them when `due` is empty. Raises KeyError otherwise."""
    if not due:
        return rows
    if due == "overdue":
        return rows.overdue(now)
    if due == "today":
        return rows.due_between(*day_bounds(timezone.localdate(now)))
    if due == "soon":
        return rows.due_between(now, soon_until(now, calendar))
    raise KeyError(due)
