"""Twelve months as the page draws them."""

from datetime import date

from staff.working_time import DayKind, SpecialDay
from staff.year_view import Cell, months_of

TET = SpecialDay(date(2024, 2, 8), DayKind.HOLIDAY, "Tết Nguyên đán")
MADE_UP = SpecialDay(date(2024, 5, 4), DayKind.WORKED, "Bù cho ngày nghỉ 29/4/2024")


def cells(month: int) -> dict[date, Cell]:
    shown = months_of(2024, [TET, MADE_UP], today=date(2024, 2, 9))[month - 1]
    return {cell.day: cell for week in shown.weeks for cell in week if cell is not None}


def test_each_date_stands_once_in_its_month() -> None:
    months = months_of(2024, [], today=date(2024, 1, 1))
    days = [cell.day for month in months for week in month.weeks for cell in week if cell is not None]

    assert len(days) == len(set(days)) == 366
    assert all(len(week) == 7 for month in months for week in month.weeks)


def test_a_special_day_has_kind_and_name() -> None:
    cell = cells(2)[TET.day]

    assert (cell.kind, cell.name, cell.is_today) == (DayKind.HOLIDAY, TET.name, False)
    assert cells(2)[date(2024, 2, 9)].is_today


def test_a_worked_saturday_is_no_rest_day() -> None:
    assert cells(5)[date(2024, 5, 11)].is_rest_day
    assert not cells(5)[MADE_UP.day].is_rest_day
