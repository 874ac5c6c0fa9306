"""The month of a day or moment, worked out inside either database (tháng theo giờ Việt Nam)."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func

# Vietnam has kept UTC+7 without summer time since 1975, so a fixed shift is exact.
_HOURS = 7


class DayMonth(Func):
    """``2026-11`` of a date column. Django's own TruncMonth calls back into Python for each row on SQLite."""

    output_field = CharField()
    function = "TO_CHAR"
    template = "%(function)s(%(expressions)s, 'YYYY-MM')"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 7)", **extra)


class MomentMonth(DayMonth):
    """``2026-11`` of a moment, which both databases hand out in UTC, on a Vietnamese clock."""

    template = f"%(function)s(%(expressions)s AT TIME ZONE 'UTC' + INTERVAL '{_HOURS} hours', 'YYYY-MM')"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = f"STRFTIME('%%%%Y-%%%%m', %(expressions)s, '+{_HOURS} hours')"
        return self.as_sql(compiler, connection, template=template, **extra)
