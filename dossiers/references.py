"""Numbers that are given once, without gap or twin (mã hồ sơ, số giấy tờ)."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F

from staff.models import Unit, UnitPolicy

from .models import CodeCounter


def next_number(*, unit: Unit, series: str, since: dt.date) -> int:
    """The next number of a series; the counter row stays locked until the transaction ends.

    A roll-back gives the number back, so there are no gaps; call it as late as possible in the transaction.
    """
    counter = CodeCounter.objects.filter(unit=unit, series=series, since=since)
    if not counter.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                CodeCounter.objects.create(unit=unit, series=series, since=since, last=1)
        except IntegrityError:  # another clerk opened the series at the same moment
            counter.update(last=F("last") + 1)
        else:
            return 1
    return counter.values_list("last", flat=True).get()


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
