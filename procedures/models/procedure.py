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


class LifeEvent(models.Model):
    """Life event (sự kiện trong đời): the door through which people look for what they do not know by name.

    ``sequence`` are codes of procedures in the order people need them; others of the event come after them.
    """

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    lead = models.CharField(_("explanation"), max_length=300, blank=True)
    icon = models.CharField(_("icon"), max_length=40, default="signpost")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    sequence = models.JSONField(_("procedures in the order of need"), default=list, blank=True)

    class Meta:
        ordering = ("position", "name")
        verbose_name = _("life event")
        verbose_name_plural = _("life events")

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """Procedure (thủ tục hành chính): known by its national code; its content lives in versions.

    ``everyday_words`` are what people call it (“sổ đỏ”); they help to find it and are no part of the publication.
    ``owner`` is warned before something of it runs out; ``replaced_by`` leads on from one that was closed.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures", verbose_name=_("field"))
    everyday_words = models.JSONField(_("everyday words"), default=list, blank=True)
    life_events = models.ManyToManyField(
        LifeEvent, blank=True, related_name="procedures", verbose_name=_("life events")
    )
    owner = models.ForeignKey(
        "staff.Official",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="procedures_owned",
        verbose_name=_("answers for the content"),
    )
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
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
