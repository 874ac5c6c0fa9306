"""A day typed into a form (ngày): only years the office can mean."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST_DAY, LAST_DAY = dt.date(1945, 1, 1), dt.date(2100, 12, 31)


class DayField(forms.DateField):
    """Ngày, from 1945 to 2100: an earlier or later one is a slip of the finger that no clock can work with."""

    def __init__(self, **kwargs: Any) -> None:
        # the browser's own calendar; it wants and sends ``2026-11-30``
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)
        message = _("Enter a day between the years 1945 and 2100.")
        self.validators += [MinValueValidator(FIRST_DAY, message), MaxValueValidator(LAST_DAY, message)]
