"""Where a scan leads (nơi quét mã dẫn tới): the page of whatever was scanned, among what this clerk may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.bring.bring_card import write_card
from procedures.models import ProcedureVersion
from staff.access import units_of
from staff.roles import Role

from .known_people import Known, known
from .models import Booking, Dossier, FeeReceipt, IssuedDocument, Ticket
from .permissions import openable_by
from .rating_link import read_rating_token
from .scan_doctor import Examination
from .scan_words import REPAIRED
from .scanning import Kind, Reading, fee_receipt_number
from .workflow import State

#: Longer than any name or number somebody searches for.
_LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Target:
    """Kết quả quét: what it is, where to go, what the doctor did."""

    kind: str
    words: str
    address: str = ""
    #: A ticket is served, which changes something; everything else is only opened.
    is_act: bool = False
    remarks: list[str] = field(default_factory=list)
    reading: Reading | None = None
    person: Known | None = None
    dossier: Dossier | None = None


def target_of(examined: Examination, *, by: Any, at: dt.datetime) -> Target:
    """Find what was scanned; what does not exist or lies out of sight is searched for as text."""
    reading = examined.reading
    found = _FINDERS[reading.kind](reading, by, at) or _search(reading)
    # what was found nowhere was not repaired either
    repaired = examined.ailments if found.kind != "search" else ()
    remarks = [str(REPAIRED[ailment]) for ailment in repaired]
    return Target(
        kind=found.kind,
        words=found.words,
        address=found.address,
        is_act=found.is_act,
        remarks=remarks,
        reading=reading,
        person=found.person,
        dossier=found.dossier,
    )


def _card(reading: Reading, by: Any, at: dt.datetime) -> Target | None:
    card = reading.card
    if card is None:
        return None
    person = known(
        by,
        identity_number=card.number,
        phone="",
        birth_year=card.born.year if card.born else None,
        sex=card.sex.value if card.sex else "",
    )
    return Target("card", _("Identity card: new intake"), reverse("dossiers:counter_pick"), person=person)


def _code(reading: Reading, by: Any, at: dt.datetime) -> Target | None:
    """A dossier, one of its papers, a ticket, a receipt for money or a booking, in this order."""
    codes = reading.codes
    dossiers = openable_by(by)
    by_name = dossiers.filter(Q(code__in=codes) | Q(reference__in=codes))
    papers = IssuedDocument.objects.filter(verification_code__in=codes).values("dossier")
    dossier = _only(by_name) or _only(dossiers.filter(pk__in=papers))
    if dossier is not None:
        return _of_dossier(dossier, by)
    units = [unit.pk for unit in units_of(by, Role.CLERK)]
    ticket = _only(Ticket.objects.filter(token__in=codes, unit__in=units))
    if ticket is not None:
        return _ticket(ticket, at)
    receipt = _only(
        FeeReceipt.objects.filter(verification_code__in=codes, unit__in=units).select_related("dossier")
    )
    if receipt is not None:
        return _of_receipt(receipt)
    booking = _only(Booking.objects.filter(code__in=codes, unit__in=units))
    return _booking(booking, at) if booking is not None else None


def _only(rows: Any) -> Any:
    """The one row; of several, which the keys of an input method may leave, none is proven."""
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _of_dossier(dossier: Dossier, by: Any) -> Target:
    is_ours = dossier.receiving_unit_id in {unit.pk for unit in units_of(by, Role.CLERK)}
    if dossier.state == State.RESOLVED and is_ours:
        address = reverse("dossiers:return_result", args=[dossier.shown_code])
        return Target("result", _("Result ready to be handed over"), address, dossier=dossier)
    address = reverse("dossiers:counter_dossier", args=[dossier.shown_code])
    return Target("dossier", _("Dossier %(code)s") % {"code": dossier.shown_code}, address, dossier=dossier)


def _ticket(ticket: Ticket, at: dt.datetime) -> Target:
    if ticket.day != timezone.localdate(at):
        return Target("ticket", _("Number %(number)s is of another day.") % {"number": ticket})
    words = _("Serve number %(number)s") % {"number": ticket}
    return Target("ticket", words, reverse("dossiers:queue_serve", args=[ticket.token]), is_act=True)


def _of_receipt(receipt: FeeReceipt) -> Target:
    address = reverse("dossiers:dossier_fees", args=[receipt.dossier.shown_code])
    words = _("Fee receipt %(number)s") % {"number": receipt}
    return Target("fee_receipt", words, address, dossier=receipt.dossier)


def _booking(booking: Booking, at: dt.datetime) -> Target:
    slot = timezone.localtime(booking.slot_at)
    if booking.cancelled_at is not None:
        return Target("booking", _("This booking was cancelled."))
    words = _("Booking for %(time)s on %(date)s: the kiosk gives the number.")
    words %= {"time": f"{slot:%H:%M}", "date": f"{slot:%d/%m/%Y}"}
    if slot.date() != timezone.localdate(at):
        return Target("booking", words)
    return Target("booking", words, reverse("dossiers:queue_booking", args=[booking.code]), is_act=True)


def _fee_receipt(reading: Reading, by: Any, at: dt.datetime) -> Target | None:
    number, year = fee_receipt_number(reading.codes[0])
    units = [unit.pk for unit in units_of(by, Role.CLERK)]
    rows = FeeReceipt.objects.filter(number=number, year=year, unit__in=units).select_related("dossier")
    receipt = _only(rows)
    return _of_receipt(receipt) if receipt is not None else None


def _rating(reading: Reading, by: Any, at: dt.datetime) -> Target | None:
    """The QR of a result slip is meant for the citizen's telephone; at the counter it names the dossier."""
    dossier = openable_by(by).filter(pk=read_rating_token(reading.token)).first()
    return _of_dossier(dossier, by) if dossier is not None else None


