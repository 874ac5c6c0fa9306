"""Lateness stored when the result is ready (ghi nhận chậm trễ): whole, and by unit; it never grows afterwards."""

from __future__ import annotations

import datetime as dt

from django.db.models import Sum

from dossiers.lateness import shares_of
from dossiers.leg_time import minutes_used
from dossiers.legs import pause_facts
from dossiers.models import Dossier, LatenessShare
from staff.office_calendar import current_calendars
from staff.working_time import CalendarError


def minutes_late(dossier: Dossier, *, judged_due_at: dt.datetime, resolved_at: dt.datetime) -> int | None:
    """Office minutes from the judged moment to the result; None where the calendar does not reach."""
    if resolved_at <= judged_due_at:
        return 0
    calendar = current_calendars().for_unit(dossier.receiving_unit)
    try:
        return minutes_used(judged_due_at, resolved_at, pause_facts(dossier), calendar)
    except CalendarError:
        return None


def write_shares(dossier: Dossier, minutes: int | None) -> None:
    """One row for each unit with a part in the lateness; the legs have all ended."""
    late = dossier.legs.order_by().values("unit").annotate(late=Sum("minutes_late"))
    shares = shares_of(
        minutes or 0, {row["unit"]: row["late"] for row in late}, handling_unit=dossier.handling_unit_id
    )
    LatenessShare.objects.bulk_create(
        LatenessShare(dossier=dossier, unit_id=unit, minutes=share) for unit, share in shares.items()
    )
