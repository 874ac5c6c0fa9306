"""A board of the small world: one sheet that hangs, one that is printed, one that came down."""

from __future__ import annotations

from procedures.models import PostedSheet, PostingPlace
from procedures.wall import hanging as acts
from tests.browser.world import World
from tests.drawn import png
from tests.people import moment

_MORNING = moment("2023-08-29 08:00")


def board(world: World) -> PostingPlace:
    """The notice board of the commune, with sheets in every standing."""
    unit, by = world.office.commune, world.people["thu"]
    place = PostingPlace.objects.filter(unit=unit).first()
    if place is not None:
        return place
    place = acts.add_place(unit=unit, name="Bảng tin tầng 1", note="Cạnh cửa ra vào", by=by)
    field = world.version.procedure.field_id
    for kind, about in (
        ("procedure", {"procedure_id": world.version.procedure_id}),
        ("field", {"field_id": field}),
    ):
        sheet = acts.add_sheet(place=place, kind=kind, size="a4", by=by, at=_MORNING, **about)
        acts.print_sheets(sheets=[sheet], by=by, at=_MORNING)
    acts.add_sheet(place=place, kind="people", size="a3", by=by, at=_MORNING)
    gone = acts.add_sheet(place=place, kind="rules", size="a3", by=by, at=_MORNING)
    acts.end_sheet(sheet=gone, by=by, at=_MORNING)
    return place


def sheet(world: World, kind: str) -> PostedSheet:
    """A sheet of the board: `procedure` hangs, `field` is printed, `people` is neither."""
    found = board(world).sheets.filter(kind=kind, ended_at__isnull=True).get()
    hanging = found.hangings.filter(hung_at__isnull=True).first()
    if kind == "procedure" and hanging is not None:
        photo = png(400, 300, blank=True)
        acts.confirm_hung(hanging=hanging, photo=photo, by=world.people["thu"], at=_MORNING)
    return found


def ended(world: World) -> PostedSheet:
    """The sheet that came down."""
    return board(world).sheets.filter(ended_at__isnull=False).get()
