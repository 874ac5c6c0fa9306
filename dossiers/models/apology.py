from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .document import IssuedDocument
from .dossier import Dossier


class Apology(models.Model):
    """Văn bản xin lỗi và đề nghị gia hạn (Mẫu 04): drafted before a promise breaks, sent by a person, once.

    A sent apology is the extension: `extra_days` working days after the moment promised before. Legal source:
    Decree 118/2025/NĐ-CP (one new appointment only, told at the latest one day before).
    """

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        SENT = "sent", _("Sent")
        WITHDRAWN = "withdrawn", _("Withdrawn, the result came in time")

    #: Working days: a longer delay is not an extension but a decision of the head.
    LONGEST = 60

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="apologies", verbose_name=_("dossier"))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFTED)
    due_at = models.DateTimeField(_("promise about to break"))
    cause = models.CharField(_("cause"), max_length=1000)
    extra_days = models.PositiveSmallIntegerField(_("working days more"))
    new_due_at = models.DateTimeField(_("new appointment"))
    drafted_at = models.DateTimeField(_("drafted at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    is_late = models.BooleanField(_("apologised too late"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    document = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="apology", verbose_name=_("document")
    )

    class Meta:
        verbose_name = _("apology")
        verbose_name_plural = _("apologies")
        ordering = ("drafted_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(status__in=["drafted", "sent"]), name="apology_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="apology_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(extra_days__gte=1, extra_days__lte=60), name="apology_extra_days_bounded"
            ),
            models.CheckConstraint(condition=Q(new_due_at__gt=F("due_at")), name="apology_moves_later"),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="apology_by_status")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.status}"
