from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models import RequiredDocument

from .dossier import Dossier


class DossierPaper(models.Model):
    """Thành phần hồ sơ đã nộp: one paper handed in or shown, as printed on the receipt."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers", verbose_name=_("dossier"))
    required_document = models.ForeignKey(
        RequiredDocument, models.PROTECT, null=True, related_name="+", verbose_name=_("required document")
    )
    name = models.CharField(_("name"), max_length=1000)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    is_shown_only = models.BooleanField(_("shown, not handed in"), default=False)
    #: What the clerk found wrong with it; empty for a paper that passes.
    fault = models.CharField(_("why it does not pass"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Principal(models.Model):
    """Người ủy quyền: the person on whose behalf the applicant files."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="principal", verbose_name=_("dossier"))
    name = models.CharField(_("full name"), max_length=150)
    identity_number = models.CharField(_("identity number"), max_length=14, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    authorisation = models.CharField(_("authorisation paper"), max_length=200)

    class Meta:
        verbose_name = _("authorising person")
        verbose_name_plural = _("authorising persons")

    def __str__(self) -> str:
        return self.name
