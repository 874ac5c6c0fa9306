"""Pure rules of the queue: ranks, estimates, times to book."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.booking_slots import free_place, slots_of_day
from dossiers.queueing import estimated_wait, may_call, ranked_moment, shown_number, usual_service
from tests.people import moment

FIVE = dt.timedelta(minutes=5)


def minutes(number: float) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def test_who_comes_without_booking_ranks_by_arrival() -> None:
    assert ranked_moment(moment("2023-08-29 08:00")) == moment("2023-08-29 08:00")


@pytest.mark.parametrize("arrived", ["07:10", "08:30", "08:45"])
def test_who_booked_and_is_on_time_ranks_by_the_booked_time(arrived: str) -> None:
    slot = moment("2023-08-29 08:30")
    assert ranked_moment(moment(f"2023-08-29 {arrived}"), slot) == slot


def test_who_booked_and_is_late_ranks_by_arrival() -> None:
    arrived = moment("2023-08-29 08:46")
    assert ranked_moment(arrived, moment("2023-08-29 08:30")) == arrived


def test_nobody_waits_when_a_desk_is_free() -> None:
    assert estimated_wait(ahead=0, at_desks=1, desks=2) == dt.timedelta()


@pytest.mark.parametrize(
    ("ahead", "at_desks", "desks", "expected"), [(0, 1, 1, 5), (1, 1, 1, 15), (4, 2, 2, 25), (3, 0, 0, 30)]
)
def test_the_estimate_shares_who_waits_among_the_desks(
    ahead: int, at_desks: int, desks: int, expected: int
) -> None:
    assert estimated_wait(ahead=ahead, at_desks=at_desks, desks=desks) == minutes(expected)


def test_the_estimate_follows_todays_services() -> None:
    served = [minutes(4), minutes(5), minutes(30), minutes(5)]
    assert usual_service(served) == FIVE
    assert estimated_wait(ahead=2, at_desks=0, desks=1, served=served) == minutes(10)


def test_two_services_say_too_little() -> None:
    assert usual_service([minutes(1), minutes(1)]) == minutes(10)


def test_only_the_latest_services_count() -> None:
    assert usual_service([minutes(60)] * 30 + [minutes(3)] * 20) == minutes(3)


@pytest.mark.parametrize(
    ("fields", "field", "wanted", "expected"),
    [
        ((), 7, None, True),
        ((7,), 7, None, True),
        ((7,), None, None, True),
        ((7,), 8, None, False),
        ((7,), 8, 1, True),
        ((), 7, 2, False),
    ],
)
def test_a_desk_calls_its_fields_and_whom_was_sent_to_it(
    fields: tuple[int, ...], field: int | None, wanted: int | None, expected: bool
) -> None:
    assert may_call(1, fields, field=field, wanted_desk=wanted) is expected


def test_a_number_has_three_digits() -> None:
    assert (shown_number(7), shown_number(1204)) == ("007", "1204")


def day(now: str = "2023-08-28 09:00", **taken: int) -> list[tuple[str, int]]:
    spans = [
        (moment("2023-08-29 07:00"), moment("2023-08-29 08:15")),
        (moment("2023-08-29 13:30"), moment("2023-08-29 14:00")),
    ]
    held = {moment(f"2023-08-29 {at[1:3]}:{at[3:]}"): number for at, number in taken.items()}
    found = slots_of_day(spans, minutes=30, places=2, taken=held, now=moment(now))
    return [(f"{slot.starts_at:%H:%M}", slot.free) for slot in found]


def test_times_lie_whole_within_office_hours() -> None:
    assert day() == [("07:00", 2), ("07:30", 2), ("13:30", 2)]


def test_taken_places_are_counted() -> None:
    assert day(t0700=1, t0730=3) == [("07:00", 1), ("07:30", 0), ("13:30", 2)]


def test_what_is_too_near_is_not_offered() -> None:
    assert day("2023-08-29 07:01") == [("13:30", 2)]


def test_the_lowest_free_place_is_taken() -> None:
    assert (free_place([1, 3], 3), free_place([1, 2], 2), free_place([], 0)) == (2, None, None)
