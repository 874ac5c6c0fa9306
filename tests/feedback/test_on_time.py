"""The figures: each column, the two identities, and lists as long as the numbers they stand behind."""

import datetime as dt
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from dossiers.models import Dossier
from dossiers.services import apology, decision, handover, processing
from dossiers.statistics.on_time import Counts, Figure, behind, on_time
from dossiers.statistics.period import Period
from feedback.scoreboard import scoreboard
from feedback.services.rating import rate
from feedback.statistics import Voice, rated, satisfaction
from staff.models import User
from tests.people import MakeDossier, Office, moment

AUGUST = Period(dt.date(2023, 8, 1), dt.date(2023, 8, 31))
SEPTEMBER = Period(dt.date(2023, 9, 1), dt.date(2023, 9, 30))
NOW = moment("2023-10-02 09:00")


@pytest.fixture
def autumn(
    office: Office,
    received: MakeDossier,
    processing_dossier: MakeDossier,
    proposed: MakeDossier,
    returned: MakeDossier,
    hoa: User,
    hai: User,
    minh: User,
) -> dict[str, Dossier]:
    """One dossier of each kind; three working days from Tuesday 29/8 end on Tuesday 5/9 at 17:00."""
    early = returned("2023-08-29 09:00", signed="2023-08-31 10:00")
    on_time_one = returned("2023-08-29 09:10", signed="2023-09-05 16:00")
    late = returned("2023-08-29 09:20", signed="2023-09-06 08:00")
    overdue = processing_dossier("2023-09-11 09:00")
    paused = processing_dossier("2023-09-11 09:10")
    processing.request_supplement(
        dossier=paused, items=["Tờ khai"], reason="Thiếu tờ khai.", by=minh, at=moment("2023-09-12 09:00")
    )
    stopped = processing_dossier("2023-09-11 09:20")
    handover.withdraw(dossier=stopped, reason="Xin rút hồ sơ.", by=hoa, at=moment("2023-09-12 10:00"))
    handover.stop(dossier=stopped, reason="Theo đề nghị.", by=hoa, at=moment("2023-09-13 10:00"))
    fresh = received("2023-09-29 09:00")
    return {
        "early": early,
        "on_time": on_time_one,
        "late": late,
        "overdue": overdue,
        "paused": paused,
        "stopped": stopped,
        "fresh": fresh,
    }


def counts(office: Office, period: Period, now: dt.datetime = NOW) -> Counts:
    return on_time([office.commune.pk], period, now=now).total


@pytest.mark.usefixtures("autumn")
def test_each_column_counts_its_dossiers(office: Office) -> None:
    assert counts(office, SEPTEMBER) == Counts(
        received=4,
        carried_over=2,
        early=0,
        on_time=1,
        late=1,
        stopped=1,
        open_in_time=2,
        open_late=1,
        no_apology=1,
    )


@pytest.mark.usefixtures("autumn")
def test_a_past_month_is_told_as_it_stood_then(office: Office) -> None:
    assert counts(office, AUGUST) == Counts(received=3, early=1, open_in_time=2)


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize(
    "period",
    [
        AUGUST,
        SEPTEMBER,
        Period(dt.date(2023, 9, 5), dt.date(2023, 9, 12)),
        Period(dt.date(2023, 8, 30), dt.date(2023, 12, 31)),
        Period(dt.date(2024, 1, 1), dt.date(2024, 1, 31)),
    ],
)
def test_received_and_carried_over_are_resolved_stopped_or_open(office: Office, period: Period) -> None:
    found = counts(office, period)

    assert found.received + found.carried_over == found.resolved + found.stopped + found.open
    assert found.resolved == found.early + found.on_time + found.late


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("period", [AUGUST, SEPTEMBER, Period(dt.date(2023, 9, 5), dt.date(2023, 9, 12))])
@pytest.mark.parametrize("figure", list(Figure))
def test_the_list_is_as_long_as_the_number(office: Office, figure: Figure, period: Period) -> None:
    listed = behind(figure, [office.commune.pk], period, now=NOW).count()

    assert listed == getattr(counts(office, period), figure.value)


def test_a_late_list_holds_the_late_dossier(office: Office, autumn: dict[str, Dossier]) -> None:
    assert list(behind(Figure.LATE, [office.commune.pk], SEPTEMBER, now=NOW)) == [autumn["late"]]
    assert list(behind(Figure.OPEN_LATE, [office.commune.pk], SEPTEMBER, now=NOW)) == [autumn["overdue"]]


