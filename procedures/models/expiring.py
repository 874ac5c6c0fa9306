"""What somebody was already told of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldOfExpiry(models.Model):
    """Đã báo sắp hết hiệu lực: one thing with its last day, told once to whoever answers for it."""

    thing = models.CharField(_("thing and last day"), max_length=64, unique=True)
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("warning of an end of validity")
        verbose_name_plural = _("warnings of ends of validity")
        ordering = ("-told_at", "-id")

    def __str__(self) -> str:
        return self.thing
