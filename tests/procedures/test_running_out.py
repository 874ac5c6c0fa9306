"""What runs out soon and is followed by nothing: the rule by itself."""

from __future__ import annotations

import datetime as dt

import pytest

from procedures.expiring.running_out import without_follower

TODAY = dt.date(2023, 8, 29)


class Row:
    """Something with a period."""

    def __init__(self, valid_from: dt.date | None, valid_to: dt.date | None) -> None:
        self.valid_from, self.valid_to = valid_from, valid_to


def days(*periods: tuple[int | None, int | None]) -> list[tuple[str, Row]]:
    """Rows of one kind, their ends so many days from today."""

    def at(offset: int | None) -> dt.date | None:
        return None if offset is None else TODAY + dt.timedelta(days=offset)

    return [("lệ phí", Row(at(start), at(end))) for start, end in periods]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (days((None, 30)), [0]),
        (days((None, 31)), []),
        (days((None, None)), []),
        (days((None, -400)), [0]),
        (days((None, 10), (11, None)), []),
        (days((None, 10), (12, None)), [0]),
        (days((None, 10), (11, 20)), [1]),
        (days((None, 10), (None, 10)), [0, 1]),
    ],
)
def test_a_thing_that_nothing_follows_runs_out(rows: list[tuple[str, Row]], found: list[int]) -> None:
    assert without_follower(rows, TODAY) == found


def test_a_row_of_another_kind_follows_nothing() -> None:
    other = ("phí", Row(TODAY, None))
    assert without_follower([*days((None, 10)), other], TODAY) == [0]


def test_many_rows_are_looked_at_within_their_own_kind() -> None:
    compared = 0

    class Kind:
        def __init__(self, name: int) -> None:
            self.name = name

        def __hash__(self) -> int:
            return self.name

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return isinstance(other, Kind) and other.name == self.name

    rows = [(Kind(number // 2), Row(None, TODAY)) for number in range(400)]
    assert len(without_follower(rows, TODAY)) == 400
    assert compared < 2000
