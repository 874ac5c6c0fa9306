"""The command that explains a deadline: the sentences, the JSON, and wrong options by name."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

WORKING_DAYS = ("--mode", "working_days", "--limit", "3")


def explain(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("explain_deadline", *arguments, "--language", "en", stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def answer(*arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(explain(*arguments, "--json")[0])
    return told


def test_json_has_moments_of_vietnam_and_a_reason_for_every_date() -> None:
    told = answer("--received", "2023-08-25T18:40", *WORKING_DAYS)

    assert set(told) == {"effective_start", "due_at", "trace"}
    assert told["effective_start"] == "2023-08-28T07:00:00+07:00"
    assert told["due_at"] == "2023-08-31T17:00:00+07:00"
    assert [(day["date"], day["counted"]) for day in told["trace"]] == [
        ("2023-08-28", False),
        ("2023-08-29", True),
        ("2023-08-30", True),
        ("2023-08-31", True),
    ]
    assert all(day["reason"] for day in told["trace"])


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    assert answer("--received", "2023-08-29T02:30Z", *WORKING_DAYS)["due_at"] == "2023-09-05T17:00:00+07:00"


def test_the_hour_rule() -> None:
    told = answer("--received", "2023-08-29T09:30", *WORKING_DAYS, "--rule", "hour")

    assert told["due_at"] == "2023-09-05T09:30:00+07:00"


def test_pauses_are_repeated_options_with_one_way_to_go_on() -> None:
    pauses = ("--pause", "2023-08-08T10:00/2023-08-10T10:00", "--pause", "2023-08-11T10:00/2023-08-14T10:00")

    resumed = answer("--received", "2023-08-07T09:00", *WORKING_DAYS, *pauses, "--after-pause", "resume")
    restarted = answer("--received", "2023-08-07T09:00", *WORKING_DAYS, *pauses, "--after-pause", "restart")

    assert resumed["due_at"] == "2023-08-15T17:00:00+07:00"
    assert restarted["due_at"] == "2023-08-17T17:00:00+07:00"


def test_an_open_pause_has_no_due_moment() -> None:
    told = answer("--received", "2023-08-07T09:00", *WORKING_DAYS, "--pause", "2023-08-08T10:00/")

    assert told["due_at"] is None
    assert told["paused_since"] == "2023-08-08T10:00:00+07:00"


def test_a_fixed_date_is_given_as_the_limit() -> None:
    told = answer("--received", "2023-08-29T09:00", "--mode", "fixed_date", "--limit", "2023-09-02")

    assert told["due_at"] == "2023-09-05T17:00:00+07:00"


def test_the_text_reads_line_by_line_and_names_days_off() -> None:
    text, source = explain("--received", "2023-08-29T09:30", *WORKING_DAYS)

    assert "Received: 09:30, Tuesday 29/08/2023." in text
    assert "Friday 01/09/2023 – not counted: public holiday (Quốc khánh 2/9)" in text
    assert "Due: 17:00, Tuesday 05/09/2023." in text
    assert "the file shipped with the program" in source


def test_the_rows_of_the_office_decide_once_they_are_loaded() -> None:
    call_command("load_calendar", stdout=StringIO())

    assert "the office's rows" in explain("--received", "2023-08-29T09:30", *WORKING_DAYS)[1]


@pytest.mark.parametrize(
    ("option", "arguments"),
    [
        ("--received", ("--received", "yesterday", *WORKING_DAYS)),
        ("--received", ("--received", "9999-12-31T23:59Z", *WORKING_DAYS)),
        ("--limit", ("--received", "2023-08-29T09:00", "--mode", "working_days")),
        ("--limit", ("--received", "2023-08-29T09:00", "--mode", "working_days", "--limit", "-1")),
        ("--limit", ("--received", "2023-08-29T09:00", "--mode", "working_days", "--limit", "three")),
        ("--limit", ("--received", "2023-08-29T09:00", "--mode", "fixed_date", "--limit", "3")),
        ("--mode", ("--received", "2023-08-29T09:00", "--mode", "weeks", "--limit", "3")),
        ("--cutoff", ("--received", "2023-08-29T09:00", *WORKING_DAYS, "--cutoff", "25:00")),
        ("--rule", ("--received", "2023-08-29T09:00", *WORKING_DAYS, "--rule", "minute")),
        ("--pause", ("--received", "2023-08-29T09:00", *WORKING_DAYS, "--pause", "2023-08-30T09:00")),
        (
            "--pause",
            ("--received", "2023-08-29T09:00", *WORKING_DAYS, "--pause", "2023-08-28T09:00/2023-08-30T09:00"),
        ),
    ],
)
def test_a_wrong_option_is_named(option: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=option):
        explain(*arguments)


def test_a_year_without_calendar_tells_the_way_out() -> None:
    with pytest.raises(CommandError, match=r"2028 is not established.*A manager must add"):
        explain("--received", "2027-12-30T09:00", *WORKING_DAYS)