def test_overdue_today_agrees_with_the_work_lists(office: Office, autumn: dict[str, Dossier]) -> None:
    period = Period(dt.date(2023, 9, 1), dt.date(2023, 10, 2))

    assert set(behind(Figure.OPEN_LATE, [office.commune.pk], period, now=NOW)) == set(Dossier.objects.overdue(NOW))


@pytest.mark.usefixtures("autumn")
def test_another_unit_is_not_counted(office: Office) -> None:
    assert on_time([office.other_commune.pk], SEPTEMBER, now=NOW).total == Counts()


@pytest.mark.usefixtures("autumn")
def test_months_and_units_add_up_to_the_total(office: Office) -> None:
    found = on_time([office.commune.pk, office.other_commune.pk], Period(AUGUST.first, SEPTEMBER.last), now=NOW)

    assert sum(found.by_unit.values(), Counts()) == found.total
    months = sum(found.by_month.values(), Counts())
    assert (months.received, months.resolved, months.stopped) == (7, 3, 1)
    assert found.by_month["2023-08"].early == 1


def test_a_month_begins_at_midnight_in_vietnam(
    office: Office, proposed: MakeDossier, hai: User, received: MakeDossier
) -> None:
    received("2023-09-01 00:30")  # still 31 August in UTC
    decision.sign(dossier=proposed("2023-08-29 09:00"), by=hai, at=moment("2023-09-01 00:10"))

    by_month = on_time([office.commune.pk], Period(AUGUST.first, SEPTEMBER.last), now=NOW).by_month
    assert (by_month["2023-09"].received, by_month["2023-09"].resolved) == (1, 1)


def test_no_rate_without_a_resolved_dossier() -> None:
    assert Counts(received=3, open_in_time=3).on_time_rate is None
    assert Counts(early=3, late=1).on_time_rate == 0.75


def test_satisfaction_counts_answers_of_the_two_upper_levels(office: Office, autumn: dict[str, Dossier]) -> None:
    at = moment("2023-09-08 20:00")
    rate(dossier=autumn["early"], attitude=5, time=4, result=3, at=at)
    rate(dossier=autumn["late"], attitude=4, time=1, result=4, at=at)

    said = satisfaction([office.commune.pk], SEPTEMBER, now=NOW).total

    assert (said.n, said.attitude, said.time, said.result, said.dissatisfied) == (2, 2, 1, 1, 1)
    assert said.index == pytest.approx(4 / 6)
    assert [
        rated(voice, [office.commune.pk], SEPTEMBER, now=NOW).count()
        for voice in (Voice.RATED, Voice.ATTITUDE, Voice.TIME, Voice.RESULT, Voice.DISSATISFIED)
    ] == [2, 2, 1, 1, 1]
    assert satisfaction([office.commune.pk], AUGUST, now=NOW).total.index is None


def test_the_scoreboard_asks_six_times_whatever_it_shows(
    office: Office, received: MakeDossier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    received("2023-09-11 09:00")
    with django_assert_num_queries(6):
        scoreboard([office.commune], SEPTEMBER, now=NOW)
    for minute in range(10, 30):
        received(f"2023-09-12 09:{minute}")
    with django_assert_num_queries(6):
        board = scoreboard([office.commune, office.other_commune, office.district], SEPTEMBER, now=NOW)

    assert board.total.counts.received == 21


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ((2023, 1, 15), (2023, 1, 20), [((2023, 1, 15), (2023, 1, 20))]),
        (
            (2023, 11, 20),
            (2024, 1, 5),
            [((2023, 11, 20), (2023, 11, 30)), ((2023, 12, 1), (2023, 12, 31)), ((2024, 1, 1), (2024, 1, 5))],
        ),
    ],
)
def test_a_period_falls_into_months(first: tuple, last: tuple, months: list) -> None:
    day: Callable[[tuple], dt.date] = lambda parts: dt.date(*parts)  # noqa: E731

    assert Period(day(first), day(last)).months() == [Period(day(start), day(end)) for start, end in months]


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period(dt.date(2023, 9, 2), dt.date(2023, 9, 1))


@pytest.mark.usefixtures("autumn")
def test_an_extension_does_not_make_a_late_dossier_count_as_in_time(
    office: Office, autumn: dict[str, Dossier], hai: User
) -> None:
    apology.extend(
        dossier=autumn["overdue"], cause="Phải xác minh.", extra_days=30, by=hai, at=moment("2023-09-12 09:00")
    )

    found = counts(office, SEPTEMBER)

    assert (found.open_late, found.no_apology) == (1, 0)
