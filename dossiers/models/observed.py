"""How long a procedure has really taken, worked out by night."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models import Procedure


class ObservedTime(models.Model):
    """Thời gian giải quyết thực tế: of the dossiers resolved in the last twelve months, in office minutes.

    Shown to citizens only where there are enough of them (`dossiers/observed.py`).
    """

    procedure = models.OneToOneField(
        Procedure, models.CASCADE, related_name="observed", verbose_name=_("procedure")
    )
    dossiers = models.PositiveIntegerField(_("dossiers"))
    median_minutes = models.PositiveIntegerField(_("half were ready within"))
    ninth_minutes = models.PositiveIntegerField(_("nine in ten were ready within"))
    reckoned_at = models.DateTimeField(_("worked out at"))

    class Meta:
        verbose_name = _("observed time")
        verbose_name_plural = _("observed times")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(median_minutes__lte=models.F("ninth_minutes")), name="observed_time_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} ({self.dossiers})"
