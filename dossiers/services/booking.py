"""Bookings of a time at the counter (đặt lịch hẹn): made and cancelled by whoever has the code."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.booking_days import on_closed_times, slot_at
from dossiers.booking_notices import tell_booked, tell_cancelled
from dossiers.booking_slots import free_place
from dossiers.errors import WrongMoment
from dossiers.models import Booking, Ticket
from dossiers.rules import FaultList
from procedures.models import Procedure
from staff.models import Unit
from staff.office_calendar import policy_in_force
from staff.phones import is_phone, normal_phone
from staff.text import plain_line

#: So many times ahead may be held with one phone number at one counter.
MOST_HELD = 2
#: Personal data of a booking is kept so long after its day.
KEPT = dt.timedelta(days=30)
#: What stands in place of a name that was removed.
REMOVED = "–"
_LONGEST_NAME = 150
_TRIES = 5
_SIGNS_IN_NAMES = " .'’-"
_HOST_NAME = re.compile(r"\.\w")


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for (nội dung đặt lịch)."""

    starts_at: dt.datetime | None
    name: str
    phone: str
    email: str = ""
    procedure: Procedure | None = None
    language: str = "vi"


def book(*, unit: Unit, wanted: Wanted, at: dt.datetime) -> Booking:
    """Hold a place for this person and tell them (đặt lịch). Raises Faults, also when the last place just went."""
    name, phone, email = plain_line(wanted.name), normal_phone(wanted.phone), wanted.email.strip()
    faults = FaultList()
    if not _is_name(name):
        faults.add("name", _("Enter the full name as on the identity paper."))
    if not is_phone(phone):
        faults.add("phone", _("Enter a Vietnamese phone number, for example 0912 345 678."))
    elif _held(unit, phone, at) >= MOST_HELD:
        faults.add("phone", _("%(most)d times are booked with this phone number already.") % {"most": MOST_HELD})
    if email and not _is_email(email):
        faults.add("email", _("This is not an e-mail address; correct it or leave it empty."))
    if wanted.starts_at is None or slot_at(unit, wanted.starts_at, at) is None:
        faults.add("slot", _("Choose one of the times offered."))
    faults.raise_if_any()
    if wanted.starts_at is None:
        raise ValueError("without a fault a time was chosen")
    row = Booking(
        unit=unit,
        procedure=wanted.procedure,
        slot_at=wanted.starts_at,
        name=name,
        phone=phone,
        email=email,
        created_at=at,
    )
    with transaction.atomic():
        if not _placed(row, policy_in_force(unit, timezone.localdate(wanted.starts_at)).bookings_per_slot):
            faults.add("slot", _("The last place at this time was just taken; choose another."))
            faults.raise_if_any()
        tell_booked(row, language=wanted.language)
    return row


@transaction.atomic
def cancel(*, booking: Booking, at: dt.datetime, language: str = "vi") -> Booking:
    """Give the place back (hủy lịch hẹn). Raises WrongMoment once it was used, cancelled or has passed."""
    row = Booking.objects.select_for_update(of=("self",)).select_related("unit").get(pk=booking.pk)
    if row.cancelled_at is not None:
        raise WrongMoment(_("This booking was cancelled."), allowed=[])
    if row.slot_at <= at or Ticket.objects.filter(booking=row).exists():
        raise WrongMoment(_("This booking cannot be cancelled any more."), allowed=[])
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    tell_cancelled(row, language=language)
    return row


@transaction.atomic
def cancel_closed(*, at: dt.datetime) -> int:
    """Cancel what was booked for times the counter is closed now, and tell each person; returns how many."""
    closed = on_closed_times(at)
    for row in closed:
        freed = Booking.objects.filter(pk=row.pk, cancelled_at=None).update(cancelled_at=at)
        if freed:
            tell_cancelled(row, language=settings.LANGUAGE_CODE, is_closed=True)
    return len(closed)


def forget_people(*, at: dt.datetime) -> int:
    """Remove name, phone and address from bookings long past (xóa dữ liệu cá nhân); returns how many."""
    old = Booking.objects.filter(slot_at__lt=at - KEPT).exclude(name=REMOVED)
    return old.update(name=REMOVED, phone="", email="")


def _held(unit: Unit, phone: str, at: dt.datetime) -> int:
    return Booking.objects.filter(unit=unit, phone=phone, slot_at__gte=at, cancelled_at=None).count()


def _placed(row: Booking, places: int) -> bool:
    """Save the row at a place nobody has; of two at once one tries the next place. False when the time is full."""
    for _attempt in range(_TRIES):
        held = Booking.objects.filter(unit=row.unit, slot_at=row.slot_at, cancelled_at=None)
        place = free_place(held.values_list("place", flat=True), places)
        if place is None:
            return False
        row.place = place
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # somebody took this place between the two statements
            continue
        return True
    return False


def _is_name(name: str) -> bool:
    """Whether it can be a person's name: nobody signs in here, and it is sent to an address nobody has proven, so
    that no advertisement with its link may stand in it.
    """
    letters = sum(letter.isalpha() for letter in name)
    others = [sign for sign in name if not sign.isalpha() and not unicodedata.combining(sign)]
    is_plain = set(others) <= set(_SIGNS_IN_NAMES) and not _HOST_NAME.search(name)
    return letters > 0 and is_plain and 2 <= len(name) <= _LONGEST_NAME


def _is_email(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
