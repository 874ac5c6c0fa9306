from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .official import Official
from .unit import Unit


class Certificate(models.Model):
    """Chứng thư số: a signing certificate of one official or the seal of one unit; the key itself lies elsewhere.

    `slot` says where: ``pkcs12:<file below DATA_DIR/keys>`` or ``pkcs11:<label of the key on the token>``.
    """

    official = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("official")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("unit")
    )
    slot = models.CharField(_("where the key lies"), max_length=200)
    subject = models.CharField(_("holder on the certificate"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200)
    serial = models.CharField(_("certificate number"), max_length=64)
    not_before = models.DateTimeField(_("valid from"))
    not_after = models.DateTimeField(_("valid to"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing certificate")
        verbose_name_plural = _("signing certificates")
        ordering = ("-not_before", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=True) ^ Q(unit__isnull=True), name="certificate_of_one_holder"
            ),
            models.CheckConstraint(condition=Q(not_after__gt=F("not_before")), name="certificate_period_in_order"),
            models.UniqueConstraint(fields=["issuer", "serial"], name="certificate_serial_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.serial})"
