from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .unit import Unit


class Message(models.Model):
    """Tin gửi đi: one outgoing message; the row, not the broker, is the truth about whether it was sent."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed, will be tried again")
        DEAD = "dead", _("Given up")
        CANCELLED = "cancelled", _("Cancelled, no longer true")

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("SMS")
        ZALO = "zalo", "Zalo"

    key = models.CharField(
        _("key"),
        max_length=160,
        unique=True,
        help_text=_("Says what the message is about, so that the same message is never written twice."),
    )
    channel = models.CharField(_("channel"), max_length=5, choices=Channel, default=Channel.EMAIL)
    event = models.CharField(_("event"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="messages", verbose_name=_("unit"))
    reference = models.CharField(_("dossier"), max_length=40, blank=True)
    recipient = models.CharField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    provider_reference = models.CharField(_("number at the provider"), max_length=80, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ("-created_at", "-pk")
        indexes = [
            # the sweeper: "what is due to be sent now"
            models.Index(fields=["state", "not_before"], name="message_by_state"),
            # the manager's page of one unit, newest first
            models.Index(fields=["unit", "-created_at"], name="message_by_unit"),
            models.Index(fields=["reference"], name="message_by_reference"),
            # delivery reports come with the provider's number only
            models.Index(
                fields=["provider_reference"],
                name="message_by_provider",
                condition=~models.Q(provider_reference=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="message_sent_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.key
