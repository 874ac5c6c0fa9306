from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .unit import Unit
from .validity import Dated, period_in_order


class CalendarDay(models.Model):
    """Ngày nghỉ, ngày làm bù: a day on which the ordinary week does not apply, with the paper that says so.

    Legal source: Labour Code 2019, articles 111 and 112; swaps decided case by case.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Public holiday")
        IN_LIEU = "in_lieu", _("Day off in lieu")
        SWAP_OFF = "swap_off", _("Swapped day off")
        WORKED = "worked", _("Worked Saturday")

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    source_document = models.CharField(_("source document"), max_length=200)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class OfficeHours(Dated):
    """Giờ làm việc: one interval of one weekday; a unit without rows uses its parent's."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="office_hours", verbose_name=_("unit"))
    weekday = models.PositiveSmallIntegerField(_("weekday, Monday = 0"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ("unit", "weekday", "opens")
        constraints = [
            period_in_order("office_hours_period_in_order"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="office_hours_close_after_open"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="office_hours_weekday"),
            models.UniqueConstraint(
                fields=["unit", "weekday", "opens", "valid_from"], name="office_hours_no_twin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"
