"""When the office is open: intervals, validity, days off, days made up, what is not established."""

from datetime import date, datetime, time

import pytest

from staff.working_time import (
    VIETNAM,
    CalendarNotEstablished,
    DayKind,
    DayOff,
    Interval,
    NoOfficeHours,
    Opening,
    SpecialDay,
    WorkingCalendar,
)

MORNING, AFTERNOON = Interval(time(7), time(11, 30)), Interval(time(13, 30), time(17))
WEEK = tuple(Opening(day, interval) for day in range(5) for interval in (MORNING, AFTERNOON))
SPECIAL = (
    SpecialDay(date(2026, 8, 22), DayKind.WORKED, "Bù cho ngày nghỉ 31/8"),
    SpecialDay(date(2026, 8, 31), DayKind.SWAP_OFF, "Đổi với ngày làm bù 22/8"),
    SpecialDay(date(2026, 9, 1), DayKind.HOLIDAY, "Quốc khánh"),
    SpecialDay(date(2026, 9, 2), DayKind.HOLIDAY, "Quốc khánh"),
)


def office(*layers: tuple[Opening, ...]) -> WorkingCalendar:
    return WorkingCalendar(layers or (WEEK,), SPECIAL, frozenset({2026}))


def at(day: int, hour: int, minute: int = 0, month: int = 8) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 8, 20), None),
        (date(2026, 8, 22), None),
        (date(2026, 8, 23), DayOff.WEEKEND),
        (date(2026, 8, 31), DayOff.SWAP_OFF),
        (date(2026, 9, 2), DayOff.HOLIDAY),
    ],
)
def test_why_a_day_is_off(day: date, off: DayOff | None) -> None:
    assert office().day(day).off is off


def test_a_made_up_saturday_has_the_hours_of_an_ordinary_weekday() -> None:
    saturday_morning = Opening(5, Interval(time(8), time(11)))

    day = office((*WEEK, saturday_morning)).day(date(2026, 8, 22))

    assert (day.opens_at, day.ends_at) == (at(22, 7), at(22, 17))
    assert day.is_made_up


def test_a_half_day_on_saturday_is_kept_as_it_is() -> None:
    calendar = office((*WEEK, Opening(5, Interval(time(8), time(11)))))

    assert calendar.next_opening(at(8, 7)) == at(8, 8)
    assert calendar.day(date(2026, 8, 8)).ends_at == at(8, 11)


def test_a_weekday_without_hours_is_closed() -> None:
    calendar = office(tuple(opening for opening in WEEK if opening.weekday != 2))

    assert calendar.day(date(2026, 8, 19)).off is DayOff.CLOSED


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(20, 6), at(20, 7)),
        (at(20, 7), at(20, 7)),
        (at(20, 11, 29), at(20, 11, 29)),
        (at(20, 11, 30), at(20, 13, 30)),
        (at(20, 17), at(21, 7)),
        (at(28, 18), datetime(2026, 9, 3, 7, tzinfo=VIETNAM)),
    ],
)
def test_next_opening(moment: datetime, opening: datetime) -> None:
    assert office().next_opening(moment) == opening


def test_hours_change_on_their_day_and_not_before() -> None:
    until = tuple(Opening(o.weekday, o.interval, None, date(2026, 8, 19)) for o in WEEK)
    after = tuple(Opening(day, MORNING, date(2026, 8, 20)) for day in range(5))
    calendar = office((*until, *after))

    assert calendar.day(date(2026, 8, 19)).ends_at == at(19, 17)
    assert calendar.day(date(2026, 8, 20)).ends_at == at(20, 11, 30)


def test_own_hours_go_before_those_of_the_unit_above_while_they_are_in_force() -> None:
    own = tuple(Opening(day, MORNING, date(2026, 8, 20), date(2026, 8, 20)) for day in range(5))
    calendar = office(own, WEEK)

    assert calendar.day(date(2026, 8, 20)).ends_at == at(20, 11, 30)
    assert calendar.day(date(2026, 8, 21)).ends_at == at(21, 17)


def test_overlapping_intervals_count_once() -> None:
    overlapping = (Opening(3, MORNING), Opening(3, Interval(time(10), time(12))))

    day = office(overlapping).day(date(2026, 8, 20))

    assert day.intervals == ((at(20, 7), at(20, 12)),)


def test_working_days_between_leaves_out_days_off() -> None:
    calendar = office()

    assert calendar.working_days_between(date(2026, 8, 28), date(2026, 9, 3)) == 1
    assert calendar.working_days_between(date(2026, 8, 21), date(2026, 8, 22)) == 1
    assert calendar.working_days_between(date(2026, 9, 3), date(2026, 8, 28)) == -1


def test_a_year_that_is_not_established_is_refused() -> None:
    with pytest.raises(CalendarNotEstablished, match="2027"):
        office().next_working_day(date(2026, 12, 31))


def test_a_day_without_any_hours_in_force_is_refused() -> None:
    ended = tuple(Opening(o.weekday, o.interval, None, date(2026, 6, 30)) for o in WEEK)

    with pytest.raises(NoOfficeHours, match="01/07/2026"):
        office(ended).day(date(2026, 7, 1))


def test_an_interval_must_close_after_it_opens() -> None:
    with pytest.raises(ValueError, match="closes"):
        Interval(time(17), time(7))
