from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .telling import TellBy


class User(AbstractUser):
    """Tài khoản: a person who signs in, citizen or official. Officials also have an `Official` row."""

    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    identity_number = models.CharField(_("personal identity number"), max_length=12, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    tell_by = models.CharField(_("to be told by"), max_length=5, choices=TellBy, blank=True)
    tell_by_chosen_at = models.DateTimeField(_("consent given at"), null=True, blank=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name or super().get_full_name()
