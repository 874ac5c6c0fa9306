"""The promise for a real procedure at a real counter (hẹn trả kết quả): rows in, `deadlines.compute`,
promise out.

Preview, receipt, lists, seeding and figures all come through here, so that what was shown is what is
stored.
"""

import datetime as dt
from collections.abc import Sequence

from procedures.models import ProcedureVersion
from staff.models import Unit, UnitPolicy
from staff.office_calendar import calendar_for

from .deadlines import Facts, Mode, Pause, Promise, Rule, compute, in_vietnam


def promise_for(
    *,
    version: ProcedureVersion,
    unit: Unit,
    received_at: dt.datetime,
    channel: str,
    pauses: Sequence[Pause] = (),
    as_of: dt.datetime | None = None,
) -> Promise:
    """What is promised for a dossier of this version received by this unit at this moment over this
    channel.

    The appointment follows the unit's policy on the day of reception. Raises `LimitNotSet` for a procedure
    without an established limit, `CalendarError` where the calendar does not reach, `FactsError` for
    impossible moments.
    """
    limit = version.limit_for(channel)
    policy = UnitPolicy.in_force(unit, in_vietnam("received_at", received_at).date())
    facts = Facts(
        received_at=received_at,
        mode=Mode(limit.mode),
        limit=limit.value,
        cutoff=limit.cutoff,
        rule=Rule(policy.appointment_rule),
        pauses=pauses,
    )
    return compute(facts, calendar_for(unit), as_of=as_of)


preview = promise_for
