from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from staff.code_patterns import is_code_pattern

from .validity import Dated, DatedQuerySet, period_in_order


class UnitQuerySet(DatedQuerySet):
    """Units by what their counters do."""

    def with_counter(self, on: dt.date) -> Self:
        """Units in force whose one-stop counter receives dossiers."""
        return self.in_force(on).filter(receives_dossiers=True)


class Unit(Dated):
    """Đơn vị: a node of the administrative tree, with the letterhead printed on its papers."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Province")
        DISTRICT = "district", _("District")
        DIVISION = "division", _("Division of the district")
        COMMUNE = "commune", _("Commune")
        TOWNSHIP = "township", _("Township")
        WARD = "ward", _("Ward")

    COMMUNE_KINDS = (Kind.COMMUNE, Kind.TOWNSHIP, Kind.WARD)

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent unit")
    )
    code = models.CharField(_("unit code"), max_length=20, unique=True)
    agency_code = models.CharField(
        _("agency identifier"),
        max_length=35,
        blank=True,
        help_text=_("Agency identifier (Decision 20/2020/QĐ-TTg), e.g. H25.12.03; printed in dossier codes."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    place = models.CharField(_("place name on the date line"), max_length=80)
    hotline = models.CharField(_("hotline"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    letterhead_parent = models.CharField(_("letterhead, upper line"), max_length=150, blank=True)
    letterhead_name = models.CharField(_("letterhead, lower line"), max_length=150, blank=True)
    counter_name = models.CharField(_("name of the counter"), max_length=150, blank=True)
    receives_dossiers = models.BooleanField(_("has a one-stop counter"), default=False)
    #: Only device addresses of this series open anything; counted up when they came into wrong hands.
    device_series = models.PositiveSmallIntegerField(_("series of device addresses"), default=0, editable=False)

    objects = UnitQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("code",)
        constraints = [period_in_order("unit_period_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_commune_level(self) -> bool:
        """Cấp xã: commune, township or ward."""
        return self.kind in self.COMMUNE_KINDS


def check_code_pattern(pattern: str) -> None:
    """Raises ValidationError for a pattern that cannot number dossiers."""
    if not is_code_pattern(pattern):
        raise ValidationError(
            _(
                "Use each of {agency}, {yymmdd} and {number:04d}, with capitals, digits, dots and dashes "
                "between them; a code has at most 40 characters."
            ),
            code="code_pattern",
        )


class UnitPolicy(Dated):
    """Quy chế áp dụng: what a unit decided where the law leaves a choice; inherited by units below."""

    class AppointmentRule(models.TextChoices):
        DAY = "day", _("Close of business of the last day")
        HOUR = "hour", _("Same hour on the last day")

    class OnlineClock(models.TextChoices):
        ACCEPTANCE = "acceptance", _("From acceptance by the counter")
        SUBMISSION = "submission", _("From the moment the portal recorded the submission")

    class EarlyRule(models.TextChoices):
        DAY = "day", _("Done on an earlier day than promised")
        MOMENT = "moment", _("Done at an earlier moment than promised")

    class ExtensionRule(models.TextChoices):
        ORIGINAL = "original", _("Judged by the appointment before the extension")
        EXTENDED = "extended", _("Judged by the new appointment")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="policies", verbose_name=_("unit"))
    code_pattern = models.CharField(
        _("dossier code pattern"),
        max_length=80,
        default="{agency}-{yymmdd}-{number:04d}",
        validators=[check_code_pattern],
        help_text=_("Fields: {agency} identifier of the unit, {yymmdd} day of reception, {number:04d}."),
    )
    appointment_rule = models.CharField(
        _("appointment"), max_length=4, choices=AppointmentRule, default=AppointmentRule.DAY
    )
    online_clock = models.CharField(
        _("clock of online dossiers starts"),
        max_length=10,
        choices=OnlineClock,
        default=OnlineClock.ACCEPTANCE,
    )
    early_rule = models.CharField(_("counts as early"), max_length=6, choices=EarlyRule, default=EarlyRule.DAY)
    extension_rule = models.CharField(
        _("lateness after an extension"), max_length=8, choices=ExtensionRule, default=ExtensionRule.ORIGINAL
    )
    apology_days = models.PositiveSmallIntegerField(
        _("draft the apology so many working days before"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    stuck_hours = models.PositiveSmallIntegerField(
        _("untouched after so many working hours"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(80)],
    )
    collect_message_days = models.PositiveSmallIntegerField(
        _("uncollected: message after so many days"), default=3
    )
    collect_call_days = models.PositiveSmallIntegerField(_("uncollected: call after so many days"), default=7)
    collect_commune_days = models.PositiveSmallIntegerField(
        _("uncollected: commune contact after so many days"), default=15
    )
    booking_minutes = models.PositiveSmallIntegerField(
        _("length of a bookable slot in minutes"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
    )
    bookings_per_slot = models.PositiveSmallIntegerField(
        _("citizens who may book one slot"), default=3, help_text=_("0: nothing can be booked.")
    )
    booking_days = models.PositiveSmallIntegerField(
        _("bookable so many days ahead"), default=14, validators=[MaxValueValidator(60)]
    )
    vote_seconds = models.PositiveSmallIntegerField(
        _("the rating tablet stays open for so many seconds"),
        default=30,
        validators=[MinValueValidator(10), MaxValueValidator(300)],
    )
    vote_least_seconds = models.PositiveSmallIntegerField(
        _("a vote given within so many seconds is set aside"), default=2, validators=[MaxValueValidator(10)]
    )
    source_document = models.CharField(_("source document"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("unit policy")
        verbose_name_plural = _("unit policies")
        ordering = ("unit", "-valid_from")
        constraints = [
            period_in_order("unit_policy_period_in_order"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_policy_one_start"),
            models.CheckConstraint(
                condition=Q(
                    collect_message_days__lte=F("collect_call_days"),
                    collect_call_days__lte=F("collect_commune_days"),
                ),
                name="unit_policy_collect_in_order",
                violation_error_message=_("The steps about uncollected results are not in order."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.valid_from:%d/%m/%Y})"
