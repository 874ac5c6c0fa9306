"""The switch of language keeps the page and what was asked for."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.conftest import Desks
from tests.browser.hands import say, title

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_the_switch_keeps_the_page_and_the_search(desks: Desks, version: ProcedureVersion) -> None:
    page = desks.open()
    address = reverse("procedures:catalogue") + "?q=hon+nhan"
    page.goto(address)
    page.locator(".language:visible").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name=version.name)).to_be_visible()
    assert page.url == desks.address + address
    page.locator(".language:visible").get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert page.url == desks.address + address


def test_the_office_switches_too(desks: Desks, hoa: User) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter"))
    page.locator(".language:visible").get_by_role("button", name="English").click()
    expect(title(page)).to_have_text("One-stop counter")
    page.locator(".language:visible").get_by_role("button", name="Tiếng Việt").click()
    expect(title(page)).to_have_text(say("One-stop counter"))
