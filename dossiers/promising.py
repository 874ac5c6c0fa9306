"""The promise for a real procedure at a real counter (hẹn trả kết quả): rows in, `deadlines.compute`,
promise out.

Preview, receipt, lists, seeding and figures all come through here, so that what was shown is what is
stored.
"""

import datetime as dt
from collections.abc import Sequence

from procedures.models import ProcedureVersion
from staff.models import Unit
from staff.office_calendar import Calendars, current_calendars

from .deadlines import AfterPause, Facts, Mode, Pause, Promise, Rule, compute, in_vietnam
from .models import Dossier


def promise_for(
    *,
    version: ProcedureVersion,
    unit: Unit,
    received_at: dt.datetime,
    channel: str,
    pauses: Sequence[Pause] = (),
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
    )
    return compute(facts, calendars.for_unit(unit), as_of=as_of)


def promise_of(
    dossier: Dossier,
    *,
    received_at: dt.datetime | None = None,
    as_of: dt.datetime | None = None,
    calendars: Calendars | None = None,
) -> Promise:
    """The promise of a dossier as it stands, with its pauses so far; `received_at` for one about to be received.

    Of several pauses still open only the earliest counts: the clock cannot stand still twice. Raises what
    `promise_for` raises, and ValueError for a dossier that was never received.
    """
    start = received_at or dossier.received_at
    if start is None:
        raise ValueError("the dossier was not received, so nothing is promised")
    pauses: list[Pause] = []
    for row in dossier.pauses.all() if dossier.pk else ():
        is_second_open = row.ended_at is None and any(pause.end is None for pause in pauses)
        if row.started_at >= start and not is_second_open:
            pauses.append(Pause(row.started_at, row.ended_at, AfterPause(row.after)))
    return promise_for(
        version=dossier.version,
        unit=dossier.receiving_unit,
        received_at=start,
        channel=dossier.channel,
        pauses=pauses,
        as_of=as_of,
        calendars=calendars,
    )
