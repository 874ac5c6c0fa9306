"""Statements composed once and asked with other values each time."""

from __future__ import annotations

import datetime as dt

import pytest

from staff.models import Unit
from staff.prepared import Prepared

pytestmark = pytest.mark.django_db

_ANY_CODE, _ANY_DAY = "any code", dt.date.min
_NAMES = Prepared(
    "names_of_units_in_force",
    lambda: Unit.objects.in_force(_ANY_DAY).filter(code=_ANY_CODE).order_by("name").values_list("name"),
    _ANY_CODE,
    _ANY_DAY,
)


@pytest.fixture
def units() -> None:
    for code, begins in (("A", dt.date(2023, 1, 1)), ("B", dt.date(2023, 6, 1))):
        Unit.objects.create(code=code, name=f"Xã {code}", kind=Unit.Kind.COMMUNE, valid_from=begins)


def test_each_value_goes_to_its_place(units: None) -> None:
    assert _NAMES.rows("A", dt.date(2023, 3, 1)) == [("Xã A",)]
    assert _NAMES.rows("B", dt.date(2023, 3, 1)) == []


def test_the_same_statement_answers_what_was_written_since(units: None) -> None:
    _NAMES.rows("B", dt.date(2023, 7, 1))
    Unit.objects.filter(code="B").update(name="Xã Bình")
    assert _NAMES.rows("B", dt.date(2023, 7, 1)) == [("Xã Bình",)]


def test_it_is_composed_once(units: None) -> None:
    composed = []

    def compose() -> object:
        composed.append(1)
        return Unit.objects.filter(code=_ANY_CODE).values_list("name")

    statement = Prepared("composed_once", compose, _ANY_CODE)  # type: ignore[arg-type]
    assert [statement.rows("A"), statement.rows("A")] == [[("Xã A",)]] * 2
    assert len(composed) == 1
