"""Handling rules: which unit works on what a counter receives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandlingRule(models.Model):
    """Handling rule (đơn vị giải quyết): dossiers of a field received by one unit go to another.

    A unit without a rule for a field handles its own dossiers.
    """

    receiving_unit = models.ForeignKey(
        "staff.Unit",
        on_delete=models.CASCADE,
        related_name="handling_rules",
        verbose_name=_("receiving unit"),
    )
    field = models.ForeignKey(
        "procedures.Field", on_delete=models.CASCADE, related_name="handling_rules", verbose_name=_("field")
    )
    handling_unit = models.ForeignKey(
        "staff.Unit",
        on_delete=models.PROTECT,
        related_name="handled_rules",
        verbose_name=_("handling unit"),
    )

    class Meta:
        ordering = ("receiving_unit", "field")
        verbose_name = _("handling rule")
        verbose_name_plural = _("handling rules")
        constraints = [
            models.UniqueConstraint(fields=["receiving_unit", "field"], name="handling_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.receiving_unit} · {self.field} → {self.handling_unit}"
