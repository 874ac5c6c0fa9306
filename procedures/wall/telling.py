"""Telling managers of their walls (báo việc thay tờ niêm yết): once for each change, and ahead of a coming one."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from procedures.models import PostedSheet
from procedures.wall.board import OnWall, boards_of, hanging_sheets
from staff.message_kinds import Kind
from staff.message_texts import public_address
from staff.models import Assignment, Unit, User
from staff.office_letters import write_to
from staff.roles import Role

#: So many sheets are named in a letter; the page shows all.
MOST_NAMED = 30


@transaction.atomic
def tell_managers(*, now: dt.datetime) -> int:
    """Tell the managers what they do not know yet of their walls; returns of how many sheets.

    A sheet whose unit has no manager within reach stays untold until there is one.
    """
    on = timezone.localdate(now)
    boards = boards_of(hanging_sheets().select_for_update(of=("self",)), on)
    untold = [board for board in boards if board.news and board.news != board.sheet.told_of]
    managers = _managers(on)
    letters: dict[User, tuple[Unit, list[OnWall]]] = {}
    told = []
    for board in untold:
        people = _nearest(board.sheet.place.unit, managers)
        for person, unit in people:
            letters.setdefault(person, (unit, []))[1].append(board)
        if people:
            board.sheet.told_of = board.news
            told.append(board.sheet)
    for person, (unit, news) in letters.items():
        _write(person, unit, news, at=now)
    PostedSheet.objects.bulk_update(told, ["told_of"])
    return len(told)


def _managers(on: dt.date) -> dict[int, list[tuple[User, Unit]]]:
    """Managers with an e-mail address, by the unit they answer for."""
    held = Assignment.objects.in_force(on).filter(role=Role.MANAGER.value, official__user__is_active=True)
    found: dict[int, list[tuple[User, Unit]]] = {}
    for assignment in (
        held.exclude(official__user__email="").select_related("official__user", "unit").order_by("pk")
    ):
        found.setdefault(assignment.unit_id, []).append((assignment.official.user, assignment.unit))
    return found


def _nearest(unit: Unit | None, managers: dict[int, list[tuple[User, Unit]]]) -> list[tuple[User, Unit]]:
    """The managers of the unit, else those of the nearest unit above."""
    while unit is not None:
        if unit.pk in managers:
            return managers[unit.pk]
        unit = unit.parent
    return []


def _write(person: User, unit: Unit, news: list[OnWall], *, at: dt.datetime) -> None:
    given = {
        "now": [board for board in news if board.is_to_renew][:MOST_NAMED],
        "soon": [board for board in news if not board.is_to_renew][:MOST_NAMED],
        "count": len(news),
        "link": public_address(reverse("procedures:walls")),
    }
    key = f"walls:{person.pk}:{_mark(news)}"
    write_to(person, "messages/walls.txt", given, key=key, kind=Kind.WALLS, unit=unit, at=at)


def _mark(news: Iterable[OnWall]) -> str:
    """What tells this letter from any other: which sheets, and what is new of each."""
    parts = sorted(f"{board.sheet.pk}={board.news}" for board in news)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
