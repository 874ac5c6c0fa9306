"""What a citizen prepares for one procedure at one counter (chuẩn bị hồ sơ): list, fees, hours, and the promise.

Page and PDF are filled from this, so that both say the same. Nothing is stored: the answers stand in the address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from dossiers.deadlines import Promise
from dossiers.promising import promise_for
from procedures import channels
from procedures.bring.bring_card import BringCard, write_card
from procedures.bring.bring_list import bring_list, carried, questions
from procedures.expiring.periods import Standing, standing
from procedures.models import BlankForm, Desk, Fee, PaperKind, ProcedureVersion, RequiredDocument
from procedures.opening import opening_lines
from staff.models import Unit
from staff.office_calendar import Calendars, current_calendars
from staff.working_time import CalendarError, WorkingCalendar

#: How far ahead somebody may ask for which day a result would be promised.
FARTHEST = dt.timedelta(days=366)


@dataclass(frozen=True)
class Line:
    """A paper of the list, the blank forms that fill it, and the case it is asked for in."""

    paper: RequiredDocument
    forms: tuple[BlankForm, ...]
    case: str = ""

    @property
    def is_shown_only(self) -> bool:
        """Whether the citizen keeps it."""
        return self.paper.kind == PaperKind.PRESENT

    @property
    def note(self) -> str:
        """The remark on the paper, unless it only tells the case."""
        return "" if self.case and not self.paper.condition else self.paper.note


@dataclass(frozen=True)
class Filing:
    """Ngày nộp: the moment the papers would be handed in, and what is promised then.

    `is_now` where that is the moment of asking; while the counter is closed it is when it opens next. `wanted` is
    the day asked for, when the counter is closed on it and the next open day was taken instead.
    """

    at: dt.datetime
    is_now: bool
    promise: Promise | None
    problem: CalendarError | None = None
    wanted: dt.date | None = None


@dataclass(frozen=True)
class Prepared:
    """Everything on a ready-to-bring card."""

    version: ProcedureVersion
    unit: Unit
    card: BringCard
    bring: tuple[Line, ...]
    show: tuple[Line, ...]
    perhaps: tuple[Line, ...]
    left_out: tuple[Line, ...]
    other_forms: tuple[BlankForm, ...]
    fees: tuple[Fee, ...]
    filing: Filing
    hours: tuple[str, ...]
    desks: tuple[Desk, ...]

    @property
    def address(self) -> str:
        """The address of this card, as its QR says it."""
        return f"{settings.PUBLIC_BASE_URL}{self.path}"

    @property
    def path(self) -> str:
        """The same without the host."""
        return write_card(
            self.card.procedure,
            self.card.positions,
            denied=self.card.denied,
            version=self.card.version,
            counter=self.unit.code,
        )


def of_today(card: BringCard, version: ProcedureVersion, papers: Sequence[RequiredDocument]) -> BringCard:
    """The card for the version in force: one made from an earlier list is carried over paper by paper."""
    if card.version in (0, version.number):
        return BringCard(card.procedure, card.positions, card.denied, version.number)
    old = RequiredDocument.objects.filter(version__procedure=version.procedure_id, version__number=card.version)
    return carried(card, list(old), papers, version.number)


def prepare(
    version: ProcedureVersion,
    unit: Unit,
    card: BringCard,
    papers: Sequence[RequiredDocument],
    *,
    on: dt.date,
    now: dt.datetime,
) -> Prepared:
    """What somebody brings who files on the day `on` at the counter of `unit`."""
    calendars = current_calendars()
    filing = _filing(version, unit, on, now, calendars)
    day = timezone.localdate(filing.at)
    forms = [form for form in version.forms.select_related("file") if standing(form, day) is Standing.IN_FORCE]
    found = bring_list(papers, card)
    cases = {paper.position: each.case for each in questions(papers, card) for paper in each.papers}

    def lines(chosen: Sequence[RequiredDocument]) -> tuple[Line, ...]:
        return tuple(
            Line(
                paper,
                tuple(form for form in forms if form.paper == paper.position),
                cases.get(paper.position, ""),
            )
            for paper in chosen
        )

    bring = lines(found.bring)
    return Prepared(
        version=version,
        unit=unit,
        card=card,
        bring=tuple(line for line in bring if not line.is_shown_only),
        show=tuple(line for line in bring if line.is_shown_only),
        perhaps=lines(found.perhaps),
        left_out=lines(found.left_out),
        other_forms=tuple(form for form in forms if form.paper is None),
        fees=tuple(version.fees_for(channels.COUNTER, day)),
        filing=filing,
        hours=tuple(opening_lines(unit, day, calendars.for_unit(unit))),
        desks=_desks(unit, version, day),
    )


def day_wanted(written: str, today: dt.date) -> dt.date:
    """The day in the address; today for one that is none, is over, or lies too far ahead to be promised."""
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return today
    return day if today <= day <= today + FARTHEST else today


def _filing(version: ProcedureVersion, unit: Unit, on: dt.date, now: dt.datetime, calendars: Calendars) -> Filing:
    at, wanted, is_now = timezone.localtime(now), None, False
    try:
        at, wanted = _opening(calendars.for_unit(unit), on, at)
        is_now = at == now
        if not version.is_receivable:
            return Filing(at, is_now, None, wanted=wanted)
        promise = promise_for(
            version=version, unit=unit, received_at=at, channel=channels.COUNTER, calendars=calendars
        )
    except CalendarError as error:
        return Filing(at, is_now, None, problem=error, wanted=wanted)
    return Filing(at, is_now, promise, wanted=wanted)


def _opening(calendar: WorkingCalendar, on: dt.date, now: dt.datetime) -> tuple[dt.datetime, dt.date | None]:
    """When papers can be handed in first on that day: today not before `now`; on another day where it is closed.

    With it the day that was asked for, where the counter is closed all day.
    """
    day = calendar.day(on)
    if not day.is_working:
        return calendar.next_working_day(on).opens_at, on
    return (calendar.next_opening(now) if on == now.date() else day.opens_at), None


def _desks(unit: Unit, version: ProcedureVersion, day: dt.date) -> tuple[Desk, ...]:
    takes = Q(fields=version.procedure.field_id) | Q(fields=None)
    return tuple(Desk.objects.in_force(day).filter(takes, unit=unit).distinct().order_by("number"))
