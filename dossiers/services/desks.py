"""Desks of a one-stop counter (quầy giao dịch): the manager opens, changes and closes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.errors import NotPermitted, WrongMoment
from dossiers.models import Ticket
from dossiers.rules import FaultList
from procedures.models import Desk, Field
from staff import audit
from staff.managed_units import managed_unit_ids
from staff.models import Unit, User
from staff.text import plain_line

HIGHEST_NUMBER = 99
LONGEST_NAME = 100


@transaction.atomic
def open_desk(
    *, unit: Unit, number: int | None, name: str, fields: Sequence[Field], by: User, at: dt.datetime
) -> Desk:
    """A new desk, in use from today (mở quầy). Raises Faults, NotPermitted."""
    _check_manages(unit.pk, by)
    today = timezone.localdate(at)
    given = _checked(unit, number, name, on=today)
    # a number given up earlier today comes back as the same desk, because its period began then
    desk, _is_new = Desk.objects.update_or_create(
        unit=unit, number=given[0], valid_from=today, defaults={"name": given[1], "valid_to": None}
    )
    desk.fields.set(fields)
    audit.record("desk.opened", actor=by, target=f"desk:{desk.pk}", unit=unit.code, number=desk.number)
    return desk


@transaction.atomic
def change_desk(
    *, desk: Desk, number: int | None, name: str, fields: Sequence[Field], by: User, at: dt.datetime
) -> Desk:
    """Another number, name or fields for a desk in use (sửa quầy). Raises Faults, NotPermitted, WrongMoment."""
    _check_manages(desk.unit_id, by)
    today = timezone.localdate(at)
    if not desk.is_in_force(today):
        raise WrongMoment(_("This desk is closed."), allowed=[])
    desk.number, desk.name = _checked(desk.unit, number, name, on=today, but=desk)
    desk.save(update_fields=["number", "name"])
    desk.fields.set(fields)
    audit.record("desk.changed", actor=by, target=f"desk:{desk.pk}", number=desk.number)
    return desk


@transaction.atomic
def close_desk(*, desk: Desk, by: User, at: dt.datetime) -> Desk:
    """The desk is not used any more from tomorrow on (đóng quầy); who waits for it alone may go anywhere.

    Raises NotPermitted, WrongMoment.
    """
    _check_manages(desk.unit_id, by)
    today = timezone.localdate(at)
    if desk.valid_to is not None and desk.valid_to <= today:
        raise WrongMoment(_("This desk is closed."), allowed=[])
    desk.valid_to = today
    desk.save(update_fields=["valid_to"])
    Ticket.objects.filter(wanted_desk=desk, day=today).update(wanted_desk=None)
    audit.record("desk.closed", actor=by, target=f"desk:{desk.pk}", number=desk.number)
    return desk


@transaction.atomic
def renew_devices(*, unit: Unit, by: User) -> Unit:
    """New addresses for kiosk, board and tablets of a counter (đổi địa chỉ thiết bị); the old ones open nothing.

    Raises NotPermitted.
    """
    _check_manages(unit.pk, by)
    Unit.objects.filter(pk=unit.pk).update(device_series=F("device_series") + 1)
    unit.refresh_from_db(fields=["device_series"])
    audit.record("devices.renewed", actor=by, target=f"unit:{unit.code}", series=unit.device_series)
    return unit


def _check_manages(unit_id: int, by: User) -> None:
    if unit_id not in managed_unit_ids(by):
        raise NotPermitted(_("Only a manager of this unit, or of one above it, arranges its desks."))


def _checked(
    unit: Unit, number: int | None, name: str, *, on: dt.date, but: Desk | None = None
) -> tuple[int, str]:
    """Number and name, tidied. Raises Faults."""
    faults = FaultList()
    name = plain_line(name)
    if number is None or not 1 <= number <= HIGHEST_NUMBER:
        faults.add("number", _("Give a number from 1 to %(most)d.") % {"most": HIGHEST_NUMBER})
    else:
        # one closed today is still in use until the evening
        others = Desk.objects.in_force(on).filter(unit=unit, number=number, valid_to=None)
        if [desk for desk in others if but is None or desk.pk != but.pk]:
            faults.add("number", _("This counter has a desk %(number)d already.") % {"number": number})
        elif but is not None and _began_with(unit, number, but):
            faults.add(
                "number",
                _("Desk %(number)d was another one before. Close this desk and open a new one with that number.")
                % {"number": number},
            )
    if len(name) > LONGEST_NAME:
        faults.add("name", _("A name has at most %(most)d characters.") % {"most": LONGEST_NAME})
    faults.raise_if_any()
    return number or 0, name


def _began_with(unit: Unit, number: int, desk: Desk) -> bool:
    """Whether another desk, closed since, bore the number from the same day on; by both a desk is known."""
    same = Desk.objects.filter(unit=unit, number=number, valid_from=desk.valid_from)
    return same.exclude(pk=desk.pk).exists()
