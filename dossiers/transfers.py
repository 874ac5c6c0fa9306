"""Payment by bank transfer (chuyển khoản): the unit's account, the text to find it by, the VietQR payload."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from staff.models import BankAccount

from .models import Dossier
from .vietqr import payload, transfer_text


@dataclass(frozen=True)
class Transfer:
    """Lệnh chuyển khoản as a bank's app fills it in."""

    account: BankAccount
    text: str
    payload: str


def transfer_for(dossier: Dossier, amount: int, *, on: dt.date) -> Transfer | None:
    """How to pay `amount` for this dossier; None when nothing is owed or the unit has no account that day."""
    if not amount:
        return None
    accounts = BankAccount.objects.in_force(on).filter(unit=dossier.receiving_unit_id)
    account = accounts.order_by("-valid_from").first()
    if account is None:
        return None
    text = transfer_text(dossier.shown_code)
    code = payload(bank_bin=account.bank_bin, account=account.number, amount=amount, text=text)
    return Transfer(account, text, code)
