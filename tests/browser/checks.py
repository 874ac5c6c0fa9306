"""What every page is held to: no fault axe can find (WCAG 2.2 AA), nothing wider than the screen."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A bar that sticks to the foot always covers part of some field; one scrolls it free, axe would call it too small.
_RUN_AXE = """async (rules) => {
  const bars = [...document.querySelectorAll(".action-bar")];
  for (const bar of bars) bar.style.position = "static";
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
  for (const bar of bars) bar.style.removeProperty("position");
  return found.violations.map(({id, impact, nodes}) => ({id, impact, nodes: nodes.map((node) => node.html)}));
}"""
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const reaches = (each) => each.getBoundingClientRect().right;
  const wide = [...document.querySelectorAll("body *")].filter((each) => reaches(each) > width + 1);
  const named = wide.slice(0, 5).map((each) => `${each.tagName.toLowerCase()}.${each.className}`);
  // a line of text may reach further than the box it stands in
  return [`${document.documentElement.scrollWidth} of ${width} px`, ...named];
}"""


@cache
def _axe() -> str:
    return (settings.NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, in words."""
    # Evaluated through the debugger, which the content security policy of the page does not reach.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    violations: list[dict[str, Any]] = page.evaluate(_RUN_AXE, _RULES)
    found = [f"{each['impact']}: {each['id']}: {' | '.join(each['nodes'][:3])}" for each in violations]
    return found + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways, in words."""
    wide = page.evaluate(_TOO_WIDE)
    return [f"wider than the screen: {wide}"] if wide else []
