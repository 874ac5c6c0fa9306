import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from staff.models import Delegation

from .attachment import Attachment
from .custody import HandoverSlip
from .document import IssuedDocument
from .shift import Shift


def signed_name(signature: "Signature", filename: str) -> str:
    """Signed files lie under random names, as attachments do."""
    return f"signed/{uuid.uuid4().hex}"


def _only(one: str) -> Q:
    """This is signed, and nothing else."""
    return Q(**{f"{name}__isnull": name != one for name in ("issued_document", "attachment", "shift", "slip")})


class Signature(models.Model):
    """Văn bản đã ký số: the signed PDF of one paper, result, shift sheet or slip, kept as it was signed."""

    issued_document = models.OneToOneField(
        IssuedDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signature",
        verbose_name=_("issued document"),
    )
    attachment = models.OneToOneField(
        Attachment, models.PROTECT, null=True, blank=True, related_name="signature", verbose_name=_("result")
    )
    shift = models.OneToOneField(
        Shift, models.PROTECT, null=True, blank=True, related_name="signature", verbose_name=_("shift sheet")
    )
    slip = models.OneToOneField(
        HandoverSlip,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signature",
        verbose_name=_("hand-over slip"),
    )
    file = models.FileField(_("file"), upload_to=signed_name, max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(_("signed at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    signer = models.CharField(_("signer on the certificate"), max_length=200)
    certificate_serial = models.CharField(_("certificate number"), max_length=64)
    has_timestamp = models.BooleanField(_("time-stamped"), default=False)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delegation")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=_only("issued_document") | _only("attachment") | _only("shift") | _only("slip"),
                name="signature_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.signer} {self.at:%d/%m/%Y %H:%M}"
