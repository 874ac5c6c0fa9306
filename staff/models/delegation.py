from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .official import Official
from .unit import Unit
from .validity import Dated, DatedQuerySet, period_in_order


class DelegationQuerySet(DatedQuerySet):
    def in_force(self, on: dt.date) -> Self:
        """Rows in force on day `on`; one called off before it began never is."""
        return super().in_force(on).filter(called_off_at__isnull=True)

    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Rows in force on any day from `first` to `last`."""
        still = Q(valid_to__isnull=True) | Q(valid_to__gte=first)
        return self.filter(still, valid_from__lte=last, called_off_at__isnull=True)


class Delegation(Dated):
    """Phân công làm thay, ủy quyền ký: while in force the deputy acts for an absent official at a unit.

    New work goes to the deputy, and what the deputy signs says under which paper. Legal source: Law on the
    organisation of local government, articles on authorisation; Decree 30/2020/NĐ-CP (KT., TL., TUQ.).
    """

    class Mark(models.TextChoices):
        NONE = "", _("No mark (work only)")
        DEPUTY = "KT.", _("KT. (deputy signs for the head)")
        BY_ORDER = "TL.", _("TL. (signs by order)")
        AUTHORISED = "TUQ.", _("TUQ. (signs by authorisation)")

    official = models.ForeignKey(
        Official, models.PROTECT, related_name="absences", verbose_name=_("absent official")
    )
    deputy = models.ForeignKey(Official, models.PROTECT, related_name="deputyships", verbose_name=_("deputy"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="delegations", verbose_name=_("unit"))
    mark = models.CharField(_("mark before the signature"), max_length=4, choices=Mark, blank=True)
    document = models.CharField(_("document"), max_length=200)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    #: Called off before the first day; once begun, an absence is ended by `valid_to`.
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ("-valid_from", "-pk")
        constraints = [
            period_in_order("delegation_period_in_order"),
            models.CheckConstraint(condition=~Q(official=F("deputy")), name="delegation_to_another"),
            models.UniqueConstraint(
                fields=["official", "unit", "valid_from"],
                condition=Q(called_off_at__isnull=True),
                name="delegation_one_start",
            ),
        ]
        indexes = [models.Index(fields=["deputy", "valid_from"], name="delegation_by_deputy")]

    def __str__(self) -> str:
        return f"{self.official_id} → {self.deputy_id} ({self.valid_from:%d/%m/%Y})"
