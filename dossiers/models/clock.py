from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dossier import Dossier


class Pause(models.Model):
    """Khoảng thời gian không tính: the clock stands still, on a legal ground, until `ended_at`."""

    class Ground(models.TextChoices):
        SUPPLEMENT = "supplement", _("Waiting for a supplement")
        PAYMENT = "payment", _("Waiting for a financial obligation")
        WITHDRAWAL = "withdrawal", _("Withdrawal being decided")

    class After(models.TextChoices):
        RESTART = "restart", _("The time limit starts again")
        RESUME = "resume", _("The time limit goes on")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pauses", verbose_name=_("dossier"))
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    after = models.CharField(_("afterwards"), max_length=7, choices=After)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ("started_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="pause_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["dossier", "ground"],
                condition=Q(ended_at__isnull=True),
                name="pause_one_open_per_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.ground}"


class PromiseMove(models.Model):
    """Sổ lịch hẹn: one move of the promised date, with its ground and the person; the first row is the promise."""

    class Ground(models.TextChoices):
        RECEIVED = "received", _("Dossier received")
        SUPPLEMENT = "supplement", _("Supplement handed in")
        PAYMENT = "payment", _("Financial obligation fulfilled")
        WITHDRAWAL = "withdrawal", _("Withdrawal not granted")
        CALENDAR = "calendar", _("Working calendar changed")
        EXTENSION = "extension", _("Apology and new appointment")
        OVERRIDE = "override", _("Set by decision of the head")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="promise_moves", verbose_name=_("dossier"))
    at = models.DateTimeField(_("at"))
    old_due_at = models.DateTimeField(_("from"), null=True)
    new_due_at = models.DateTimeField(_("to"))
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("move of the promise")
        verbose_name_plural = _("moves of the promise")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.new_due_at:%d/%m/%Y %H:%M}"


class Override(models.Model):
    """Quyết định ấn định lại hạn trả: a head sets the promised moment by hand, with reason and document."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="overrides", verbose_name=_("dossier"))
    at = models.DateTimeField(_("at"))
    due_at = models.DateTimeField(_("promised for"))
    reason = models.CharField(_("reason"), max_length=1000)
    document = models.CharField(_("document"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("appointment by decision")
        verbose_name_plural = _("appointments by decision")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("at")), name="override_due_later"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document=""), name="override_has_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.due_at:%d/%m/%Y %H:%M}"
