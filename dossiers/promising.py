"""The promise for a real procedure at a real counter (hẹn trả kết quả): rows in, `deadlines.compute`,
promise out.

Preview, receipt, lists, seeding and figures all come through here, so that what was shown is what is
stored.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from procedures.models import ProcedureVersion
from staff.models import Unit, UnitPolicy
from staff.office_calendar import Calendars, current_calendars

from .deadlines import (
    AfterPause,
    Extension,
    Facts,
    Mode,
    Override,
    Pause,
    Promise,
    Rule,
    compute,
    in_vietnam,
)
from .models import Apology, Dossier


@dataclass(frozen=True, slots=True)
class Due:
    """The promised moment, and the one lateness is judged by (hạn trả, hạn xét); None while paused."""

    due_at: dt.datetime | None
    judged_due_at: dt.datetime | None


def promise_for(
    *,
    version: ProcedureVersion,
    unit: Unit,
    received_at: dt.datetime,
    channel: str,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    override: Override | None = None,
    as_of: dt.datetime | None = None,
    calendars: Calendars | None = None,
) -> Promise:
    """What is promised for a dossier of this version received by this unit at this moment over this
    channel.

    The appointment follows the unit's policy on the day of reception; `calendars` spares reading them again.
    Raises `LimitNotSet` for a procedure without an established limit, `CalendarError` where the calendar does
    not reach, `FactsError` for impossible moments.
    """
    limit = version.limit_for(channel)
    calendars = calendars or current_calendars()
    policy = calendars.policy_of(unit, in_vietnam("received_at", received_at).date())
    facts = Facts(
        received_at=received_at,
        mode=Mode(limit.mode),
        limit=limit.value,
        cutoff=limit.cutoff,
        rule=Rule(policy.appointment_rule),
        pauses=pauses,
        extension=extension,
        override=override,
    )
    return compute(facts, calendars.for_unit(unit), as_of=as_of)


def promise_of(
    dossier: Dossier,
    *,
    received_at: dt.datetime | None = None,
    as_of: dt.datetime | None = None,
    granted: bool = True,
    calendars: Calendars | None = None,
) -> Promise:
    """The promise of a dossier as it stands, with its pauses so far; `received_at` for one about to be received.

    `granted=False` leaves out what the office granted itself, the extension and decisions of the head. Reads
    `pauses`, `apologies` and `overrides`, which may be prefetched. Of several pauses still open only the earliest
    counts: the clock cannot stand still twice. Raises what `promise_for` raises, and ValueError for a dossier
    that was never received.
    """
    start = received_at or dossier.received_at
    if start is None:
        raise ValueError("the dossier was not received, so nothing is promised")
    is_granted = granted and dossier.pk is not None
    return promise_for(
        version=dossier.version,
        unit=dossier.receiving_unit,
        received_at=start,
        channel=dossier.channel,
        pauses=_pauses(dossier, start),
        extension=_extension(dossier, start) if is_granted else None,
        override=_override(dossier, start) if is_granted else None,
        as_of=as_of,
        calendars=calendars,
    )


def promise_extended(
    dossier: Dossier, *, days: int, at: dt.datetime, calendars: Calendars | None = None
) -> Promise:
    """What would be promised if the office apologised `at` and took `days` working days more (xem trước hẹn lại).

    Raises what `promise_of` raises.
    """
    start = dossier.received_at
    if start is None:
        raise ValueError("the dossier was not received, so nothing is promised")
    return promise_for(
        version=dossier.version,
        unit=dossier.receiving_unit,
        received_at=start,
        channel=dossier.channel,
        pauses=_pauses(dossier, start),
        extension=Extension(at, days),
        override=_override(dossier, start),
        calendars=calendars,
    )


def due_pair(
    dossier: Dossier, *, received_at: dt.datetime | None = None, calendars: Calendars | None = None
) -> Due:
    """What is promised and what lateness is judged by, as the unit's policy on the day of reception says.

    Both are None while a pause lasts. Raises what `promise_of` raises.
    """
    calendars = calendars or current_calendars()
    promise = promise_of(dossier, received_at=received_at, calendars=calendars)
    judged = promise
    if promise.extension is not None or promise.override is not None:
        day = promise.facts.received_at.date()
        policy = calendars.policy_of(dossier.receiving_unit, day)
        if policy.extension_rule == UnitPolicy.ExtensionRule.ORIGINAL:
            judged = promise_of(dossier, received_at=received_at, granted=False, calendars=calendars)
    return Due(promise.due_at, judged.due_at)


def _pauses(dossier: Dossier, start: dt.datetime) -> list[Pause]:
    pauses: list[Pause] = []
    for row in dossier.pauses.all() if dossier.pk else ():
        is_second_open = row.ended_at is None and any(pause.end is None for pause in pauses)
        if row.started_at >= start and not is_second_open:
            pauses.append(Pause(row.started_at, row.ended_at, AfterPause(row.after)))
    return pauses


def _extension(dossier: Dossier, start: dt.datetime) -> Extension | None:
    for apology in dossier.apologies.all():
        if apology.status == Apology.Status.SENT and apology.sent_at is not None and apology.sent_at >= start:
            return Extension(apology.sent_at, apology.extra_days)
    return None


def _override(dossier: Dossier, start: dt.datetime) -> Override | None:
    rows = [row for row in dossier.overrides.all() if row.at >= start]
    if not rows:
        return None
    last = max(rows, key=lambda row: (row.at, row.pk))
    return Override(last.at, last.due_at)
