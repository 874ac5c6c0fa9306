from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from procedures.models import RouteStep
from staff.models import Official, Unit
from staff.models.official import ROLE_CHOICES

from .dossier import Dossier


class Leg(models.Model):
    """Chặng giải quyết: the dossier lies with one unit and role, on a clock of its own, until handed over.

    The legs of a dossier are its control sheet (phiếu kiểm soát quá trình giải quyết hồ sơ, Mẫu 06).
    """

    class Ending(models.TextChoices):
        DONE = "done", _("Done")
        GIVEN_BACK = "given_back", _("Given back")
        PULLED = "pulled", _("Pulled back")
        REASSIGNED = "reassigned", _("Assigned to somebody else")
        CLOSED = "closed", _("Closed with the dossier")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="legs", verbose_name=_("dossier"))
    position = models.PositiveSmallIntegerField(_("number"))
    step = models.ForeignKey(
        RouteStep, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("step of the route")
    )
    name = models.CharField(_("step"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="legs", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=10, choices=ROLE_CHOICES)
    holder = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="legs", verbose_name=_("official")
    )
    minutes = models.PositiveIntegerField(_("allotted office minutes"))
    given_at = models.DateTimeField(_("handed over at"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handed over by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    due_at = models.DateTimeField(_("to be done by"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ending = models.CharField(pgettext_lazy("leg", "ended"), max_length=10, choices=Ending, blank=True)
    verdict = models.CharField(_("kept its time"), max_length=7, choices=Dossier.Verdict, blank=True)
    minutes_late = models.PositiveIntegerField(_("office minutes late"), default=0)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("leg")
        verbose_name_plural = _("legs")
        ordering = ("dossier_id", "position")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "position"], name="leg_position_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="leg_one_open"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="leg_ended_somehow",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("given_at")), name="leg_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("given_at")),
                name="leg_accepted_after_given",
            ),
        ]
        indexes = [
            # what lies with a unit now, most urgent first: step reminders, stuck watch, load
            models.Index(fields=["unit", "due_at"], name="leg_open_by_unit", condition=Q(ended_at__isnull=True)),
            models.Index(
                fields=["holder", "due_at"], name="leg_open_by_holder", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} #{self.position} {self.name}"


class LatenessShare(models.Model):
    """Phần chậm của từng đơn vị: office minutes of a lateness that lay with one unit; written once."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="lateness", verbose_name=_("dossier"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    minutes = models.PositiveIntegerField(_("office minutes late"))

    class Meta:
        verbose_name = _("share of a lateness")
        verbose_name_plural = _("shares of a lateness")
        ordering = ("dossier_id", "-minutes")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "unit"], name="lateness_share_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="lateness_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.unit_id} {self.minutes}"
