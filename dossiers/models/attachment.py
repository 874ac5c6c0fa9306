import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.querysets import AttachmentQuerySet
from procedures.models import RequiredDocument

from .dossier import Dossier
from .opinion import Opinion


def stored_name(attachment: "Attachment", filename: str) -> str:
    """Files are stored under random names: a path tells nothing about person or content."""
    return f"attachments/{attachment.dossier.reference}/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """Tệp đính kèm: a scan or file of one paper, or the result; never deleted once submitted, only superseded."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Paper of the dossier")
        SUPPLEMENT = "supplement", _("Supplement")
        RESULT = "result", _("Result")
        OPINION = "opinion", _("Opinion of another unit")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="attachments", verbose_name=_("dossier"))
    required_document = models.ForeignKey(
        RequiredDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("required document"),
    )
    #: The question it belongs to, when it came with the answer of another unit.
    opinion = models.ForeignKey(
        Opinion, models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("opinion")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PAPER)
    file = models.FileField(_("file"), upload_to=stored_name, max_length=120)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
