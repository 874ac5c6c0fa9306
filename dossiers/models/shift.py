from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from procedures.models import Desk
from staff.models import Official, Unit


class Shift(models.Model):
    """Ca trực tại quầy: what one clerk collected and held from opening to close; amounts in VND.

    `content` freezes what the signed sheet says when the shift is closed; the next shift accepts it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shifts", verbose_name=_("unit"))
    official = models.ForeignKey(Official, models.PROTECT, related_name="shifts", verbose_name=_("official"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desk"))
    opened_at = models.DateTimeField(_("opened at"))
    opening_cash = models.BigIntegerField(_("cash at opening"), default=0)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    expected_cash = models.BigIntegerField(_("cash expected"), null=True, blank=True)
    counted_cash = models.BigIntegerField(_("cash counted"), null=True, blank=True)
    gap_reason = models.CharField(_("explanation of the gap"), max_length=500, blank=True)
    note = models.CharField(_("note for the next shift"), max_length=500, blank=True)
    content = models.JSONField(_("content of the sheet"), default=dict, blank=True)
    accepted_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["official", "unit"], condition=Q(closed_at__isnull=True), name="shift_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(expected_cash__isnull=False, counted_cash__isnull=False, closed_at__gte=F("opened_at")),
                name="shift_closed_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(counted_cash=F("expected_cash")) | ~Q(gap_reason=""),
                name="shift_gap_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(opening_cash__gte=0) & (Q(counted_cash__isnull=True) | Q(counted_cash__gte=0)),
                name="shift_cash_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.opened_at:%d/%m/%Y %H:%M}"
