"""Required documents of a procedure version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.fixed import WrittenOnce


class PaperKind(models.TextChoices):
    """Whether a paper stays with the office or is only shown."""

    SUBMIT = "submit", _("hand in")
    PRESENT = "present", _("show only")


class RequiredDocument(WrittenOnce):
    """Required document (thành phần hồ sơ). The office may ask for nothing outside this list."""

    version = models.ForeignKey(
        "procedures.ProcedureVersion",
        on_delete=models.CASCADE,
        related_name="documents",
        verbose_name=_("version"),
    )
    position = models.PositiveSmallIntegerField(_("order in the list"))
    name = models.CharField(_("name"), max_length=1000)
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind.choices, default=PaperKind.SUBMIT)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    mandatory = models.BooleanField(_("always required"), default=True)
    #: “Chỉ khi …”: in which case a paper that is not always required is asked for.
    condition = models.CharField(_("only if"), max_length=300, blank=True)
    #: Cơ sở dữ liệu thay thế giấy tờ (NQ 66.7/2025/NQ-CP): looked up there, it need not be brought.
    database = models.CharField(_("replaced by the database"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("version_id", "position")  # by the id: no join
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="document_position_once"),
            models.CheckConstraint(condition=models.Q(kind__in=PaperKind.values), name="document_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_uploadable(self) -> bool:
        """Whether an applicant hands this paper in, so that a file can stand for it."""
        return self.kind == PaperKind.SUBMIT
