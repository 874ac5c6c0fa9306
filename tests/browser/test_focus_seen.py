"""What has the focus is never wholly behind the acts at the foot of the window (WCAG 2.4.11)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from procedures.drafting import drafts
from staff.models import User
from tests.browser import explained_pages
from tests.browser.conftest import PHONE, Desks
from tests.browser.world import World
from tests.people import moment

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

#: 1366 × 768 at 200 %.
ENLARGED = {"width": 683, "height": 384}
_MOST_STOPS = 80
# Any of nine points of the element that a person can see is enough.
_IS_SEEN = """() => {
  const held = document.activeElement, box = held.getBoundingClientRect();
  const [middle, centre] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  for (const x of [box.left + 3, middle, box.right - 3])
    for (const y of [box.top + 3, centre, box.bottom - 3]) {
      const top = document.elementFromPoint(x, y);
      if ([held, ...(held.labels ?? [])].some((part) => part.contains(top))) return true;
    }
  return false;
}"""
# After the last stop the page begins again at its skip link, or the browser itself has the focus.
_HERE = """() => document.activeElement.matches("body, .skip-link")
  ? "" : document.activeElement.outerHTML.slice(0, 90)"""
# The page itself, or a row of tabs in it.
_SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll(".tabs")]
  .some((part) => part.scrollWidth > part.clientWidth)"""


def hidden_stops(page: Page) -> list[str]:
    """Press Tab through the whole main part; the stops nobody can see."""
    page.locator("#main").focus()
    hidden = []
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if not here:
            return hidden
        if not page.evaluate(_IS_SEEN):
            hidden.append(here)
    pytest.fail("the page has no end")


def pages(world: World) -> list[str]:
    """Long forms of the posting, each with a bar of acts."""
    author = world.people["thu"]
    draft = drafts.start(world.version.procedure, by=author, at=moment("2023-08-29 09:00"))
    slugs = ("chung", "giay-to", "thoi-han")
    sections = [reverse("procedures:draft_section", args=[draft.pk, slug]) for slug in slugs]
    text = explained_pages._text(world)
    unit = world.office.commune.code
    return [
        *sections,
        reverse("procedures:text_of_law", args=text),
        reverse("procedures:rules_new", args=[unit, "hours"]),
        reverse("procedures:announcement_new"),
        reverse("procedures:announcements"),
    ]


@pytest.mark.parametrize("screen", [PHONE, ENLARGED], ids=["phone", "enlarged"])
def test_the_focus_is_never_behind_the_acts(desks: Desks, world: World, screen: dict[str, int]) -> None:
    person: User = world.people["thu"]
    page = desks.open(person, screen=screen)
    for path in pages(world):
        page.goto(path)
        assert not page.evaluate(_SIDEWAYS), path
        assert hidden_stops(page) == [], path
