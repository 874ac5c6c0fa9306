from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    """Rows with a validity period (hiệu lực từ … đến …)."""

    def in_force(self, on: dt.date) -> Self:
        """Rows in force on day `on`; the last day of validity is included."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class Dated(models.Model):
    """Có thời hạn hiệu lực: in force from `valid_from` to `valid_to` inclusive, or without end."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_in_force(self, on: dt.date) -> bool:
        """Whether this row is in force on day `on`; the last day of validity is included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def period_in_order(name: str) -> models.CheckConstraint:
    """The database refuses a period that ends before it starts."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The period ends before it starts."),
    )
