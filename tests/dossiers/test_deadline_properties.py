"""What holds for every promise, on an eight-hour office and on one with days of unequal length."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dossiers.deadlines import (
    AfterPause,
    Extension,
    Facts,
    Mode,
    Override,
    Pause,
    Promise,
    Rule,
    compute,
)
from staff.working_time import VIETNAM, WorkingCalendar
from tests.dossiers.calendars import PLAIN, UNEVEN

moments = st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=VIETNAM)
)
calendars = st.sampled_from([PLAIN, UNEVEN])
modes = st.sampled_from([Mode.SAME_DAY, Mode.WORKING_HOURS, Mode.WORKING_DAYS, Mode.CALENDAR_DAYS])
rules = st.sampled_from(Rule)
cutoffs = st.sampled_from([None, time(11), time(15), time(16, 30)])
limits = st.integers(1, 40)
spans = st.tuples(
    st.integers(0, 40 * 24 * 60), st.integers(0, 15 * 24 * 60), st.sampled_from(AfterPause)
)  # minutes from reception to the pause, and of the pause


def paused(received: datetime, drawn: list[tuple[int, int, AfterPause]]) -> list[Pause]:
    return [
        Pause(received + timedelta(minutes=start), received + timedelta(minutes=start + length), after)
        for start, length, after in drawn
    ]


@st.composite
def facts(draw: st.DrawFn, mode: st.SearchStrategy[Mode] = modes) -> Facts:
    received = draw(moments)
    return Facts(
        received_at=received,
        mode=draw(mode),
        limit=draw(limits),
        cutoff=draw(cutoffs),
        rule=draw(rules),
        pauses=paused(received, draw(st.lists(spans, max_size=3))),
    )


def due(promise: Promise) -> datetime:
    assert promise.due_at is not None
    return promise.due_at


@given(facts(), st.integers(0, 20 * 24 * 60), calendars)
def test_received_later_is_never_due_earlier(given: Facts, minutes: int, calendar: WorkingCalendar) -> None:
    early = Facts(given.received_at, given.mode, given.limit, given.cutoff, given.rule)
    late = Facts(given.received_at + timedelta(minutes=minutes), given.mode, given.limit, given.cutoff, given.rule)

    assert due(compute(early, calendar)) <= due(compute(late, calendar))


@given(facts(), st.integers(1, 20), calendars)
def test_a_longer_limit_is_never_due_earlier(given: Facts, more: int, calendar: WorkingCalendar) -> None:
    limit = (given.limit or 0) + more
    longer = Facts(given.received_at, given.mode, limit, given.cutoff, given.rule, given.pauses)

    assert due(compute(given, calendar)) <= due(compute(longer, calendar))


@given(facts(), calendars)
def test_never_due_outside_the_office_hours_of_a_working_day(given: Facts, calendar: WorkingCalendar) -> None:
    moment = due(compute(given, calendar))

    assert any(opens <= moment <= closes for opens, closes in calendar.day(moment.date()).intervals)


@given(facts(), spans, calendars)
def test_a_pause_never_makes_it_due_earlier(
    given: Facts, drawn: tuple[int, int, AfterPause], calendar: WorkingCalendar
) -> None:
    more = (*given.pauses, *paused(given.received_at, [drawn]))
    longer = Facts(given.received_at, given.mode, given.limit, given.cutoff, given.rule, more)

    assert due(compute(given, calendar)) <= due(compute(longer, calendar))


@given(facts(mode=st.just(Mode.WORKING_DAYS)), calendars)
def test_the_hour_rule_is_never_later_than_the_day_rule(given: Facts, calendar: WorkingCalendar) -> None:
    by_hour, by_day = (
        compute(Facts(given.received_at, given.mode, given.limit, given.cutoff, rule, given.pauses), calendar)
        for rule in (Rule.HOUR, Rule.DAY)
    )

    assert due(by_hour) <= due(by_day)


@given(facts(), calendars)
def test_the_trace_holds_every_date_once_and_in_order(given: Facts, calendar: WorkingCalendar) -> None:
    made = compute(given, calendar)
    dates = [day.date for day in made.trace]

    assert dates[0] == made.effective_start.date()
    assert dates[-1] == due(made).date()
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(dates))


@given(facts(), calendars)
def test_the_counted_dates_add_up_to_the_limit(given: Facts, calendar: WorkingCalendar) -> None:
    made = compute(given, calendar)
    counted = sum(day.counted for day in made.trace)

    if given.mode is Mode.WORKING_HOURS:
        assert sum(day.minutes or 0 for day in made.trace) == (given.limit or 0) * 60
    elif given.mode is Mode.SAME_DAY:
        assert counted == 1
    elif given.mode is Mode.CALENDAR_DAYS or given.rule is Rule.DAY:
        assert counted == given.limit


grants = st.tuples(st.integers(0, 30 * 24 * 60), st.integers(1, 60))  # minutes from reception, working days


@given(facts(), grants, calendars)
def test_an_extension_never_makes_it_due_earlier_and_lapses_only_by_a_restart(
    given: Facts, drawn: tuple[int, int], calendar: WorkingCalendar
) -> None:
    minutes, days = drawn
    granted = replace(given, extension=Extension(given.received_at + timedelta(minutes=minutes), days))
    plain, made = compute(given, calendar), compute(granted, calendar)
    # a pause that restarts lasts until the last of those that touch it has ended
    is_restarted = any(pause.after is AfterPause.RESTART for pause in given.pauses)
    is_paused_later = any(pause.end > granted.extension.at for pause in given.pauses)

    assert (due(made) > due(plain)) is (made.extension is not None)
    assert made.extension is not None or (is_restarted and is_paused_later)
    assert made.limit_due_at == due(plain)


@given(facts(), grants, st.integers(1, 20), calendars)
def test_a_longer_extension_is_due_later(
    given: Facts, drawn: tuple[int, int], more: int, calendar: WorkingCalendar
) -> None:
    at, days = given.received_at + timedelta(minutes=drawn[0]), min(drawn[1], 40)
    short = compute(replace(given, extension=Extension(at, days)), calendar)
    long = compute(replace(given, extension=Extension(at, days + more)), calendar)

    assert due(short) < due(long) or short.extension is None


@given(facts(), grants, calendars)
def test_an_extension_is_due_in_office_hours_and_its_trace_holds_every_date_once(
    given: Facts, drawn: tuple[int, int], calendar: WorkingCalendar
) -> None:
    at = given.received_at + timedelta(minutes=drawn[0])
    made = compute(replace(given, extension=Extension(at, drawn[1])), calendar)
    dates = [day.date for day in made.trace]

    assert any(opens <= due(made) <= closes for opens, closes in calendar.day(due(made).date()).intervals)
    assert (dates[0], dates[-1]) == (made.effective_start.date(), due(made).date())
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(dates))


@given(facts(), grants, st.integers(1, 40 * 24 * 60), calendars)
def test_a_decision_holds_to_the_minute_unless_its_day_is_off_or_a_pause_comes_after_it(
    given: Facts, drawn: tuple[int, int], minutes: int, calendar: WorkingCalendar
) -> None:
    at = given.received_at + timedelta(minutes=drawn[0])
    override = Override(at, at + timedelta(minutes=minutes))
    made = compute(replace(given, override=override), calendar)
    later = [pause for pause in given.pauses if pause.end is not None and pause.end > at]
    day = override.due_at.date()

    if not later and calendar.day(day).is_working:
        assert due(made) == override.due_at
    elif not later:
        assert due(made) == calendar.next_working_day(day).ends_at
    elif made.override is None:
        assert due(made) == due(compute(given, calendar))
    else:
        assert due(made) >= override.due_at


@given(facts(), grants, st.integers(1, 40 * 24 * 60), calendars)
def test_the_trace_of_a_decision_holds_every_date_once_and_in_order(
    given: Facts, drawn: tuple[int, int], minutes: int, calendar: WorkingCalendar
) -> None:
    at = given.received_at + timedelta(minutes=drawn[0])
    override = Override(at, at + timedelta(minutes=minutes))
    made = compute(replace(given, override=override, extension=Extension(at, 2)), calendar)
    dates = [day.date for day in made.trace]

    assert dates[0] == made.effective_start.date()
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(dates))
    assert dates[-1] == max(due(made).date(), made.effective_start.date())
