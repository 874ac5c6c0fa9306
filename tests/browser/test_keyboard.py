"""Without a mouse: past the navigation, into the account, to a dossier; the focus can always be seen."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from staff.models import User
from tests.browser.conftest import Desks
from tests.browser.hands import say, title
from tests.people import PASSWORD, MakeDossier, Office

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

_MOST_TABS = 40
_HAS_NO_RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle === "none" && style.boxShadow === "none";
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; on the way each stop must show where the focus is."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)")
        assert not page.evaluate(_HAS_NO_RING), f"focus cannot be seen: {here}"
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not within {_MOST_TABS} steps")


def test_the_skip_link_comes_first_and_leads_to_the_content(desks: Desks, office: Office) -> None:
    page = desks.open()
    page.goto(reverse("procedures:home"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_signing_in(desks: Desks, hoa: User) -> None:
    page = desks.open()
    page.goto(reverse("account_login"))
    if not page.evaluate("() => document.activeElement.matches('[name=login]')"):
        tab_to(page, "[name=login]")
    page.keyboard.type("hoa")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desks.address}/**")
    expect(page.locator(f"a[href='{reverse('dossiers:counter')}']").first).to_be_attached()


def test_tracking_a_dossier(desks: Desks, received: MakeDossier) -> None:
    dossier = received()
    page = desks.open()
    page.goto(reverse("dossiers:track"))
    tab_to(page, "main [name=code]")
    page.keyboard.type(dossier.code or "")
    tab_to(page, "main [name=phone]")
    page.keyboard.type("5678")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=dossier.version.name)).to_be_visible()


def test_receiving_at_the_counter(desks: Desks, hoa: User, received: MakeDossier) -> None:
    code = received().version.procedure.code
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_pick"))
    expect(page.locator("#pick-q")).to_be_focused()
    page.keyboard.type("hon nhan")
    expect(page.locator("#choices").get_by_role("heading", name=say("Found"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('dossiers:counter_intake', args=[code])}*")
    expect(title(page)).to_be_visible()
