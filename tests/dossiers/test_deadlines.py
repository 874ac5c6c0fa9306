"""The promise, case by case: the vectors of the office, each mode, pauses and the cut-off."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from dossiers.deadlines import AfterPause, Facts, Mode, Pause, Promise, Reason, Rule, compute
from staff.working_time import CalendarNotEstablished, WorkingCalendar
from tests.dossiers.calendars import OFFICE, PLAIN, SPECIAL, UNEVEN, YEARS, span, vn, week


def promise(received: str, mode: str = "working_days", limit: int | None = None, **facts: Any) -> Promise:
    calendar = facts.pop("calendar", PLAIN)
    as_of = facts.pop("as_of", None)
    facts = Facts(vn(received), Mode(mode), limit, **facts)
    return compute(facts, calendar, as_of=as_of)


def wait(start: str, end: str | None, after: str = "resume") -> Pause:
    return Pause(vn(start), vn(end) if end else None, AfterPause(after))


def reasons(made: Promise) -> list[tuple[int, str]]:
    return [(day.date.day, day.reason.value) for day in made.trace]


VECTORS = [
    ("2023-08-29T09:30", 3, "2023-08-29T09:30", "2023-09-05T17:00", "2023-09-05T09:30"),
    ("2023-08-25T18:40", 3, "2023-08-28T07:00", "2023-08-31T17:00", "2023-08-30T17:00"),
    ("2023-04-28T16:10", 3, "2023-04-28T16:10", "2023-05-08T17:00", "2023-05-08T16:10"),
    ("2023-01-19T10:00", 5, "2023-01-19T10:00", "2023-02-02T17:00", "2023-02-02T10:00"),
    ("2026-02-12T15:20", 5, "2026-02-12T15:20", "2026-02-26T17:00", "2026-02-26T15:20"),
    ("2026-08-20T10:00", 3, "2026-08-20T10:00", "2026-08-24T17:00", "2026-08-24T10:00"),
    ("2026-08-22T08:00", 1, "2026-08-22T08:00", "2026-08-24T17:00", "2026-08-24T08:00"),
]


@pytest.mark.parametrize(("received", "limit", "start", "by_day", "by_hour"), VECTORS)
def test_known_deadlines(received: str, limit: int, start: str, by_day: str, by_hour: str) -> None:
    day, hour = (promise(received, limit=limit, rule=rule) for rule in Rule)

    assert (day.effective_start, day.due_at) == (vn(start), vn(by_day))
    assert (hour.effective_start, hour.due_at) == (vn(start), vn(by_hour))


def test_the_trace_gives_every_date_its_reason() -> None:
    made = promise("2023-08-29T09:30", limit=3)

    assert reasons(made) == [
        (29, "first_day"),
        (30, "counted"),
        (31, "counted"),
        (1, "holiday"),
        (2, "weekend"),
        (3, "weekend"),
        (4, "in_lieu"),
        (5, "counted"),
    ]
    assert [day.number for day in made.trace if day.counted] == [1, 2, 3]
    assert made.trace[3].name == "Quốc khánh 2/9"


def test_received_on_a_holiday_starts_on_the_next_working_day() -> None:
    made = promise("2023-09-01T09:00", limit=1)

    assert made.effective_start == vn("2023-09-05T07:00")
    assert made.due_at == vn("2023-09-06T17:00")


def test_received_at_lunch_starts_in_the_afternoon() -> None:
    assert promise("2023-08-29T12:00", limit=1).effective_start == vn("2023-08-29T13:30")


def test_received_at_the_stroke_of_closing_starts_the_next_morning() -> None:
    assert promise("2023-08-29T17:00", limit=1).effective_start == vn("2023-08-30T07:00")


def test_moments_of_other_zones_are_converted() -> None:
    facts = Facts(datetime(2023, 8, 29, 2, 30, tzinfo=UTC), Mode.WORKING_DAYS, 3)

    made = compute(facts, PLAIN)

    assert made.effective_start.isoformat() == "2023-08-29T09:30:00+07:00"


def test_working_hours_are_exact_office_minutes_across_a_night() -> None:
    made = promise("2023-08-29T15:15", "working_hours", 4)

    assert made.due_at == vn("2023-08-30T09:15")
    assert [day.minutes for day in made.trace] == [105, 135]


def test_working_hours_that_fill_the_day_end_at_its_close() -> None:
    assert promise("2023-08-29T07:00", "working_hours", 8).due_at == vn("2023-08-29T17:00")


def test_calendar_days_count_weekends_and_holidays() -> None:
    made = promise("2023-08-29T09:30", "calendar_days", 7)

    assert made.due_at == vn("2023-09-05T17:00")
    assert sum(day.counted for day in made.trace) == 7


def test_a_last_calendar_day_off_rolls_forward() -> None:
    made = promise("2023-08-29T09:30", "calendar_days", 4)

    assert made.due_at == vn("2023-09-05T17:00")
    assert made.trace[-1].reason is Reason.ROLLED_FORWARD
    assert sum(day.counted for day in made.trace) == 4


def test_same_day_is_due_at_the_close_of_that_day() -> None:
    assert promise("2023-08-29T10:00", "same_day", cutoff=time(15)).due_at == vn("2023-08-29T17:00")


def test_the_cutoff_itself_is_still_in_time() -> None:
    assert promise("2023-08-29T15:00", "same_day", cutoff=time(15)).due_at == vn("2023-08-29T17:00")


def test_after_the_cutoff_a_same_day_paper_belongs_to_the_next_working_day() -> None:
    made = promise("2023-08-31T15:00:01", "same_day", cutoff=time(15))

    assert made.due_at == vn("2023-09-05T17:00")
    assert reasons(made) == [(5, "after_cutoff")]


def test_after_the_cutoff_working_days_count_from_the_next_working_day() -> None:
    made = promise("2023-08-25T15:20", limit=3, cutoff=time(15))

    assert made.effective_start == vn("2023-08-28T07:00")
    assert made.due_at == vn("2023-08-31T17:00")


def test_a_fixed_date_is_due_at_its_close() -> None:
    assert promise("2023-08-29T09:30", "fixed_date", fixed_on=date(2023, 8, 31)).due_at == vn("2023-08-31T17:00")


def test_a_fixed_date_off_rolls_forward() -> None:
    assert promise("2023-08-29T09:30", "fixed_date", fixed_on=date(2023, 9, 2)).due_at == vn("2023-09-05T17:00")


def test_a_pause_that_resumes_costs_each_day_at_whose_close_the_clock_stood_still() -> None:
    made = promise("2023-08-07T09:00", limit=5, pauses=[wait("2023-08-08T10:00", "2023-08-10T10:00")])

    assert made.due_at == vn("2023-08-16T17:00")
    assert [day.date.day for day in made.trace if day.reason is Reason.PAUSED] == [8, 9]


def test_a_pause_within_one_day_costs_no_day() -> None:
    made = promise("2023-08-07T09:00", limit=5, pauses=[wait("2023-08-08T10:00", "2023-08-08T15:00")])

    assert made.due_at == vn("2023-08-14T17:00")


def test_paused_office_minutes_are_not_used_up() -> None:
    paused = [wait("2023-08-29T10:00", "2023-08-29T14:00")]

    assert promise("2023-08-29T09:30", "working_hours", 3, pauses=paused).due_at == vn("2023-08-29T16:30")
    assert promise("2023-08-29T09:30", limit=1, rule=Rule.HOUR, pauses=paused).due_at == vn("2023-08-30T11:30")


def test_a_pause_that_restarts_counts_like_a_new_reception() -> None:
    made = promise("2023-08-07T09:00", limit=5, pauses=[wait("2023-08-09T10:00", "2023-08-15T18:00", "restart")])

    assert made.effective_start == vn("2023-08-07T09:00")
    assert made.counted_from == vn("2023-08-16T07:00")
    assert made.due_at == promise("2023-08-15T18:00", limit=5).due_at
    assert [day.date.day for day in made.trace] == list(range(7, 24))
    assert sum(day.counted for day in made.trace) == 5


def test_a_restart_after_the_cutoff_begins_on_the_next_working_day() -> None:
    pauses = [wait("2023-08-07T10:00", "2023-08-09T15:30", "restart")]

    assert promise("2023-08-07T09:00", "same_day", cutoff=time(15), pauses=pauses).due_at == vn("2023-08-10T17:00")


def test_overlapping_pauses_are_one_and_restart_when_either_does() -> None:
    overlapping = [
        wait("2023-08-08T10:00", "2023-08-10T10:00"),
        wait("2023-08-09T08:00", "2023-08-09T09:00", "restart"),
    ]

    made = promise("2023-08-07T09:00", limit=3, pauses=overlapping)

    assert made.counted_from == vn("2023-08-10T10:00")
    assert made.due_at == vn("2023-08-15T17:00")


def test_a_same_day_paper_paused_at_closing_is_due_on_the_next_day_it_runs() -> None:
    pauses = [wait("2023-08-29T10:00", "2023-08-30T09:00")]

    assert promise("2023-08-29T09:00", "same_day", pauses=pauses).due_at == vn("2023-08-30T17:00")


def test_no_due_moment_runs_while_a_pause_is_open() -> None:
    made = promise(
        "2023-08-07T09:00", limit=5, pauses=[wait("2023-08-08T10:00", None)], as_of=vn("2023-08-10T09:00")
    )

    assert made.due_at is None
    assert made.paused_since == vn("2023-08-08T10:00")
    assert reasons(made) == [(7, "first_day"), (8, "paused"), (9, "paused"), (10, "paused")]


def test_a_half_day_on_saturday_is_a_working_day_with_its_own_close() -> None:
    assert promise("2023-05-12T09:00", limit=1, calendar=UNEVEN).due_at == vn("2023-05-13T11:00")


def test_the_hour_rule_stops_at_the_close_of_a_short_last_day() -> None:
    made = promise("2023-05-12T16:00", limit=1, rule=Rule.HOUR, calendar=UNEVEN)

    assert made.due_at == vn("2023-05-13T11:00")
    assert made.trace[-1].reason is Reason.CAPPED


def test_a_day_of_seven_and_a_half_hours_is_one_day_not_eight_hours() -> None:
    office = WorkingCalendar((week(span("07:30", "11:30"), span("13:00", "16:30")),), SPECIAL, YEARS)

    made = promise("2023-08-07T09:00", limit=10, rule=Rule.HOUR, calendar=office)

    assert made.due_at == vn("2023-08-21T09:00")


def test_hours_changed_by_decree_count_from_their_day() -> None:
    winter = week(span("07:30", "11:30"), span("13:30", "16:30"), valid_from=date(2023, 8, 10))
    office = WorkingCalendar(
        ((*week(*{o.interval for o in OFFICE}, valid_to=date(2023, 8, 9)), *winter),), SPECIAL, YEARS
    )

    assert promise("2023-08-08T09:00", limit=1, calendar=office).due_at == vn("2023-08-09T17:00")
    assert promise("2023-08-08T09:00", limit=2, calendar=office).due_at == vn("2023-08-10T16:30")


def test_a_year_without_calendar_is_never_promised() -> None:
    with pytest.raises(CalendarNotEstablished, match=r"2028.*manager must add") as caught:
        promise("2027-12-30T09:00", limit=5)

    assert caught.value.year == 2028


def test_one_second_late_is_one_second_later() -> None:
    one, two = (promise(f"2023-08-29T09:30:0{second}", "working_hours", 3) for second in (0, 1))

    assert one.due_at is not None
    assert two.due_at == one.due_at + timedelta(seconds=1)
