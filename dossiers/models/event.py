from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.labels import ACTION_CHOICES, STATE_CHOICES
from staff.models import Delegation, Unit
from staff.models.append_only import AppendOnly
from staff.models.official import ROLE_CHOICES
from staff.roles import Role

from .dossier import Dossier


class DossierEvent(AppendOnly):
    """Nhật ký xử lý hồ sơ: the legal trail; prints the control sheet and feeds every figure."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="events", verbose_name=_("dossier"))
    at = models.DateTimeField(_("at"))
    action = models.CharField(_("act"), max_length=20, choices=ACTION_CHOICES)
    from_state = models.PositiveSmallIntegerField(_("from"), choices=STATE_CHOICES)
    to_state = models.PositiveSmallIntegerField(_("to"), choices=STATE_CHOICES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    by_role = models.CharField(
        _("as"), max_length=10, choices=[*ROLE_CHOICES, (Role.CITIZEN.value, _("Citizen"))], blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, related_name="+", verbose_name=_("under delegation")
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["dossier", "at"], name="event_by_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.action} {self.at:%d/%m/%Y %H:%M}"
