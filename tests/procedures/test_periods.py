"""Where a day stands to a period; the first and the last day belong to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from procedures.expiring.periods import Standing, by_standing, standing

DAY = dt.date(2023, 8, 29)
ONE = dt.timedelta(days=1)


@dataclass
class Row:
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        (Row(), Standing.IN_FORCE),
        (Row(DAY, DAY), Standing.IN_FORCE),
        (Row(valid_from=DAY + ONE), Standing.COMING),
        (Row(valid_to=DAY - ONE), Standing.ENDED),
    ],
)
def test_a_row_stands_so(row: Row, stands: Standing) -> None:
    assert standing(row, DAY) is stands


def test_rows_keep_their_order_within_a_standing() -> None:
    first, second, coming = Row(valid_to=DAY), Row(), Row(valid_from=DAY + ONE)
    assert by_standing([first, coming, second], DAY) == {
        Standing.IN_FORCE: [first, second],
        Standing.COMING: [coming],
        Standing.ENDED: [],
    }
