from django.db import models
from django.utils.translation import gettext_lazy as _


class TellBy(models.TextChoices):
    """Cách nhận thông báo: how a citizen wants to be told; empty means whatever address is known."""

    EMAIL = "email", _("By e-mail")
    SMS = "sms", _("By SMS")
    ZALO = "zalo", _("By Zalo")
    NONE = "none", _("Not at all: I follow it myself")
