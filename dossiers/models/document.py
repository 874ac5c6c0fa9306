from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from staff.models import Unit

from .dossier import Dossier, new_reference


class IssuedDocument(models.Model):
    """Giấy tờ đã phát hành: one numbered statutory paper; its content is frozen, a correction is a new number."""

    class Form(models.TextChoices):
        RECEIPT = "01", _("Receipt and appointment for the result")
        SUPPLEMENT = "02", _("Request for a supplement")
        REFUSAL = "03", _("Refusal to receive the dossier")
        APOLOGY = "04", _("Apology and new appointment")
        STOP = "05", _("Notice that processing is stopped")
        CONTROL_SHEET = "06", _("Control sheet")
        RESULT = "kq", _("Result of the procedure")
        RESULT_SLIP = "slip", _("Result slip")

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="issued_documents", verbose_name=_("dossier")
    )
    form = models.CharField(_("form"), max_length=4, choices=Form)
    number = models.CharField(_("number"), max_length=60)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    content = models.JSONField(_("content"))
    verification_code = models.CharField(_("verification code"), max_length=14, unique=True, default=new_reference)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    correction_reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        ordering = ("issued_at", "pk")

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class CodeCounter(models.Model):
    """Bộ đếm: last number given in a series of a unit since `since` (a day for codes, a year for papers)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.CharField(max_length=10)
    since = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "series", "since"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.series} {self.since} {self.last}"
