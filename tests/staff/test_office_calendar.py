"""Calendars from rows: inheritance in the unit tree, freshness, cost, and the shipped file."""

from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from staff.models import AuditEntry, CalendarDay, OfficeHours, Unit
from staff.office_calendar import calendar_for, calendar_on_hand, current_calendars, shipped_calendar
from staff.working_time import VIETNAM

THURSDAY = date(2026, 8, 20)


def load(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("load_calendar", *arguments, stdout=out, **options)
    return out.getvalue()


def unit(code: str, parent: Unit | None = None, kind: str = Unit.Kind.COMMUNE) -> Unit:
    return Unit.objects.create(
        code=code, kind=kind, name=code, place=code, parent=parent, valid_from=date(2020, 1, 1)
    )


def hours(owner: Unit, opens: int, closes: int, **validity: date) -> None:
    OfficeHours.objects.bulk_create(
        OfficeHours(
            unit=owner,
            weekday=weekday,
            opens=time(opens),
            closes=time(closes),
            **{"valid_from": date(2020, 1, 1), **validity},
        )
        for weekday in range(5)
    )


def closes(owner: Unit | None, day: date = THURSDAY) -> datetime:
    return calendar_for(owner).day(day).ends_at


def clock(hour: int, day: date = THURSDAY) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=VIETNAM)


@pytest.fixture
def tree(db: None) -> tuple[Unit, Unit, Unit]:
    load()
    province = unit("ha-nam", kind=Unit.Kind.PROVINCE)
    district = unit("binh-luc", province, Unit.Kind.DISTRICT)
    return province, district, unit("trang-an", district)


def test_hours_are_inherited_from_the_nearest_unit_above(tree: tuple[Unit, Unit, Unit]) -> None:
    province, district, commune = tree
    hours(province, 7, 16)
    assert closes(commune) == clock(16)

    hours(district, 8, 15)
    assert closes(commune) == clock(15)
    assert closes(province) == clock(16)


def test_own_hours_apply_only_while_valid(tree: tuple[Unit, Unit, Unit]) -> None:
    province, _, commune = tree
    hours(province, 7, 16)
    hours(commune, 7, 12, valid_from=date(2026, 8, 20), valid_to=date(2026, 8, 20))

    assert closes(commune) == clock(12)
    assert closes(commune, date(2026, 8, 21)) == clock(16, date(2026, 8, 21))


def test_without_any_hours_the_usual_ones_apply(tree: tuple[Unit, Unit, Unit]) -> None:
    day = calendar_for(tree[2]).day(THURSDAY)

    assert [(a.strftime("%H:%M"), b.strftime("%H:%M")) for a, b in day.intervals] == [
        ("07:00", "11:30"),
        ("13:30", "17:00"),
    ]


def test_without_a_unit_the_hours_of_the_province_apply(tree: tuple[Unit, Unit, Unit]) -> None:
    hours(tree[0], 7, 16)

    assert closes(None) == clock(16)


def test_a_day_off_added_by_a_manager_counts_at_once(tree: tuple[Unit, Unit, Unit]) -> None:
    assert calendar_for(tree[2]).is_working_day(THURSDAY)

    CalendarDay.objects.create(day=THURSDAY, kind="holiday", name="Nghỉ bão", source_document="QĐ 1")

    assert not calendar_for(tree[2]).is_working_day(THURSDAY)


def test_a_unit_moved_in_the_tree_takes_the_hours_of_its_new_parent(tree: tuple[Unit, Unit, Unit]) -> None:
    commune, other = tree[2], unit("ninh-binh", kind=Unit.Kind.PROVINCE)
    hours(tree[0], 7, 16)
    hours(other, 7, 14)
    assert closes(commune) == clock(16)

    commune.parent = other
    commune.save()

    assert closes(commune) == clock(14)


def test_an_unchanged_calendar_costs_one_query_for_any_number_of_units(
    tree: tuple[Unit, Unit, Unit], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    calendar_for(tree[0])

    with django_assert_num_queries(1):
        calendars = current_calendars()
        kept = [calendars.for_unit(each) for each in tree]

    assert kept[0] is kept[2]


@pytest.mark.django_db
def test_an_empty_database_answers_from_the_shipped_calendar() -> None:
    calendar, from_rows = calendar_on_hand()

    assert not from_rows
    assert not calendar.is_working_day(date(2023, 9, 4))


def test_the_shipped_calendar_holds_the_official_swaps() -> None:
    calendar = shipped_calendar()

    assert calendar.established_years == set(range(2021, 2028))
    assert all(
        calendar.is_working_day(date(*day))
        for day in [(2024, 5, 4), (2025, 4, 26), (2026, 1, 10), (2026, 8, 22), (2026, 11, 24)]
    )
    assert not any(
        calendar.is_working_day(date(*day))
        for day in [(2024, 4, 29), (2025, 5, 2), (2026, 1, 2), (2026, 8, 31), (2023, 1, 26), (2021, 2, 16)]
    )


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    assert load().endswith("85 new, 0 unchanged, 0 kept\n")
    assert load().endswith("0 new, 85 unchanged, 0 kept\n")
    assert all(CalendarDay.objects.values_list("source_document", flat=True))
    assert AuditEntry.objects.filter(action="calendar.loaded").count() == 7


@pytest.mark.django_db
def test_a_day_not_yet_enacted_is_told_and_not_loaded() -> None:
    assert "not loaded: 2026-11-24" in load()
    assert not CalendarDay.objects.filter(day=date(2026, 11, 24)).exists()


@pytest.mark.django_db
def test_a_year_the_office_keeps_is_never_changed_by_a_file() -> None:
    load()
    CalendarDay.objects.filter(day=date(2027, 2, 4)).delete()
    CalendarDay.objects.create(
        day=date(2027, 2, 11), kind="holiday", name="Tết Nguyên đán", source_document="TB 1"
    )

    told = load()

    assert told.endswith("0 new, 84 unchanged, 2 kept\n")
    assert "kept as the office has it: 04/02/2027" in told
    assert "/quan-ly/lich/" in told
    assert not CalendarDay.objects.filter(day=date(2027, 2, 4)).exists()


@pytest.mark.django_db
def test_every_fault_of_a_calendar_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text("days:\n- {day: 2028-01-01, kind: feast, colour: red}\n- 3\n")

    with pytest.raises(CommandError) as caught:
        load(file)

    told = str(caught.value)
    assert all(
        fault in told
        for fault in ("day 1: name: missing", "day 1: kind: must be one of", "colour: unknown", "day 2: must")
    )
    assert not CalendarDay.objects.exists()
