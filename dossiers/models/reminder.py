from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from staff.models import Message, Official

from .dossier import Dossier


class Reminder(models.Model):
    """Nhắc việc: one thing an official must know of one dossier; many travel in one message."""

    class Rule(models.TextChoices):
        QUARTER_LEFT = "quarter_left", _("A quarter of the time is left")
        ONE_DAY_LEFT = "one_day_left", _("One working day is left")
        STEP_LATE = "step_late", _("A step is overdue")
        LATE = "late", _("The dossier is overdue")
        APOLOGY_DRAFTED = "apology_drafted", _("An apology waits to be sent")
        UNTOUCHED = "untouched", _("Received, but nobody has begun")
        UNOPENED = "unopened", _("Handed over, but not accepted")
        OPINION_ASKED = "opinion_asked", _("An opinion is asked of your unit")
        OPINION_DUE = "opinion_due", _("An opinion is overdue")
        UNCOLLECTED = "uncollected", _("A result has not been collected")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reminders", verbose_name=_("dossier"))
    rule = models.CharField(_("rule"), max_length=16, choices=Rule)
    #: The moment the rule is about: a promise that moves is a new one, to be reminded of anew.
    about = models.DateTimeField(_("about the moment"))
    official = models.ForeignKey(Official, models.PROTECT, related_name="reminders", verbose_name=_("official"))
    role = models.CharField(_("as"), max_length=10)
    planned_at = models.DateTimeField(_("planned at"))
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="reminders", verbose_name=_("message")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["dossier", "rule", "about", "official"], name="reminder_once"),
        ]
        indexes = [
            models.Index(
                fields=["official", "planned_at"],
                name="reminder_waiting",
                condition=Q(message__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.rule} {self.official_id}"

    @property
    def is_waiting(self) -> bool:
        """Not told yet, and still true."""
        return self.message_id is None and self.withdrawn_at is None
