from django.db import models
from django.utils.translation import gettext_lazy as _


class SweepRun(models.Model):
    """Lần rà soát gần nhất: when a periodic sweep last ran; an old moment means a worker at rest."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    last_started = models.DateTimeField(_("last started"))
    last_finished = models.DateTimeField(_("last finished"), null=True, blank=True)
    last_count = models.PositiveIntegerField(_("rows dealt with"), default=0)

    class Meta:
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
