"""Somebody of the main counter's commune is away (vắng mặt, làm thay): Minh stands in and finds the banner."""

from __future__ import annotations

import datetime as dt

from dossiers.absences import places
from dossiers.services.absence import Absence, announce
from staff.models import Assignment
from staff.roles import Role

from .people import Cast

DAYS = 9


def announce_absence(cast: Cast, *, now: dt.datetime) -> int:
    """The other specialist of the commune is away for a while; open work stays where it is."""
    unit, minh = cast.main.unit, cast.by_username["minh"].official
    colleagues = Assignment.objects.filter(unit=unit, role=Role.SPECIALIST.value).exclude(official=minh)
    away = colleagues.order_by("pk").values_list("official", flat=True).first()
    place = next((place for place in places([unit.pk], now.date()) if place.official.pk == away), None)
    if place is None:
        return 0
    absence = Absence(
        place=place,
        deputy=minh,
        first=now.date(),
        last=now.date() + dt.timedelta(days=DAYS),
        document="Thông báo số 27/TB-UBND (số giả định, chỉ dùng để trình diễn)",
        reason="Tập huấn nghiệp vụ",
    )
    announce(absence=absence, move_work=False, by=cast.by_username["thao"], at=now)
    return 1
