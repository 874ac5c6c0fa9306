"""Which period a page of figures shows (kỳ báo cáo): this month, this year, or two days of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.statistics.period import Period
from staff.models import Unit

from .forms import PeriodForm


@dataclass(frozen=True)
class Asked:
    """What was asked for: a form with faults falls back to this year."""

    form: PeriodForm
    period: Period
    shortcuts: dict[str, Period]

    @property
    def unit(self) -> Unit | None:
        return self.form.chosen_unit

    @property
    def status(self) -> int:
        return 200 if self.form.is_valid() else 400

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Shortcuts, with the unit kept."""
        labels = {"month": _("This month"), "year": _("This year")}
        wanted = {"unit": self.unit.code} if self.unit else {}
        return [
            {
                "label": labels[name],
                "url": f"?{urlencode({'period': name, **wanted})}",
                "is_current": shortcut == self.period,
            }
            for name, shortcut in self.shortcuts.items()
        ]


def asked_period(given: QueryDict, units: Sequence[Unit], *, now: dt.datetime, usual: str = "year") -> Asked:
    """Read the period of a page from its address."""
    today = timezone.localdate(now)
    shortcuts = {
        "month": Period(today.replace(day=1), today),
        "year": Period(today.replace(month=1, day=1), today),
    }
    wanted = given.copy()
    if not (wanted.get("first") or wanted.get("last")):
        preset = shortcuts.get(given.get("period", usual), shortcuts[usual])
        wanted["first"], wanted["last"] = preset.first.isoformat(), preset.last.isoformat()
    form = PeriodForm(wanted, units=units)
    return Asked(form, form.period if form.is_valid() else shortcuts[usual], shortcuts)
