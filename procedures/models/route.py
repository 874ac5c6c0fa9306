"""The way of a dossier through the office: which unit works on it, and in which steps."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.models.fixed import WrittenOnce
from staff.models.official import ROLE_CHOICES
from staff.roles import Role


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


class RouteStep(WrittenOnce):
    """Bước của quy trình nội bộ: who does what within how many office minutes, in order; the last one signs.

    The minutes of all steps add up to no more than the published limit. A version without steps follows the
    default route, see `procedures/routing.py`.
    """

    class Place(models.TextChoices):
        COUNTER = "counter", _("Unit that receives")
        HANDLING = "handling", _("Unit that handles")
        UNIT = "unit", _("Another unit")

    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.CASCADE, related_name="steps", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("what is done"), max_length=200)
    role = models.CharField(_("role"), max_length=10, choices=ROLE_CHOICES)
    place = models.CharField(_("place"), max_length=8, choices=Place.choices, default=Place.HANDLING)
    unit = models.ForeignKey(
        "staff.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    minutes = models.PositiveIntegerField(_("office minutes"))

    class Meta:
        ordering = ("version_id", "position")
        verbose_name = _("step of the route")
        verbose_name_plural = _("steps of the route")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="route_step_position_once"),
            models.CheckConstraint(
                condition=Q(role__in=[Role.CLERK.value, Role.SPECIALIST.value, Role.LEADER.value]),
                name="route_step_role_known",
            ),
            models.CheckConstraint(
                condition=Q(place="unit", unit__isnull=False)
                | Q(place__in=["counter", "handling"], unit__isnull=True),
                name="route_step_place_known",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="route_step_takes_time"),
        ]

    def __str__(self) -> str:
        return self.name
