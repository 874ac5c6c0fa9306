"""The account citizens pay a unit by transfer to (tài khoản thu phí, lệ phí): dated, one at a time."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dossiers.errors import NotPermitted
from dossiers.rules import FaultList, local_day
from staff.managed_units import managed_unit_ids
from staff.models import BankAccount, Unit, User
from staff.text import plain_line


@transaction.atomic
def set_account(
    *,
    unit: Unit,
    bank_name: str,
    bank_bin: str,
    number: str,
    holder: str,
    since: dt.date | None,
    by: User,
    at: dt.datetime,
) -> BankAccount:
    """Payments go to this account from `since` on (đặt tài khoản thu); the one before ends the day before.

    Raises Faults, also for a day that is past or before an account that is to begin later; NotPermitted.
    """
    if unit.pk not in managed_unit_ids(by):
        raise NotPermitted
    accounts = BankAccount.objects.select_for_update(of=("self",)).filter(unit=unit)
    newest = accounts.order_by("-valid_from").first()
    faults = FaultList()
    account = BankAccount(
        unit=unit,
        bank_name=plain_line(bank_name),
        bank_bin=bank_bin.strip(),
        number=number.replace(" ", "").replace(".", "").upper(),
        holder=plain_line(holder),
        valid_from=since or local_day(at),
    )
    try:
        account.clean_fields(exclude=["unit"])
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            for text in texts:
                faults.add(name, text)
    if since is None:
        faults.add("since", _("Enter the day from which payments go to this account."))
    elif since < local_day(at):
        faults.add("since", _("Payments of past days cannot be moved: choose today or a later day."))
    elif newest is not None and newest.valid_from > since:
        faults.add(
            "since", _("Another account begins on %(day)s already.") % {"day": f"{newest.valid_from:%d/%m/%Y}"}
        )
    faults.raise_if_any()
    if newest is not None and newest.valid_from == account.valid_from:
        newest.delete()  # entered today and corrected today
    else:
        day_before = account.valid_from - dt.timedelta(days=1)
        accounts.filter(valid_to=None).update(valid_to=day_before)
    account.save()
    return account
