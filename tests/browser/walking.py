"""A walk over pages on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.browser.address import Address
from tests.browser.checks import faults, too_wide
from tests.browser.conftest import DESK, PHONE, Desks
from tests.browser.world import World

#: What a page must fit without scrolling sideways (WCAG 1.4.10).
NARROWEST = {"width": 320, "height": 568}


def walk(desks: Desks, page: Page, world: World, addresses: Iterable[Address]) -> list[str]:
    """Open each page on the narrowest phone, then widen it, and look each time; all that is wrong, by page."""
    found = []
    for address in addresses:
        path = address.path(world)
        page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]  # width and height
        answer = page.goto(path)
        status = answer.status if answer else 0
        if status != address.status:
            found.append(f"{path}: answers {status}, not {address.status}")
            continue
        if (address.lands_on or path.partition("?")[0]) not in page.url:
            found.append(f"{path}: leads to {page.url}")
            continue
        found += [f"{path} (320 px): {fault}" for fault in too_wide(page)]
        for name, screen in (("phone", PHONE), ("desk", DESK)):
            page.set_viewport_size(screen)  # type: ignore[arg-type]  # width and height
            found += [f"{path} ({name}): {fault}" for fault in faults(page)]
    return found + desks.complaints()
