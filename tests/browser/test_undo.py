"""Ten seconds to take a hand-over back by Ctrl+Z; keys of a number block are letters, not commands."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.models import Dossier
from dossiers.workflow import State
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import Desks
from tests.browser.hands import say
from tests.browser.typist import SCRIPTS_RUN
from tests.people import MakeDossier

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def state_of(dossier: Dossier) -> State:
    return Dossier.objects.get(pk=dossier.pk).current_state


@pytest.fixture
def dossier(received: MakeDossier) -> Dossier:
    return received()


@pytest.fixture
def page(desks: Desks, hoa: User, dossier: Dossier) -> Page:
    """The dossier on Hoa's screen."""
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_dossier", args=[dossier.code]))
    page.wait_for_function(SCRIPTS_RUN)
    return page


def test_a_hand_over_is_taken_back_by_key(page: Page, dossier: Dossier) -> None:
    page.keyboard.press("Alt+1")
    undo = page.get_by_role("button", name=say("Undo"))
    expect(undo).to_be_visible()
    assert faults(page) == []
    page.wait_for_function(SCRIPTS_RUN)

    page.keyboard.press("Control+z")

    expect(
        page.get_by_text(say("Undone: dossier %(code)s lies with you again.", code=dossier.code or ""))
    ).to_be_visible()
    assert state_of(dossier) == State.RECEIVED


def test_the_button_goes_after_ten_seconds_and_the_words_stay(page: Page, dossier: Dossier) -> None:
    page.clock.install()
    page.keyboard.press("Alt+1")
    undo = page.get_by_role("button", name=say("Undo"))
    expect(undo).to_be_visible()
    page.wait_for_function(SCRIPTS_RUN)

    page.clock.run_for(10_500)

    expect(undo).to_have_count(0)
    expect(
        page.get_by_text(say("Dossier %(code)s was handed over for processing.", code=dossier.code or ""))
    ).to_be_visible()
    assert state_of(dossier) == State.PROCESSING


def test_alt_with_the_number_block_is_no_command(page: Page, dossier: Dossier) -> None:
    page.keyboard.press("Alt+Numpad1")
    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name=say("Keys on this page"))).to_be_visible()
    assert state_of(dossier) == State.RECEIVED
