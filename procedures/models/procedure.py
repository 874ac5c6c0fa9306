"""Field and procedure: the lasting identity behind the versions."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Field(models.Model):
    """Field (lĩnh vực): the branch of administration a procedure belongs to."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("slug"), max_length=220, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("field")
        verbose_name_plural = _("fields")

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """Procedure (thủ tục hành chính): known by its national code; its content lives in versions."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures", verbose_name=_("field"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Return the public page of the procedure."""
        return reverse("procedures:detail", args=[self.code])
