"""Numbers that are given once, without gap or twin (mã hồ sơ, số giấy tờ)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from staff.models import Unit, UnitPolicy

from .models import CodeCounter

# One statement opens each series or takes its next number; SQLite and PostgreSQL both know it.
_NEXT = f"""
    INSERT INTO {CodeCounter._meta.db_table} (unit_id, series, since, last) VALUES %s
    ON CONFLICT (unit_id, series, since) DO UPDATE SET last = {CodeCounter._meta.db_table}.last + 1
    RETURNING series, last
"""  # noqa: S608 - the table's name is our own


@dataclass(frozen=True)
class Series:
    """One run of numbers of a unit, begun anew on `since`."""

    name: str
    since: dt.date


def dossier_series(on: dt.date) -> Series:
    """Dossiers are counted by the day."""
    return Series("dossier", on)


def paper_series(form: str, on: dt.date) -> Series:
    """Statutory papers are counted by form and year."""
    return Series(f"form-{form}", on.replace(month=1, day=1))


def next_numbers(unit: Unit, *series: Series) -> list[int]:
    """The next number of each series, in one statement; the counter rows stay locked until the transaction ends.

    A roll-back gives the numbers back, so there are no gaps; call it as late as possible in the transaction.
    """
    rows = sorted(series, key=lambda one: one.name)  # always locked in the same order
    values = [(unit.pk, one.name, connection.ops.adapt_datefield_value(one.since)) for one in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            _NEXT % ", ".join(["(%s, %s, %s, 1)"] * len(rows)), [value for row in values for value in row]
        )
        last = dict(cursor.fetchall())
    return [int(last[one.name]) for one in series]


def hold_numbers() -> None:
    """Wait for everybody who has taken a number and not committed; nobody takes one before this transaction ends.

    PostgreSQL; SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {CodeCounter._meta.db_table} IN SHARE MODE")


def dossier_code(number: int, *, unit: Unit, policy: UnitPolicy, on: dt.date) -> str:
    """Mã số hồ sơ by the unit's dated pattern (Circular 01/2018/TT-VPCP art. 19; 03/2025/TT-VPCP art. 13)."""
    return policy.code_pattern.format(
        agency=unit.agency_code or unit.code, yymmdd=on.strftime("%y%m%d"), number=number
    )
