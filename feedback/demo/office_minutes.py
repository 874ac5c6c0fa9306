"""Office time as one line of minutes (giờ làm việc nối liền), so that work never happens at night."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from itertools import accumulate

from staff.working_time import ONE_DAY, VIETNAM, OfficeDay, WorkingCalendar

MINUTE = dt.timedelta(minutes=1)


class OfficeMinutes:
    """Converts moments into positions, counted in open minutes since the first day, and back."""

    def __init__(self, calendar: WorkingCalendar, first: dt.date, last: dt.date) -> None:
        self.days: list[OfficeDay] = []
        day = first
        while day <= last:
            office_day = calendar.day(day)
            if office_day.is_working:
                self.days.append(office_day)
            day += ONE_DAY
        self._dates = [day.date for day in self.days]
        self._starts = [0, *accumulate(day.worked // MINUTE for day in self.days)]

    def index_from(self, date: dt.date) -> int:
        """Number of the first working day on or after `date`."""
        return bisect_left(self._dates, date)

    def last_index_until(self, moment: dt.datetime) -> int:
        """Number of the last working day that has opened by `moment`."""
        local = moment.astimezone(VIETNAM)
        index = bisect_right(self._dates, local.date()) - 1
        return index if self.days[index].opens_at <= local else index - 1

    def start_of(self, index: int) -> int:
        """Position at which working day number `index` opens."""
        return self._starts[index]

    def index_at(self, position: int) -> int:
        """Number of the working day in which `position` lies."""
        return bisect_right(self._starts, position) - 1

    def position(self, moment: dt.datetime) -> int:
        """Open minutes passed until `moment`; outside office hours, until the next opening."""
        local = moment.astimezone(VIETNAM)
        index = self.index_from(local.date())
        passed = self._starts[index]
        if index < len(self.days) and self._dates[index] == local.date():
            for opens, closes in self.days[index].intervals:
                passed += max(min(local, closes) - opens, dt.timedelta()) // MINUTE
        return passed

    def moment(self, position: int) -> dt.datetime:
        """The moment at which so many open minutes have passed; always inside office hours."""
        index = self.index_at(position)
        left = position - self._starts[index]
        for opens, closes in self.days[index].intervals:
            length = (closes - opens) // MINUTE
            if left < length:
                return opens + left * MINUTE
            left -= length
        raise ValueError("position after the last day")
