"""Desks, numbers and bookings of the demo (quầy, hàng đợi, lịch hẹn), as of the hour in which it is built.

The queue always ends "now", also when the demo is built at night: an empty one could not be tried.
"""

from __future__ import annotations

import datetime as dt
from operator import itemgetter
from random import Random

from django.utils import timezone

from dossiers.booking_days import bookable_days
from dossiers.models import Ticket
from dossiers.models.dossier import new_reference
from dossiers.references import Series, next_numbers
from dossiers.services import booking, queue
from feedback.services import desk_votes
from procedures.models import Desk, Field, ProcedureVersion
from staff.models import BankAccount, Unit, User

from . import names

_MAIN_FIELDS = ("ho-tich", "chung-thuc", "dang-ky-quan-ly-cu-tru")
#: Minutes before now, service, field, priority.
_NUMBERS = (
    (74, "receive", "ho-tich", ""),
    (70, "collect", "", ""),
    (66, "receive", "chung-thuc", ""),
    (61, "ask", "", ""),
    (52, "receive", "ho-tich", "elderly"),
    (40, "receive", "chung-thuc", ""),
    (36, "collect", "", ""),
    (30, "receive", "dang-ky-quan-ly-cu-tru", ""),
    (24, "receive", "chung-thuc", ""),
    (20, "receive", "ho-tich", ""),
    (16, "collect", "", ""),
    (13, "receive", "ho-tich", "pregnant"),
    (9, "receive", "dang-ky-quan-ly-cu-tru", ""),
    (5, "ask", "", ""),
    (2, "receive", "chung-thuc", ""),
)
#: Minutes before now a number was called, minutes until it was done, and how the citizen voted some seconds later.
_SERVED = ((72, 8, 5), (63, 5, 4), (57, 8, None), (48, 3, 5), (44, 10, 4), (30, 4, 3), (24, 12, 5))
#: Called and did not come: minutes before now, and until it was given up.
_ABSENT = (33, 2)
#: At the desk now.
_PRESENT = 11
_ASKED_AFTER, _READ_FOR = dt.timedelta(seconds=2), dt.timedelta(seconds=7)
_BOOKINGS = 5


class WaitingRoom:
    """The main counter's waiting room; other counters have one desk that takes everything."""

    def __init__(self, rng: Random, unit: Unit, now: dt.datetime) -> None:
        self._rng, self._unit, self._now = rng, unit, now

    def furnish(self, others: list[Unit], *, since: dt.date) -> Desk:
        """Set up desks and accounts; returns the desk of the main counter at which the clerk sits."""
        desk = Desk.objects.create(unit=self._unit, number=1, name="Hộ tịch, chứng thực, cư trú", valid_from=since)
        desk.fields.set(Field.objects.filter(slug__in=_MAIN_FIELDS))
        Desk.objects.create(unit=self._unit, number=2, name="Mọi lĩnh vực", valid_from=since)
        Desk.objects.bulk_create(Desk(unit=unit, number=1, valid_from=since) for unit in others)
        BankAccount.objects.bulk_create(
            BankAccount(
                unit=unit,
                bank_name="Ngân hàng Giả định (chỉ để trình diễn)",
                bank_bin="999999",
                number=f"0000{unit.code}",
                holder="TAI KHOAN GIA DINH",
                valid_from=since,
            )
            for unit in (self._unit, *others)
        )
        return desk

    def fill(self, desk: Desk, clerk: User) -> int:
        """Numbers of the last hour and a quarter, called by this clerk; returns how many wait."""
        fields = {field.slug: field for field in desk.fields.all()}
        for before, service, slug, priority in _NUMBERS:
            self._issue(self._at(before), service, fields.get(slug), priority)
        calls = [(*served, queue.finish) for served in _SERVED] + [(*_ABSENT, None, queue.skip)]
        for called, lasted, level, end in sorted(calls, reverse=True, key=itemgetter(0)):
            queue.call_next(desk=desk, by=clerk, at=self._at(called))
            ended_at = self._at(called - lasted)
            end(desk=desk, by=clerk, at=ended_at)
            _vote(desk, level, ended_at)
        present = queue.call_next(desk=desk, by=clerk, at=self._at(_PRESENT))
        if present is not None:
            queue.serve(ticket=present, desk=desk, by=clerk, at=self._at(_PRESENT - 1))
        return Ticket.objects.filter(unit=self._unit, state=Ticket.State.WAITING).count()

    def book(self, versions: list[ProcedureVersion], *, place: str) -> int:
        """Some citizens booked a time on the next days; returns how many."""
        slots = [slot for day in bookable_days(self._unit, self._now)[:3] for slot in day.slots if slot.free]
        chosen = slots[2 :: max(len(slots) // _BOOKINGS, 1)][:_BOOKINGS]
        wanted = [version for version in versions if version.procedure.field.slug in _MAIN_FIELDS]
        for slot in chosen:
            person = names.person(self._rng, place=place)
            asked = booking.Wanted(
                slot.starts_at, person.name, person.phone, procedure=self._rng.choice(wanted).procedure
            )
            booking.book(unit=self._unit, wanted=asked, at=self._now)
        return len(chosen)

    def since(self) -> dt.datetime:
        """When the first number was taken."""
        return self._at(_NUMBERS[0][0])

    def _at(self, before: int) -> dt.datetime:
        """So many minutes ago; right after midnight everything moves closer, so that it lies within the day."""
        local = timezone.localtime(self._now)
        passed = local - local.replace(hour=0, minute=0, second=0, microsecond=0)
        ago = dt.timedelta(minutes=before)
        return self._now - ago * min(passed / dt.timedelta(minutes=_NUMBERS[0][0] + 1), 1)

    def _issue(self, at: dt.datetime, service: str, field: Field | None, priority: str) -> None:
        day = timezone.localdate(self._now)
        (number,) = next_numbers(self._unit, Series("stt", day))
        Ticket.objects.create(
            unit=self._unit,
            day=day,
            number=number,
            token=new_reference(self._rng.choice),
            service=service,
            field=field,
            priority=priority,
            source=Ticket.Source.KIOSK,
            issued_at=at,
            ranked_at=at,
        )


def _vote(desk: Desk, level: int | None, ended_at: dt.datetime) -> None:
    """The tablet asks, and the citizen answers or leaves."""
    question = desk_votes.offer(desk=desk, at=ended_at + _ASKED_AFTER)
    if question is None or level is None:
        return
    voted_at = ended_at + _ASKED_AFTER + _READ_FOR
    desk_votes.vote(question=question, level=level, at=voted_at)
    if level <= 3:
        desk_votes.explain(question=question, codes=["waited"], words="", at=voted_at + _READ_FOR)
