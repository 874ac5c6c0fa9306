from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models import ProcedureVersion
from staff.models import Official, Unit

from .dossier import Dossier


class IntakeDraft(models.Model):
    """Phiếu tiếp nhận đang nhập dở: an intake put aside at the counter as it was typed; it is no dossier yet.

    Taken up again by any clerk of the counter; removed when it becomes a dossier or after some days.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("procedure")
    )
    #: The key under which the intake will be sent, so that the same sheet never becomes two dossiers.
    key = models.CharField(max_length=64, unique=True)
    applicant_name = models.CharField(_("full name"), max_length=150, blank=True)
    content = models.JSONField(_("as typed"))
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("saved by"))

    class Meta:
        verbose_name = _("unfinished intake")
        verbose_name_plural = _("unfinished intakes")
        ordering = ("-saved_at", "-pk")
        indexes = [models.Index(fields=["unit", "-saved_at"], name="intake_draft_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.saved_at:%d/%m/%Y %H:%M}"


class Presence(models.Model):
    """Người đang xem hồ sơ: who has a dossier open now, so that two people see each other."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("person looking at a dossier")
        verbose_name_plural = _("people looking at dossiers")
        constraints = [models.UniqueConstraint(fields=["dossier", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.user_id}"
