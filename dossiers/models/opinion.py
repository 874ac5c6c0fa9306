from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from staff.models import Unit

from .dossier import Dossier


class Opinion(models.Model):
    """Xin ý kiến phối hợp: a question to another unit with a deadline, and its answer."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions", verbose_name=_("dossier"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="opinions", verbose_name=_("unit asked"))
    question = models.CharField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    due_at = models.DateTimeField(_("to be answered by"))
    answer = models.CharField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ("asked_at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="opinion_due_after_question"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="opinion_answered_in_words",
            ),
            models.UniqueConstraint(
                fields=["dossier", "unit"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="opinion_one_open_per_unit",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at"],
                name="opinion_open_by_unit",
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.unit_id}"
