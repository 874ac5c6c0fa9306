from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .unit import Unit
from .validity import Dated, period_in_order


class BankAccount(Dated):
    """Tài khoản thu phí, lệ phí: where citizens pay a unit by bank transfer (VietQR); one at a time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bank_accounts", verbose_name=_("unit"))
    bank_name = models.CharField(_("bank"), max_length=100)
    bank_bin = models.CharField(
        _("bank identification number"),
        max_length=6,
        validators=[RegexValidator(r"^\d{6}$", _("The bank identification number (BIN) has 6 digits."))],
        help_text=_("The six digits of the bank in the NAPAS list, e.g. 970405."),
    )
    number = models.CharField(
        _("account number"),
        max_length=19,
        validators=[RegexValidator(r"^[0-9A-Z]{4,19}$", _("An account number has 4 to 19 digits or capitals."))],
    )
    holder = models.CharField(_("account holder"), max_length=100)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ("unit", "-valid_from")
        constraints = [
            period_in_order("bank_account_period_in_order"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="bank_account_one_start"),
        ]

    def __str__(self) -> str:
        return f"{self.bank_name} {self.number}"
