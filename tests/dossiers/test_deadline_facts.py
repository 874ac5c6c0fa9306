"""Facts no deadline can be computed from are refused, by the name of the field."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from dossiers.deadlines import Facts, FactsError, Mode, Pause
from procedures.limits import LARGEST_VALUE, LimitMode
from tests.dossiers.calendars import vn


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("limit", {"mode": "working_days", "limit": -1}),
        ("limit", {"mode": "working_days", "limit": 0}),
        ("limit", {"mode": "working_hours"}),
        ("limit", {"mode": "calendar_days", "limit": 2.5}),
        ("limit", {"mode": "same_day", "limit": -1}),
        ("limit", {"mode": "working_hours", "limit": 999_999_999_999}),
        ("limit", {"mode": "working_days", "limit": 1001}),
        ("limit", {"mode": "calendar_days", "limit": 1501}),
        ("mode", {"mode": "weeks", "limit": 1}),
        ("rule", {"mode": "working_days", "limit": 1, "rule": "minute"}),
        ("received_at", {"mode": "same_day", "received_at": datetime(2023, 8, 29, 9)}),  # noqa: DTZ001
        ("fixed_on", {"mode": "fixed_date"}),
        ("fixed_on", {"mode": "fixed_date", "fixed_on": date(2023, 8, 28)}),
        ("fixed_on", {"mode": "same_day", "fixed_on": date(2023, 8, 30)}),
        ("pauses", {"mode": "same_day", "pauses": [Pause(vn("2023-08-29T08:00"), vn("2023-08-29T10:00"))]}),
        ("cutoff", {"mode": "same_day", "cutoff": time(15, tzinfo=UTC)}),
    ],
)
def test_impossible_facts_are_refused_by_field(field: str, facts: dict[str, Any]) -> None:
    with pytest.raises(FactsError) as caught:
        Facts(**{"received_at": vn("2023-08-29T09:00"), **facts})

    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field}: ")


def test_a_pause_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(FactsError, match="pauses: a pause must not end before it starts"):
        Pause(vn("2023-08-29T10:00"), vn("2023-08-29T09:00"))


@pytest.mark.parametrize("mode", [mode for mode in LimitMode if mode is not LimitMode.SAME_DAY])
def test_every_limit_a_manager_may_set_can_be_computed(mode: LimitMode) -> None:
    assert Facts(vn("2023-08-29T09:00"), Mode(mode.value), LARGEST_VALUE[mode]).limit == LARGEST_VALUE[mode]
