"""The usual walls (bộ tờ niêm yết thường dùng): what a new unit is proposed to hang."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.board.posting import documents_for
from procedures.models import Field, PostedSheet, PostingPlace, ProcedureVersion
from procedures.wall.hanging import add_place, add_sheet
from staff.models import Unit, User

Kind, Size = PostedSheet.Kind, PostedSheet.Size


def missing_sheets(unit: Unit, on: dt.date) -> list[PostedSheet]:
    """Sheets the unit should have and has nowhere: fields, fees, rules and people. Unsaved, without a place."""
    received = ProcedureVersion.objects.in_force(on).received_by(unit).values("procedure__field")
    wanted = [
        PostedSheet(kind=Kind.FIELD, size=Size.A3, field=each) for each in Field.objects.filter(pk__in=received)
    ]
    if wanted:
        wanted.append(PostedSheet(kind=Kind.FEES, size=Size.A3))
    if documents_for(unit, on):
        wanted.append(PostedSheet(kind=Kind.RULES, size=Size.A3))
    wanted.append(PostedSheet(kind=Kind.PEOPLE, size=Size.A4))
    hanging = PostedSheet.objects.filter(place__unit=unit, ended_at__isnull=True).values_list("kind", "field")
    there = set(hanging)
    return [sheet for sheet in wanted if (sheet.kind, sheet.field_id) not in there]


@transaction.atomic
def add_usual(*, unit: Unit, by: User, at: dt.datetime) -> list[PostedSheet]:
    """Thêm bộ tờ niêm yết thường dùng: onto the first board of the unit, which is made where there is none."""
    missing = missing_sheets(unit, timezone.localdate(at))
    if not missing:
        return []
    place = PostingPlace.objects.filter(unit=unit).order_by("pk").first()
    if place is None:
        place = add_place(unit=unit, name=_("Notice board"), note="", by=by)
    return [
        add_sheet(place=place, kind=sheet.kind, size=sheet.size, field_id=sheet.field_id, by=by, at=at)
        for sheet in missing
    ]
