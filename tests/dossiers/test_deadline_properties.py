"""What holds for every promise, on an eight-hour office and on one with days of unequal length."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dossiers.deadlines import AfterPause, Facts, Mode, Pause, Promise, Rule, compute
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
