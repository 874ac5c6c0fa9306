"""New hours of a unit: old rows end, new ones begin, nothing that was kept is rewritten."""

from __future__ import annotations

import datetime as dt

import pytest

from dossiers.errors import Faults
from dossiers.services.calendar_change import Applied, apply_change, simulate
from staff.calendar_change import Change, PlannedWeek
from staff.models import OfficeHours, User
from staff.office_calendar import current_calendars
from staff.roles import Role
from staff.working_time import Interval
from tests.people import Office, make_official, moment

NOW = moment("2023-08-29 16:00")
LETTER = "Quyết định 5/QĐ-UBND"


def mornings_only(office: Office, starts: dt.date, ends: dt.date | None = None) -> Change:
    spans = tuple((weekday, Interval(dt.time(7), dt.time(11, 30))) for weekday in range(5))
    return Change(LETTER, weeks=(PlannedWeek(office.commune.pk, starts, ends, spans),))


def applied(change: Change, by: User) -> Applied:
    return apply_change(change, by=by, at=NOW, expected=simulate(change, by=by, at=NOW).digest)


def test_new_hours_end_the_old_ones_and_rewrite_no_past(office: Office, thu: User) -> None:
    first = mornings_only(office, dt.date(2023, 9, 1))
    applied(first, thu)
    every_day = tuple((weekday, Interval(dt.time(8), dt.time(16))) for weekday in range(5))

    applied(Change(LETTER, weeks=(PlannedWeek(office.commune.pk, dt.date(2023, 10, 1), None, every_day),)), thu)

    rows = set(
        OfficeHours.objects.filter(unit=office.commune, weekday=0).values_list("opens", "valid_from", "valid_to")
    )
    assert rows == {
        (dt.time(7), dt.date(2023, 9, 1), dt.date(2023, 9, 30)),
        (dt.time(8), dt.date(2023, 10, 1), None),
    }


def test_hours_of_a_season_leave_the_others_around_them(office: Office, thu: User) -> None:
    spans = tuple((weekday, Interval(dt.time(7), dt.time(16))) for weekday in range(5))
    season = PlannedWeek(office.province.pk, dt.date(2024, 4, 16), dt.date(2024, 10, 15), spans)

    applied(Change(LETTER, weeks=(season,)), thu_of_province(office))

    rows = OfficeHours.objects.filter(unit=office.province, weekday=0).order_by("valid_from", "opens")
    assert [(row.opens.hour, row.valid_from, row.valid_to) for row in rows] == [
        (7, dt.date(2016, 1, 1), dt.date(2024, 4, 15)),
        (13, dt.date(2016, 1, 1), dt.date(2024, 4, 15)),
        (7, dt.date(2024, 4, 16), dt.date(2024, 10, 15)),
        (7, dt.date(2024, 10, 16), None),
        (13, dt.date(2024, 10, 16), None),
    ]


def thu_of_province(office: Office) -> User:
    return make_official("quang", "Đinh Văn Quang", office.province, Role.ADMIN)


def test_a_week_without_hours_gives_the_unit_back_to_its_parent(office: Office, thu: User) -> None:
    applied(mornings_only(office, dt.date(2023, 9, 1)), thu)

    applied(Change(LETTER, weeks=(PlannedWeek(office.commune.pk, dt.date(2023, 11, 1), None, ()),)), thu)

    calendar = current_calendars().for_unit(office.commune)
    assert calendar.day(dt.date(2023, 10, 31)).ends_at == moment("2023-10-31 11:30")
    assert calendar.day(dt.date(2023, 11, 1)).ends_at == moment("2023-11-01 17:00")


@pytest.mark.parametrize("starts", [dt.date(2023, 8, 29), dt.date(2023, 8, 1)])
def test_hours_already_kept_cannot_be_rewritten(office: Office, thu: User, starts: dt.date) -> None:
    with pytest.raises(Faults) as refused:
        simulate(mornings_only(office, starts), by=thu, at=NOW)

    assert set(refused.value.errors) == {"starts"}
