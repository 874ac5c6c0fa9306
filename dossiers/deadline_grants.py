"""What the office granted itself (gia hạn, ấn định lại hạn trả): the extension and the decision of a head.

Pure part of `deadlines`, which is the module to use. Both go on from a `Count` that ran: they add their dates to
its trace and return the moment that is promised instead.
"""

from datetime import date, datetime, time, timedelta

from dossiers.deadline_count import Count
from dossiers.deadline_facts import Extension, Override, Rule
from dossiers.deadline_trace import Day, Reason
from staff.working_time import ONE_DAY, OfficeDay, WorkingCalendar


def extended(count: Count, due_at: datetime, extension: Extension) -> datetime | None:
    """`days` working days at whose close the clock runs after the day of `due_at`; None while a pause lasts.

    Due at the close of business of the last one, or at the hour of `due_at` where the unit promises by the hour.
    """
    number = 0
    for office in count.dates(count.days[-1].date + ONE_DAY):
        skipped = count.skipped(office)
        if skipped is not None:
            count.days.append(skipped)
            continue
        number += 1
        count.days.append(Day(office.date, True, Reason.EXTENDED, number, None, office.name))
        if number == extension.days:
            if count.facts.rule is Rule.DAY or due_at >= count.calendar.day(due_at.date()).ends_at:
                return office.ends_at
            return _at_hour(count, office, due_at.time())
    return None


def _at_hour(count: Count, office: OfficeDay, hour: time) -> datetime:
    """That hour of the day, or the next moment of it at which the clock runs."""
    wanted = datetime.combine(office.date, hour, tzinfo=office.ends_at.tzinfo)
    for starts, ends in count.running(office):
        if wanted <= ends:
            return max(starts, wanted)
    return office.ends_at


def decided(count: Count, override: Override) -> datetime | None:
    """The decided moment, later by the office time paused between the decision and it; None while a pause lasts.

    A day that became a day off since it was decided moves on to the close of the next working day.
    The count up to the day of the decision stays told; the dates after it wait for the appointment.
    """
    due_at = _moved(count, override)
    start = max(override.at.date(), count.begun.date())
    last = due_at.date() if count.horizon is None else min(due_at.date(), count.horizon)
    last = max(last, count.begun.date())
    count.days[:] = [day for day in count.days if day.date <= min(start, last)]
    told = count.days[-1].date
    while told < last:
        told += ONE_DAY
        count.days.append(_waiting(count, told, start))
    if count.horizon is None:
        final = count.days[-1]
        count.days[-1] = Day(final.date, True, Reason.SET_BY_DECISION, moment=override.at)
    return None if count.horizon is not None else due_at


def _waiting(count: Count, day: date, start: date) -> Day:
    skipped = count.skipped(count.calendar.day(day))
    return skipped or Day(day, False, Reason.RUN_OUT if day <= start else Reason.BEFORE_DECIDED)


def _moved(count: Count, override: Override) -> datetime:
    due_at = override.due_at
    if not count.calendar.day(due_at.date()).is_working:
        due_at = count.calendar.next_working_day(due_at.date()).ends_at
    for pause in count.pauses:
        start = max(pause.start, override.at)
        if pause.end > start and start < due_at and not _is_open(count, pause.start):
            due_at = _later(due_at, _office_time(start, pause.end, count.calendar), count.calendar)
    return due_at


def _is_open(count: Count, start: datetime) -> bool:
    return count.horizon is not None and start == count.pauses[-1].start


def _office_time(start: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """How long the office is open between two moments."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        for opens, closes in calendar.day(day).intervals:
            total += max(timedelta(), min(closes, end) - max(opens, start))
        day += ONE_DAY
    return total


def _later(moment: datetime, more: timedelta, calendar: WorkingCalendar) -> datetime:
    """`moment` moved on by so much office time."""
    day = moment.date()
    while more:
        for opens, closes in calendar.day(day).intervals:
            start = max(opens, moment)
            if start >= closes:
                continue
            if closes - start >= more:
                return start + more
            more -= closes - start
        day += ONE_DAY
    return moment
