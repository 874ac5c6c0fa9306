"""Hands on the keyboard: every key pressed is counted, what a scanner types is not, and the seconds run."""

from __future__ import annotations

import time

from django.urls import reverse
from playwright.sync_api import Page, expect

from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.conftest import Desks
from tests.browser.hands import fill_in_applicant, scan
from tests.dossiers.scanned import CARD

#: Names of what a tab of the counter keeps.
KEPT = "() => Object.keys(sessionStorage).filter((name) => name.startsWith('counter.'))"
SCRIPTS_RUN = "() => document.querySelector('[data-key=F4]')?.hasAttribute('aria-keyshortcuts')"


class Typist:
    """Types at a page from `start`; `keys` and `seconds` say how much it took."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def press(self, *keys: str) -> None:
        """One key, or one with Alt, after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """Each letter is a key."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def scan(self, text: str) -> None:
        """The scanner types by itself, faster than anybody, and ends with Enter."""
        scan(self.page, text)

    def says(self, name: str) -> str:
        """The figures of this journey, for the reader of the test's output."""
        return f"{name}: {self.keys} keys, {self.seconds:.1f} s"


def counter(desks: Desks, person: User) -> Page:
    """The work list of the counter, where the clerk's day begins."""
    page = desks.open(person)
    page.goto(reverse("dossiers:counter"))
    page.wait_for_function(SCRIPTS_RUN)
    return page


def new_sheet(typist: Typist, words: str, name: str) -> None:
    """F4, a card, a few letters of the procedure."""
    page = typist.page
    typist.press("F4")
    page.wait_for_url(f"**{reverse('dossiers:counter_pick')}")
    page.wait_for_function(SCRIPTS_RUN)
    typist.scan(CARD)
    expect(page.locator("[name=applicant_name]")).to_have_value("Nguyễn Văn An")
    expect(page.locator("#pick-q")).to_be_focused()
    typist.type(words)
    typist.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("[name=phone]")).to_be_focused()
    typist.type("0912345678")


def printed(page: Page) -> list[str]:
    """Addresses that went to the printer from this page."""
    page.wait_for_function("() => window.printed?.length")
    found: list[str] = page.evaluate("() => window.printed")
    return found


def looked_up(page: Page) -> None:
    """Who came before has been asked for and answered."""
    expect(page.locator("#person-card")).to_have_attribute("aria-busy", "false")


def filled(page: Page, version: ProcedureVersion) -> None:
    """A sheet ready to be received."""
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    page.wait_for_function(SCRIPTS_RUN)
    fill_in_applicant(page)
    page.keyboard.press("F7")
    looked_up(page)
