"""The extension and the decision of the head: every mode, with pauses and with a swapped day, case by case."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.utils.translation import override as in_language

from dossiers.deadlines import (
    AfterPause,
    Extension,
    Facts,
    FactsError,
    Mode,
    Override,
    Pause,
    Promise,
    Reason,
    Rule,
    compute,
)
from dossiers.explaining import in_words
from staff.working_time import DayKind, SpecialDay, WorkingCalendar
from tests.dossiers.calendars import OFFICE, PLAIN, SPECIAL, UNEVEN, YEARS, vn
from tests.dossiers.slow_model import SlowOffice

RECEIVED = "2026-08-18T09:30"  # a Tuesday; Saturday the 22nd is worked for Monday the 31st
SWAPPED = {date(2026, 8, 22), date(2026, 8, 31)}
ORDINARY = WorkingCalendar((OFFICE,), tuple(row for row in SPECIAL if row.day not in SWAPPED), YEARS)
CALENDARS = {"swap": PLAIN, "no swap": ORDINARY}

MODES: dict[str, dict[str, Any]] = {
    "same day": {"mode": Mode.SAME_DAY},
    "hours": {"mode": Mode.WORKING_HOURS, "limit": 12},
    "hours, by the hour": {"mode": Mode.WORKING_HOURS, "limit": 12, "rule": Rule.HOUR},
    "days": {"mode": Mode.WORKING_DAYS, "limit": 5},
    "days, by the hour": {"mode": Mode.WORKING_DAYS, "limit": 5, "rule": Rule.HOUR},
    "calendar days": {"mode": Mode.CALENDAR_DAYS, "limit": 11},
    "fixed date": {"mode": Mode.FIXED_DATE, "fixed_on": date(2026, 8, 23)},
}
PAUSES = {
    "none": (),
    "resumes": (Pause(vn("2026-08-18T14:00"), vn("2026-08-20T10:00"), AfterPause.RESUME),),
    "restarts": (Pause(vn("2026-08-18T14:00"), vn("2026-08-20T10:00"), AfterPause.RESTART),),
    "resumes afterwards": (Pause(vn("2026-08-21T09:00"), vn("2026-08-24T09:00"), AfterPause.RESUME),),
    "restarts afterwards": (Pause(vn("2026-08-21T09:00"), vn("2026-08-24T09:00"), AfterPause.RESTART),),
}
GRANTS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "extension": {"extension": Extension(vn("2026-08-20T16:00"), 4)},
    "decision": {"override": Override(vn("2026-08-20T15:00"), vn("2026-08-27T10:00"))},
    "decision, then extension": {
        "extension": Extension(vn("2026-08-20T16:00"), 4),
        "override": Override(vn("2026-08-20T15:00"), vn("2026-08-27T10:00")),
    },
    "extension, then decision": {
        "extension": Extension(vn("2026-08-20T14:00"), 4),
        "override": Override(vn("2026-08-20T15:00"), vn("2026-08-27T10:00")),
    },
}
SLOW = {
    "swap": SlowOffice({date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)}, {date(2026, 8, 22)}),
    "no swap": SlowOffice({date(2026, 9, 1), date(2026, 9, 2)}, set()),
}


def promise(mode: str, pauses: str, grant: str, calendar: str) -> Promise:
    facts = Facts(vn(RECEIVED), pauses=PAUSES[pauses], **MODES[mode], **GRANTS[grant])
    return compute(facts, CALENDARS[calendar])


@pytest.mark.parametrize(
    ("mode", "pauses", "grant", "calendar"), list(product(MODES, PAUSES, GRANTS, CALENDARS)), ids=str
)
def test_every_mode_pause_grant_and_swap_agrees_with_the_slow_model(
    mode: str, pauses: str, grant: str, calendar: str
) -> None:
    made = promise(mode, pauses, grant, calendar)

    assert made.due_at == SLOW[calendar].due(made.facts)


# Worked out on paper: Wed 19, Thu 20, Fri 21, (Sat 22,) Mon 24, Tue 25 …; 31/8 off by swap, 1/9 and 2/9 holidays.
BY_HAND = [
    ("days", "none", "nothing", "swap", "2026-08-24T17:00"),
    ("days", "none", "nothing", "no swap", "2026-08-25T17:00"),
    ("days", "none", "extension", "swap", "2026-08-28T17:00"),
    ("days", "none", "extension", "no swap", "2026-08-31T17:00"),
    ("days, by the hour", "none", "extension", "swap", "2026-08-28T09:30"),
    ("days", "resumes", "extension", "swap", "2026-09-03T17:00"),
    ("days", "resumes afterwards", "extension", "swap", "2026-09-04T17:00"),
    ("days", "restarts", "extension", "swap", "2026-09-04T17:00"),
    ("days", "restarts afterwards", "extension", "swap", "2026-09-03T17:00"),
    ("calendar days", "none", "extension", "swap", "2026-09-09T17:00"),
    ("same day", "none", "extension", "swap", "2026-08-22T17:00"),
    ("same day", "none", "extension", "no swap", "2026-08-24T17:00"),
    ("hours", "none", "nothing", "swap", "2026-08-19T15:30"),
    ("hours", "none", "extension", "swap", "2026-08-24T17:00"),
    ("hours, by the hour", "none", "extension", "swap", "2026-08-24T15:30"),
    ("fixed date", "none", "extension", "no swap", "2026-08-28T17:00"),
    ("days", "none", "decision", "swap", "2026-08-27T10:00"),
    ("days", "resumes", "decision", "swap", "2026-08-27T10:00"),
    ("days", "resumes afterwards", "decision", "swap", "2026-09-03T10:00"),
    ("days", "restarts afterwards", "decision", "swap", "2026-09-03T17:00"),
    ("days", "none", "decision, then extension", "swap", "2026-09-07T17:00"),
    ("days", "none", "extension, then decision", "swap", "2026-08-27T10:00"),
]


@pytest.mark.parametrize(("mode", "pauses", "grant", "calendar", "due"), BY_HAND)
def test_vectors_worked_out_by_hand(mode: str, pauses: str, grant: str, calendar: str, due: str) -> None:
    assert promise(mode, pauses, grant, calendar).due_at == vn(due)


def reasons(made: Promise) -> list[tuple[int, str]]:
    return [(day.date.day, day.reason.value) for day in made.trace]


def test_the_trace_goes_on_through_the_extension() -> None:
    made = promise("days", "none", "extension", "swap")

    assert reasons(made)[-6:] == [
        (23, "weekend"),
        (24, "counted"),
        (25, "extended"),
        (26, "extended"),
        (27, "extended"),
        (28, "extended"),
    ]
    assert [day.number for day in made.trace if day.reason is Reason.EXTENDED] == [1, 2, 3, 4]
    assert made.limit_due_at == vn("2026-08-24T17:00")


def test_the_trace_keeps_the_count_up_to_the_decision_and_ends_on_its_day() -> None:
    made = promise("days", "none", "decision", "swap")

    assert reasons(made) == [
        (18, "first_day"),
        (19, "counted"),
        (20, "counted"),
        (21, "before_decided"),
        (22, "before_decided"),
        (23, "weekend"),
        (24, "before_decided"),
        (25, "before_decided"),
        (26, "before_decided"),
        (27, "set_by_decision"),
    ]


def test_a_decision_after_the_limit_tells_that_it_had_run_out() -> None:
    facts = Facts(
        vn(RECEIVED), Mode.WORKING_DAYS, 1, override=Override(vn("2026-08-21T09:00"), vn("2026-08-24T17:00"))
    )

    assert reasons(compute(facts, PLAIN))[2:] == [
        (20, "run_out"),
        (21, "run_out"),
        (22, "before_decided"),
        (23, "weekend"),
        (24, "set_by_decision"),
    ]


def test_a_decided_day_that_became_a_day_off_moves_on() -> None:
    off = SpecialDay(date(2026, 8, 24), DayKind.SWAP_OFF, "Nghỉ hoán đổi")
    facts = Facts(
        vn(RECEIVED), Mode.WORKING_DAYS, 1, override=Override(vn("2026-08-21T09:00"), vn("2026-08-24T17:00"))
    )

    made = compute(facts, WorkingCalendar((OFFICE,), (*SPECIAL, off), YEARS))

    assert made.due_at == vn("2026-08-25T17:00")
    assert reasons(made)[-2:] == [(24, "swap_off"), (25, "set_by_decision")]


def test_an_open_pause_stops_an_extended_promise_too() -> None:
    pauses = (Pause(vn("2026-08-26T09:00"), None, AfterPause.RESUME),)
    facts = Facts(
        vn(RECEIVED), Mode.WORKING_DAYS, 5, pauses=pauses, extension=Extension(vn("2026-08-20T16:00"), 4)
    )

    made = compute(facts, PLAIN, as_of=vn("2026-08-27T09:00"))

    assert made.due_at is None
    assert reasons(made)[-3:] == [(25, "extended"), (26, "paused"), (27, "paused")]


def test_an_open_pause_stops_a_decided_promise_too() -> None:
    pauses = (Pause(vn("2026-08-24T09:00"), None, AfterPause.RESUME),)
    facts = Facts(vn(RECEIVED), Mode.WORKING_DAYS, 5, pauses=pauses, **GRANTS["decision"])

    made = compute(facts, PLAIN, as_of=vn("2026-08-25T09:00"))

    assert made.due_at is None
    assert reasons(made)[-2:] == [(24, "paused"), (25, "paused")]


def test_the_hour_of_an_extension_never_falls_outside_the_office() -> None:
    facts = Facts(
        vn("2023-05-11T16:00"),
        Mode.WORKING_DAYS,
        1,
        rule=Rule.HOUR,
        extension=Extension(vn("2023-05-12T08:00"), 1),
    )

    assert compute(facts, UNEVEN).due_at == vn("2023-05-13T11:00")


@in_language("en")
def test_words_for_an_extension_that_holds() -> None:
    told = "\n".join(in_words(promise("days", "none", "extension", "swap")))

    assert "On 16:00, Thursday 20/08/2026 the office apologised and extended by 4 working days." in told
    assert "Friday 28/08/2026 – counted: extension with apology, day 4 of 4" in told
    assert "no longer holds" not in told


@in_language("en")
def test_words_for_grants_that_lapsed() -> None:
    told = in_words(promise("days", "restarts afterwards", "decision, then extension", "swap"))

    assert "That decision no longer holds: the count began again after it." in told
    assert "That extension no longer holds: a new count or a decision came after it." in told


@in_language("en")
def test_words_for_a_decision() -> None:
    told = "\n".join(in_words(promise("days", "none", "decision", "swap")))

    assert (
        "On 15:00, Thursday 20/08/2026 the head decided: result promised for 10:00, Thursday 27/08/2026." in told
    )
    assert "counted: the appointment set by decision of the head (15:00, Thursday 20/08/2026)" in told


@pytest.mark.parametrize("days", [0, 61, True, 2.5])
def test_an_extension_of_impossible_length_is_refused_by_field(days: Any) -> None:
    with pytest.raises(FactsError) as caught:
        Extension(vn(RECEIVED), days)

    assert caught.value.field == "extension"


def test_a_decision_for_the_past_is_refused_by_field() -> None:
    with pytest.raises(FactsError) as caught:
        Override(vn(RECEIVED), vn(RECEIVED))

    assert caught.value.field == "override"


@pytest.mark.parametrize(
    ("field", "grant"),
    [
        ("extension", Extension(vn(RECEIVED) - timedelta(minutes=1), 1)),
        ("override", Override(vn(RECEIVED) - timedelta(minutes=1), vn("2026-09-04T17:00"))),
    ],
)
def test_a_grant_before_reception_is_refused_by_field(field: str, grant: Any) -> None:
    with pytest.raises(FactsError) as caught:
        Facts(vn(RECEIVED), Mode.WORKING_DAYS, 5, **{field: grant})

    assert caught.value.field == field