def _bring_card(reading: Reading, by: Any, at: dt.datetime) -> Target | None:
    card = reading.bring_card
    if card is None:
        return None
    in_force = ProcedureVersion.objects.in_force(timezone.localdate(at))
    counters = [unit for unit in units_of(by, Role.CLERK) if unit.receives_dossiers]
    is_here = any(in_force.received_by(unit).filter(procedure__code=card.procedure).exists() for unit in counters)
    if not is_here:
        return Target("bring_card", _("This counter does not receive the procedure of this card."))
    told = write_card(card.procedure, card.positions, denied=card.denied, version=card.version).partition("?")[2]
    address = reverse("dossiers:counter_intake", args=[card.procedure])
    return Target("bring_card", _("Ready-to-bring card: new intake"), f"{address}?{told}")


def _test(reading: Reading, by: Any, at: dt.datetime) -> Target:
    return Target("test", _("Test card: the scanner works."), reverse("dossiers:scan_test"))


def _text(reading: Reading, by: Any, at: dt.datetime) -> Target | None:
    if len(reading.text) > _LONGEST_SEARCH or "|" in reading.text:
        words = _("This scan cannot be read. Try the test card on this PC.")
        return Target("unknown", words, reverse("dossiers:scan_test"))
    return None


def _search(reading: Reading) -> Target:
    words = _("Search for “%(text)s”") % {"text": reading.codes[0] if reading.codes else reading.text}
    query = urlencode({"q": reading.codes[0] if reading.is_certain and reading.codes else reading.text})
    return Target("search", words, f"{reverse('dossiers:counter')}?{query}")


_FINDERS = {
    Kind.CARD: _card,
    Kind.CODE: _code,
    Kind.FEE_RECEIPT: _fee_receipt,
    Kind.RATING: _rating,
    Kind.BRING_CARD: _bring_card,
    Kind.TEST: _test,
    Kind.TEXT: _text,
}
