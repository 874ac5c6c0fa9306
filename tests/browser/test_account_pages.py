"""The pages of the own account, with and without a second factor, on a phone and at a desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.addresses import ACCOUNT, PROTECTED
from tests.browser.checks import faults
from tests.browser.conftest import Desks
from tests.browser.walking import walk
from tests.browser.world import World, add_app_and_codes
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def plug_in_a_key(page: Page) -> None:
    """A security key that answers without being touched."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def sign_in(page: Page) -> None:
    """With name and password, as Lan."""
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill("lan")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def test_account_pages_have_no_faults(desks: Desks, world: World) -> None:
    page = desks.open(world.people["hoa"], proven=True)
    assert walk(desks, page, world, ACCOUNT) == []


def test_account_pages_with_a_passkey_have_no_faults(desks: Desks, world: World) -> None:
    page = desks.open(world.people["lan"], proven=True)
    add_app_and_codes(world.people["lan"])
    plug_in_a_key(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("[name=name]").fill("Điện thoại của Lan")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(f"**{reverse('mfa_index')}")
    assert walk(desks, page, world, PROTECTED) == []


def test_the_second_factor_is_asked_for_at_sign_in(desks: Desks, world: World) -> None:
    add_app_and_codes(world.people["lan"])
    page = desks.open()
    sign_in(page)
    page.wait_for_url(f"**{reverse('mfa_authenticate')}*")
    assert faults(page) == []
