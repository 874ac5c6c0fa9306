"""Numbers that are given once, without gap or twin (mã hồ sơ, số giấy tờ)."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from staff.models import Unit, UnitPolicy

from .models import CodeCounter

# One statement opens the series or takes its next number; SQLite and PostgreSQL both know it.
_NEXT = f"""
    INSERT INTO {CodeCounter._meta.db_table} (unit_id, series, since, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (unit_id, series, since) DO UPDATE SET last = {CodeCounter._meta.db_table}.last + 1
    RETURNING last
"""  # noqa: S608 - the table's name is our own


def next_number(*, unit: Unit, series: str, since: dt.date) -> int:
    """The next number of a series; the counter row stays locked until the transaction ends.

    A roll-back gives the number back, so there are no gaps; call it as late as possible in the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [unit.pk, series, connection.ops.adapt_datefield_value(since)])
        return int(cursor.fetchone()[0])


def next_dossier_code(*, unit: Unit, policy: UnitPolicy, on: dt.date) -> str:
    """Mã số hồ sơ by the unit's dated pattern (Circular 01/2018/TT-VPCP art. 19; 03/2025/TT-VPCP art. 13)."""
    number = next_number(unit=unit, series="dossier", since=on)
    return policy.code_pattern.format(
        agency=unit.agency_code or unit.code, yymmdd=on.strftime("%y%m%d"), number=number
    )


def next_paper_number(*, unit: Unit, form: str, on: dt.date, suffix: str) -> str:
    """Số of a statutory paper, counted by unit, form and year: ``17/PBS-BPTNTKQ``."""
    number = next_number(unit=unit, series=f"form-{form}", since=on.replace(month=1, day=1))
    return f"{number}/{suffix}"
