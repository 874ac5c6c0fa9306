from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dossier import Dossier


class SupplementRequest(models.Model):
    """Yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu 02): asked once, for everything missing.

    Legal source: Decree 118/2025/NĐ-CP article 11 (one request only).
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="supplement_requests", verbose_name=_("dossier")
    )
    number = models.PositiveSmallIntegerField(_("request number"), default=1)
    items = models.JSONField(_("what is missing"))
    reason = models.CharField(_("reason"), max_length=1000)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("supplement request")
        verbose_name_plural = _("supplement requests")
        ordering = ("dossier_id", "number")  # by the id: no join
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="supplement_number_once"),
            # only a head's override, with reason, will ever write number 2
            models.CheckConstraint(condition=Q(number__gte=1), name="supplement_number_from_one"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="supplement_answer_after_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} #{self.number}"
