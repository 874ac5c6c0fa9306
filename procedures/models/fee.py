"""Fees and charges of a procedure version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures import channels
from procedures.models.fixed import WrittenOnce


class FeeKind(models.TextChoices):
    """Fee (phí) pays a service, charge (lệ phí) is a levy; two kinds that are never merged."""

    FEE = "phi", _("fee")
    CHARGE = "le_phi", _("charge")
    UNSPECIFIED = "unspecified", _("fee or charge")


class Fee(WrittenOnce):
    """Fee or charge (phí, lệ phí), in whole Vietnamese đồng.

    ``amount`` is null when the source gives none; ``by_province`` says that the provincial People's Council
    (HĐND cấp tỉnh) sets it. An empty ``channel`` holds for every channel that has no row of its own. ``exemption``
    says who pays less or nothing (miễn, giảm), ``ground`` the text that sets the amount, in force in the period.
    """

    CHANNELS = (
        ("", _("any channel")),
        (channels.COUNTER, _("at the counter")),
        (channels.ONLINE, _("online")),
        (channels.POST, _("by post")),
        (channels.VNEID, _("through VNeID")),
    )

    version = models.ForeignKey(
        "procedures.ProcedureVersion",
        on_delete=models.CASCADE,
        related_name="fees",
        verbose_name=_("version"),
    )
    position = models.PositiveSmallIntegerField(_("order in the list"), default=1)
    name = models.CharField(_("what it is paid for"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=FeeKind.choices, default=FeeKind.UNSPECIFIED)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True)
    unit = models.CharField(_("currency"), max_length=10, default="VND")
    by_province = models.BooleanField(_("set by the province"), default=False)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS, blank=True)
    per = models.CharField(_("per"), max_length=100, blank=True)
    exemption = models.TextField(_("exemption and reduction"), blank=True)
    ground = models.CharField(_("legal ground"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("version_id", "position")  # by the id: no join
        verbose_name = _("fee or charge")
        verbose_name_plural = _("fees and charges")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="fee_not_negative"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=FeeKind.values), name="fee_kind_known"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="fee_period_in_order",
            ),
            models.CheckConstraint(condition=models.Q(channel__in=("", *channels.ALL)), name="fee_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount if self.amount is not None else '–'} {self.unit}"
