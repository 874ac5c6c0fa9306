"""What the rating tablet shows now (màn hình máy đánh giá): rest, the question, why, thanks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from dossiers.models import Shift, Ticket
from dossiers.queue_lines import at_desk
from procedures.models import Desk
from staff.device_links import read_device
from staff.models import Official

from . import vote_rules
from .models import DeskVote

REST, ASK, WHY, THANKS = "rest", "ask", "why", "thanks"


@dataclass(frozen=True)
class Screen:
    """Màn hình: its name, whom it is about, and until when it stays."""

    name: str
    official: Official | None = None
    number: str = ""
    question: DeskVote | None = None
    until: dt.datetime | None = None

    @property
    def key(self) -> str:
        """Changes whenever something else is to be shown."""
        about = self.question.token if self.question is not None else self.number
        who = self.official.pk if self.official is not None else ""
        return f"{self.name}:{about}:{who}"

    def seconds_left(self, at: dt.datetime) -> int:
        return max(round((self.until - at).total_seconds()), 0) if self.until is not None else 0


def desk_of(token: str) -> Desk | None:
    """The desk whose tablet was opened under this address; None for an address that was not given out."""
    device = read_device("tablet", token)
    if device is None:
        return None
    found = Desk.objects.in_force(timezone.localdate()).select_related("unit__parent__parent")
    return found.filter(pk=device.pk, unit__device_series=device.series).first()


def screen_of(desk: Desk, at: dt.datetime) -> Screen:
    """What to show at this moment: the newest question while it is open, else rest."""
    asked = DeskVote.objects.filter(desk=desk).select_related("official__user", "ticket").first()
    if asked is not None and (screen := _about(asked, at)) is not None:
        return screen
    present = at_desk(desk)
    if present is not None:
        return Screen(REST, present.official, str(present))
    shift = Shift.objects.filter(desk=desk, closed_at=None).select_related("official__user").first()
    return Screen(REST, shift.official if shift is not None else None)


def _about(asked: DeskVote, at: dt.datetime) -> Screen | None:
    is_over = asked.ticket is None or asked.ticket.state == Ticket.State.DONE
    number = str(asked.ticket) if asked.ticket is not None else ""
    if asked.voted_at is None:
        open_now = is_over and at < asked.closes_at
        return Screen(ASK, asked.official, number, asked, asked.closes_at) if open_now else None
    if at < asked.closes_at:
        return Screen(WHY, asked.official, number, asked, asked.closes_at)
    until = asked.closes_at + vote_rules.THANKS_STAY
    # who walked away from the question why is not thanked afterwards: the next citizen stands there
    said = asked.reason or asked.closes_at - asked.voted_at < vote_rules.WHY_STAYS
    return Screen(THANKS, asked.official, number, asked, until) if said and at < until else None
