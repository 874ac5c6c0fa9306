"""What hangs at a unit and since when, for everybody to see (tờ đang treo)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import OuterRef, Subquery

from procedures.models import Hanging
from procedures.wall.printed import title_of
from staff.models import Unit

#: No unit has walls for more.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Hung:
    """One sheet on a wall; `code` is that of the procedure it is about, where it is about one."""

    title: str
    since: datetime
    code: str


def on_walls(unit: Unit) -> list[tuple[str, list[Hung]]]:
    """The sheets that hang at the unit, by place; one statement."""
    last = Hanging.objects.filter(sheet=OuterRef("sheet"), hung_at__isnull=False).order_by("-hung_at", "-pk")
    rows = (
        Hanging.objects.filter(
            sheet__place__unit=unit, sheet__ended_at__isnull=True, pk=Subquery(last.values("pk")[:1])
        )
        .select_related("sheet__place", "sheet__procedure")
        .order_by("sheet__place__name", "sheet__place", "sheet__kind", "sheet")[:MOST_SHOWN]
    )
    return [
        (place.name, [_hung(row) for row in group])
        for place, group in groupby(rows, key=lambda row: row.sheet.place)
    ]


def _hung(row: Hanging) -> Hung:
    procedure = row.sheet.procedure
    return Hung(
        title_of(row.content), row.hung_at or row.printed_at, procedure.code if procedure is not None else ""
    )
