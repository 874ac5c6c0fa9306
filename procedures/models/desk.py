"""Desks of a one-stop counter and the fields each of them takes."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from staff.models import Unit
from staff.models.validity import Dated, period_in_order

from .procedure import Field


class Desk(Dated):
    """Quầy giao dịch: one numbered place of a one-stop counter; without fields it takes every field."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="desks", verbose_name=_("unit"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100, blank=True)
    fields = models.ManyToManyField(Field, blank=True, related_name="desks", verbose_name=_("fields"))

    class Meta:
        verbose_name = _("desk of a counter")
        verbose_name_plural = _("desks of counters")
        ordering = ("unit", "number")
        constraints = [
            period_in_order("desk_period_in_order"),
            models.UniqueConstraint(fields=["unit", "number", "valid_from"], name="desk_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="desk_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}" if self.name else str(self.number)
