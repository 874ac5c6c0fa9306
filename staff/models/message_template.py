from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message
from .unit import Unit


class MessageTemplate(models.Model):
    """Mẫu tin nhắn: one event on one channel in one language, as a unit words it; inherited by units below.

    Without a row the text that comes with the program is used.
    """

    LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="message_templates", verbose_name=_("unit"))
    event = models.CharField(_("event"), max_length=40)
    channel = models.CharField(_("channel"), max_length=5, choices=Message.Channel)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), max_length=4000)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ("event", "channel", "language")
        constraints = [
            models.UniqueConstraint(fields=["unit", "event", "channel", "language"], name="message_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.channel} {self.language}"
