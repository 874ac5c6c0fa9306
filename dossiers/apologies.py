"""Apologies (xin lỗi và hẹn lại): which promises need one, and what a draft proposes.

Questions only; the services draft, send and withdraw. The proposed cause is Vietnamese, because it is printed on
the statutory form 04; a person rewrites it before anything is sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from staff.office_calendar import Calendars
from staff.roles import Role

from .deadline_facts import LONGEST_EXTENSION
from .forecast import Forecast
from .leg_time import due_after
from .models import Apology, Dossier
from .promising import promise_extended


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a draft says: the promise it is about, why, so many working days more, and the moment that makes."""

    due_at: dt.datetime
    cause: str
    extra_days: int
    new_due_at: dt.datetime


def apologies_of(unit_ids: Iterable[int]) -> QuerySet[Apology]:
    """Apologies for dossiers received or handled by these units."""
    ids = list(unit_ids)
    return Apology.objects.filter(Q(dossier__receiving_unit__in=ids) | Q(dossier__handling_unit__in=ids))


def was_apologised_for(at: dt.datetime) -> Exists:
    """Whether a dossier's applicant had got an apology by `at`; if late and not: *quá hạn chưa xin lỗi*."""
    sent = Apology.objects.filter(dossier=OuterRef("pk"), status=Apology.Status.SENT, sent_at__lte=at)
    return Exists(sent)


def is_time_to_draft(dossier: Dossier, *, now: dt.datetime, calendars: Calendars) -> bool:
    """Whether the promise is so near that the unit's policy wants a draft, or over. Raises `CalendarError`."""
    if dossier.due_at is None:
        return False
    today, due_at = timezone.localdate(now), timezone.localtime(dossier.due_at)
    if due_at < now:
        return True
    days = calendars.policy_of(dossier.receiving_unit, today).apology_days
    calendar = calendars.for_unit(dossier.receiving_unit)
    return calendar.working_days_between(today, due_at.date()) <= days


def proposed(dossier: Dossier, *, now: dt.datetime, forecast: Forecast, calendars: Calendars) -> Proposed:
    """Cause, days and new appointment as the facts suggest them. Raises `CalendarError`."""
    if dossier.due_at is None:
        raise ValueError("nothing is promised")
    calendar = calendars.for_unit(dossier.receiving_unit)
    ready_at = due_after(now, forecast.minutes_needed(dossier), (), calendar)
    days = calendar.working_days_between(timezone.localdate(dossier.due_at), ready_at.date())
    days = min(max(days, 1), LONGEST_EXTENSION)
    new_due_at = extended_to(dossier, days=days, at=now, calendars=calendars)
    while (new_due_at <= max(now, dossier.due_at) or new_due_at < ready_at) and days < LONGEST_EXTENSION:
        days += 1
        new_due_at = extended_to(dossier, days=days, at=now, calendars=calendars)
    return Proposed(dossier.due_at, cause_of(dossier), days, new_due_at)


def extended_to(
    dossier: Dossier, *, days: int, at: dt.datetime, calendars: Calendars | None = None
) -> dt.datetime:
    """The new appointment if the office took so many working days more. Raises `CalendarError`."""
    due_at = promise_extended(dossier, days=days, at=at, calendars=calendars).due_at
    if due_at is None:
        raise ValueError("a pause is still open")
    return due_at


def cause_of(dossier: Dossier) -> str:
    """Where the dossier lies and since when (lý do đề xuất), without the name of any official."""
    asked = dossier.opinions.filter(answered_at=None, withdrawn_at=None).select_related("unit").first()
    if asked is not None:
        return f"Đang chờ ý kiến phối hợp của {asked.unit.name}, đã gửi xin ý kiến {_moment(asked.asked_at)}."
    proposal = dossier.proposals.filter(decision="").first()
    if proposal is not None:
        return f"Kết quả giải quyết đã trình ký {_moment(proposal.at)}, chưa được ký duyệt."
    leg = dossier.open_leg
    if leg is None:
        return f"Hồ sơ đang được giải quyết tại {dossier.handling_unit.name}, chưa hoàn thành."
    what = leg.name[:1].lower() + leg.name[1:]
    if leg.accepted_at is None and leg.role == Role.SPECIALIST:
        return (
            f"Hồ sơ chuyển đến {leg.unit.name} {_moment(leg.given_at)} (bước {what}), "
            "chưa có công chức nhận thụ lý."
        )
    return f"Hồ sơ ở bước {what} tại {leg.unit.name} từ {_moment(leg.given_at)}, chưa hoàn thành."


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}"
