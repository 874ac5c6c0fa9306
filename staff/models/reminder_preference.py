from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .message import Message
from .official import Official


class ReminderPreference(models.Model):
    """Cách nhận nhắc việc: how one official wants to be reminded; without a row the defaults here apply."""

    class Mode(models.TextChoices):
        DIGEST = "digest", _("One message when the office opens")
        AT_ONCE = "at_once", _("Each as it comes, outside quiet hours")

    official = models.OneToOneField(
        Official, models.CASCADE, related_name="reminder_preference", verbose_name=_("official")
    )
    mode = models.CharField(_("reminders"), max_length=7, choices=Mode, default=Mode.DIGEST)
    channel = models.CharField(_("channel"), max_length=5, choices=Message.Channel, default=Message.Channel.EMAIL)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet to"), null=True, blank=True)
    most_a_day = models.PositiveSmallIntegerField(_("at most a day"), default=10)

    class Meta:
        verbose_name = _("reminder preference")
        verbose_name_plural = _("reminder preferences")
        constraints = [
            models.CheckConstraint(condition=Q(most_a_day__gte=1), name="reminder_preference_some"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="reminder_preference_quiet_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.mode}"
