"""Pages of walls, for the list in `addresses.py`."""

from __future__ import annotations

from tests.browser import wall_world
from tests.browser.address import Address

MANAGER_WALLS = (
    Address("procedures:walls"),
    Address("procedures:walls", query=lambda world: f"?unit={wall_world.board(world).unit.code}"),
    Address("procedures:walls", query=lambda world: "?unit=khong-co", status=404),
    Address("procedures:wall_place_new", lambda world: [world.office.commune.code]),
    Address("procedures:wall_place", lambda world: [wall_world.board(world).pk]),
    Address("procedures:wall_place_edit", lambda world: [wall_world.board(world).pk]),
    Address("procedures:wall_sheet", lambda world: [wall_world.sheet(world, "procedure").pk]),
    Address("procedures:wall_sheet", lambda world: [wall_world.sheet(world, "field").pk]),
    Address("procedures:wall_sheet", lambda world: [wall_world.sheet(world, "people").pk]),
    Address("procedures:wall_sheet", lambda world: [wall_world.ended(world).pk]),
)
