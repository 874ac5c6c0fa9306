"""Blank forms of a procedure version."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.fixed import WrittenOnce

FORMS_FOLDER = "forms/"


def form_name(form_file: FormFile, filename: str) -> str:
    """Files lie under random names; how a form is called when downloaded stands in its row."""
    return f"{FORMS_FOLDER}{uuid.uuid4().hex}"


class FormFile(models.Model):
    """Tệp biểu mẫu: the file of a blank form, kept once however many versions offer it."""

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    file = models.FileField(_("file"), upload_to=form_name, max_length=120)
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("file of a blank form")
        verbose_name_plural = _("files of blank forms")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class BlankForm(WrittenOnce):
    """Blank form (biểu mẫu, tờ khai) offered with a version; `paper` is the position of the document it fills."""

    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.CASCADE, related_name="forms", verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(FormFile, on_delete=models.PROTECT, related_name="forms", verbose_name=_("file"))
    paper = models.PositiveSmallIntegerField(_("fills the paper"), null=True, blank=True)
    ground = models.CharField(_("issued with"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("blank form")
        verbose_name_plural = _("blank forms")
        ordering = ("version_id", "position")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="blank_form_position_once"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="blank_form_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
