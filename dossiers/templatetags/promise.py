"""The live promise (hẹn trả nếu nộp bây giờ) on pages that may not import this app."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dossiers.bring import Filing
from dossiers.deadlines import Promise
from dossiers.explaining import (
    calendar_error_in_words,
    day_in_words,
    limit_in_words,
    moment_in_words,
    reason_in_words,
)
from dossiers.promising import promise_for
from procedures import channels
from procedures.models import ProcedureVersion
from staff.models import Unit
from staff.working_time import CalendarError

register = template.Library()


@register.inclusion_tag("dossiers/public/promise.html")
def live_promise(version: ProcedureVersion, unit: Unit) -> dict[str, Any]:
    """Hẹn trả nếu nộp bây giờ: what `unit` promises for `version` now, with each day explained.

    Where the online limit differs from that of the counter, both are told.
    """
    now = timezone.now()
    ways = [channels.COUNTER]
    if version.can_apply_online and version.limit_for(channels.ONLINE) != version.limit_for(channels.COUNTER):
        ways.append(channels.ONLINE)
    try:
        promises = [
            _told(
                promise_for(version=version, unit=unit, received_at=now, channel=way),
                _label(unit, way, is_one_of_two=len(ways) > 1),
            )
            for way in ways
        ]
    except CalendarError as error:
        return {"promises": [], "problem": calendar_error_in_words(error)}
    return {"promises": promises, "problem": ""}


@register.inclusion_tag("dossiers/public/promise.html")
def filing_promise(filing: Filing, unit: Unit) -> dict[str, Any]:
    """Hẹn trả nếu nộp vào ngày đã chọn: what `unit` promises for papers handed in at that moment."""
    if filing.promise is None:
        problem = calendar_error_in_words(filing.problem) if filing.problem is not None else ""
        return {"promises": [], "problem": problem}
    label = _label(unit, channels.COUNTER, is_one_of_two=False)
    if not filing.is_now:
        where = {"day": day_in_words(filing.at.date()), "unit": unit.name}
        label = _("File on %(day)s at %(unit)s, result promised for") % where
    return {"promises": [_told(filing.promise, label, says_start=not filing.is_now)], "problem": ""}


def _label(unit: Unit, way: str, *, is_one_of_two: bool) -> str:
    where = {"unit": unit.name}
    if not is_one_of_two:
        return _("File now at %(unit)s, result promised for") % where
    if way == channels.ONLINE:
        return _("File online now with %(unit)s, result promised for") % where
    return _("Hand in now at the counter of %(unit)s, result promised for") % where


def _told(promise: Promise, label: str, *, says_start: bool = False) -> dict[str, Any]:
    assert promise.due_at is not None  # noqa: S101  (nothing is paused before it is received)
    note = _("Time limit: %(limit)s.") % {"limit": limit_in_words(promise.facts)}
    if says_start or promise.effective_start != promise.facts.received_at:
        start = _("The clock starts: %(moment)s.") % {"moment": moment_in_words(promise.effective_start)}
        note = f"{note} {start}"
    return {
        "label": label,
        "due": moment_in_words(promise.due_at),
        "note": note,
        "days": _days(promise),
    }


@register.inclusion_tag("dossiers/public/days.html")
def promise_days(promise: Promise) -> dict[str, Any]:
    """Cách tính ngày hẹn: every date from the start to the promised one, counted or skipped, and why."""
    return {"days": _days(promise)}


def _days(promise: Promise) -> list[dict[str, Any]]:
    return [
        {
            "day": day_in_words(day.date),
            "counted": day.counted,
            "reason": capfirst(reason_in_words(day, promise)),
        }
        for day in promise.trace
    ]
