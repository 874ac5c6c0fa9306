"""Which times can be booked at a counter (lịch hẹn trực tuyến), from its office hours, policy and bookings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from staff.models import Unit
from staff.office_calendar import Calendars, current_calendars
from staff.working_time import CalendarError

from .booking_slots import Slot, slots_of_day
from .models import Booking

#: So many of today's bookings a clerk sees at once.
MOST_EXPECTED = 50


@dataclass(frozen=True)
class BookableDay:
    """Ngày có thể đặt lịch: its times, in order."""

    day: dt.date
    slots: list[Slot]

    @property
    def free(self) -> int:
        return sum(slot.free for slot in self.slots)


def bookable_days(unit: Unit, at: dt.datetime) -> list[BookableDay]:
    """The working days ahead on which something can be booked, full ones included (three statements)."""
    calendars = current_calendars()
    today = timezone.localdate(at)
    policy = calendars.policy_of(unit, today)
    if not policy.bookings_per_slot:
        return []
    last = today + dt.timedelta(days=policy.booking_days)
    taken = _taken(unit, at, last)
    found: list[BookableDay] = []
    for number in range(policy.booking_days + 1):
        day = today + dt.timedelta(days=number)
        slots = slots_of_day(
            _intervals(calendars, unit, day),
            minutes=policy.booking_minutes,
            places=policy.bookings_per_slot,
            taken=taken,
            now=at,
        )
        if slots:
            found.append(BookableDay(day, slots))
    return found


def slot_at(unit: Unit, moment: dt.datetime, at: dt.datetime) -> Slot | None:
    """The bookable time that begins at `moment`; None when there is none."""
    days = {each.day: each for each in bookable_days(unit, at)}
    day = days.get(timezone.localdate(moment))
    return next((slot for slot in day.slots if slot.starts_at == moment), None) if day is not None else None


def bookings_of_day(unit: Unit, at: dt.datetime) -> list[Booking]:
    """Who booked a time today and has no number yet, in order of time."""
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Booking.objects.filter(
        unit=unit, slot_at__gte=start, slot_at__lt=start + dt.timedelta(days=1), cancelled_at=None, ticket=None
    )
    return list(today.select_related("procedure").order_by("slot_at", "pk")[:MOST_EXPECTED])


def on_closed_times(at: dt.datetime) -> list[Booking]:
    """Bookings ahead at times the counter is no longer open, because the calendar or the hours changed since."""
    ahead = Booking.objects.filter(slot_at__gt=at, cancelled_at=None).select_related("unit").order_by("pk")
    calendars = current_calendars()
    return [row for row in ahead if not _is_open(calendars, row)]


def _is_open(calendars: Calendars, row: Booking) -> bool:
    hours = _intervals(calendars, row.unit, timezone.localdate(row.slot_at))
    return any(opens <= row.slot_at < closes for opens, closes in hours)


def _taken(unit: Unit, at: dt.datetime, last: dt.date) -> Counter[dt.datetime]:
    until = at + (last - timezone.localdate(at) + dt.timedelta(days=1))
    held = Booking.objects.filter(unit=unit, slot_at__gte=at, slot_at__lt=until, cancelled_at=None)
    return Counter(held.order_by().values_list("slot_at", flat=True))


def _intervals(calendars: Calendars, unit: Unit, day: dt.date) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Opening hours of one day; none where the calendar does not reach yet."""
    try:
        return calendars.for_unit(unit).day(day).intervals
    except CalendarError:
        return ()
