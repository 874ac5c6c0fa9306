from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from procedures.models import Fee, FeeKind
from staff.models import Official, Unit
from staff.models.append_only import AppendOnlyError, AppendOnlyQuerySet

from .dossier import Dossier, new_reference
from .shift import Shift


class FeeReceipt(models.Model):
    """Biên lai thu phí, lệ phí: one numbered receipt for money taken; never changed, only voided with a reason."""

    #: What the voiding writes, once; the database refuses everything else too.
    VOIDING = frozenset({"voided_at", "voided_by", "void_reason"})

    class Method(models.TextChoices):
        CASH = "cash", _("Cash")
        TRANSFER = "transfer", _("Bank transfer")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="fee_receipts", verbose_name=_("unit"))
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="receipts", verbose_name=_("shift"))
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="fee_receipts", verbose_name=_("dossier"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    payer = models.CharField(_("paid by"), max_length=150)
    amount = models.BigIntegerField(_("amount in VND"))
    method = models.CharField(_("method"), max_length=8, choices=Method)
    #: Which transfer it was: what the bank's notice said.
    transfer_reference = models.CharField(_("reference of the transfer"), max_length=60, blank=True)
    content = models.JSONField(_("content"))
    verification_code = models.CharField(max_length=14, unique=True, default=new_reference)
    collected_at = models.DateTimeField(_("collected at"))
    collected_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name=_("collected by"))
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)
    voided_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("voided by")
    )
    void_reason = models.CharField(_("reason of the voiding"), max_length=500, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee receipt")
        verbose_name_plural = _("fee receipts")
        ordering = ("-collected_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="fee_receipt_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_receipt_of_something"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="fee_receipt_voided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"BL-{self.number:06d}/{self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new receipt, or its voiding."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != self.VOIDING:
            raise AppendOnlyError("a fee receipt is voided, never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("a fee receipt is voided, never deleted")


class Charge(models.Model):
    """Khoản phí, lệ phí phải nộp: what one dossier owes by one row of the posted fees; amounts in VND.

    Fee (phí) and charge (lệ phí) stay two kinds. An exemption needs its legal ground.
    """

    class Exemption(models.TextChoices):
        NONE = "", _("None")
        FULL = "full", _("Exempt")
        PARTIAL = "partial", _("Reduced")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="charges", verbose_name=_("dossier"))
    fee = models.ForeignKey(
        Fee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("posted fee")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=FeeKind.choices)
    name = models.CharField(_("name"), max_length=300)
    unit_amount = models.BigIntegerField(_("amount of one"))
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    exemption = models.CharField(_("exemption"), max_length=7, choices=Exemption, blank=True)
    ground = models.CharField(_("ground of the exemption"), max_length=300, blank=True)
    amount = models.BigIntegerField(_("amount due"))
    #: The receipt in force; empty while it is owed and again after a receipt was voided.
    receipt = models.ForeignKey(
        FeeReceipt, models.PROTECT, null=True, blank=True, related_name="charges", verbose_name=_("receipt")
    )
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("fee or charge of a dossier")
        verbose_name_plural = _("fees and charges of dossiers")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_amount__gte=0, quantity__gte=1, amount__gte=0), name="charge_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(amount__lte=F("unit_amount") * F("quantity")), name="charge_not_above_the_fee"
            ),
            models.CheckConstraint(
                condition=Q(exemption="", amount=F("unit_amount") * F("quantity"))
                | (Q(exemption="full", amount=0) & ~Q(ground=""))
                | (Q(exemption="partial") & ~Q(ground="")),
                name="charge_exempt_with_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount}"
