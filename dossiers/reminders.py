"""Reminders to officials (nhắc việc): the rows. `digest` tells them, `reminder_rules` says when they are true.

A reminder is one row by dossier, rule, the moment it is about, and the official, so that nothing is written twice,
whoever sweeps and however often. What is no longer true and was not told yet is withdrawn; a date that moved is
another moment, and planned anew. A clock that stands reminds of nothing.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from staff.office_calendar import Calendars, current_calendars

from .models import Reminder
from .reminder_findings import candidates, examine, waiting_reminders
from .reminder_people import Wanted, wanted_by
from .reminder_rules import Rule

BATCH = 500


def plan_reminders(*, now: dt.datetime) -> int:
    """Withdraw reminders that are no longer true, write those that became true; returns how many of these.

    The number of statements per batch is constant. Two sweeps at once write one row: its key decides.
    """
    calendars = current_calendars()
    keys = candidates(now)
    return sum(
        _plan(keys[first : first + BATCH], now=now, calendars=calendars) for first in range(0, len(keys), BATCH)
    )


def _plan(dossier_ids: list[int], *, now: dt.datetime, calendars: Calendars) -> int:
    findings, examined = examine(dossier_ids, now=now, calendars=calendars)
    wanted = wanted_by(findings, timezone.localdate(now))
    abouts = {about for _dossier, _rule, about, _official in wanted}
    known = {
        (row.dossier_id, Rule(row.rule), row.about, row.official_id): row
        for row in Reminder.objects.filter(dossier__in=examined).filter(
            Q(message__isnull=True, withdrawn_at__isnull=True) | Q(about__in=abouts)
        )
    }
    _withdraw([row.pk for key, row in known.items() if key not in wanted and row.is_waiting], now)
    again = [known[key].pk for key in wanted if key in known and known[key].withdrawn_at is not None]
    return _write({key: role for key, role in wanted.items() if key not in known}, now) + _again(again, now)


def _withdraw(pks: list[int], now: dt.datetime) -> None:
    if pks:
        waiting_reminders().filter(pk__in=pks).update(withdrawn_at=now)


def _again(pks: list[int], now: dt.datetime) -> int:
    """The clock stood still and runs again towards the same moment."""
    if not pks:
        return 0
    untold = Reminder.objects.filter(pk__in=pks, message__isnull=True, withdrawn_at__isnull=False)
    return untold.update(withdrawn_at=None, planned_at=now)


def _write(new: Wanted, now: dt.datetime) -> int:
    if new:
        rows = [
            Reminder(
                dossier_id=dossier,
                rule=rule.value,
                about=about,
                official_id=official,
                role=role.value,
                planned_at=now,
            )
            for (dossier, rule, about, official), role in new.items()
        ]
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(new)
