"""How a citizen finds a procedure on a phone: misspelled, without marks, by an event of life."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from procedures.models import ProcedureVersion
from procedures.search.everyday import set_findable
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import press, say, title
from tests.browser.world import open_door
from tests.people import Office, make_version

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.fixture
def land(office: Office, thu: User) -> ProcedureVersion:
    version = make_version("1.013978", "Đăng ký đất đai, cấp Giấy chứng nhận lần đầu")
    set_findable(version.procedure, words=["sổ đỏ", "bìa đỏ"], events={}, by=thu)
    return version


@pytest.fixture
def wedding(office: Office, thu: User) -> ProcedureVersion:
    version = make_version("1.000894", "Đăng ký kết hôn", mode="same_day", value=0)
    set_findable(version.procedure, words=["cưới"], events={}, by=thu)
    open_door(version, "ket-hon", "Kết hôn", "heart", place=1)
    return version


def look_for(page: Page, words: str) -> None:
    """Type into the search of the home page and send it."""
    page.goto(reverse("procedures:home"))
    page.locator("#procedure-search").fill(words)
    page.locator("#procedure-search").press("Enter")


def open_first(page: Page, version: ProcedureVersion) -> None:
    """The first result is `version`; open it."""
    first = page.locator(".listing__link").first
    expect(first).to_have_text(version.name)
    first.click()
    expect(title(page)).to_have_text(version.name)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_misspelled_search_says_what_it_was_taken_for(
    desks: Desks, land: ProcedureVersion, wedding: ProcedureVersion, scripts: bool
) -> None:
    page = desks.open(screen=PHONE, scripts=scripts)
    look_for(page, "xổ đỏ")
    expect(page.locator(".results__said strong")).to_have_text("“sổ đỏ”")
    expect(page.locator(".listing mark")).to_have_text("sổ đỏ")
    open_first(page, land)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_search_without_marks_finds(
    desks: Desks, land: ProcedureVersion, wedding: ProcedureVersion, scripts: bool
) -> None:
    page = desks.open(screen=PHONE, scripts=scripts)
    look_for(page, "dang ky ket hon")
    expect(page.locator(".results__said")).to_have_count(0)
    open_first(page, wedding)


def test_a_life_event_leads_to_its_procedures_and_what_was_seen_is_remembered(
    desks: Desks, land: ProcedureVersion, wedding: ProcedureVersion
) -> None:
    page = desks.open(screen=PHONE)
    page.goto(reverse("procedures:home"))
    page.get_by_role("link", name="Kết hôn").click()
    page.wait_for_url(f"**{reverse('procedures:life_event', args=['ket-hon'])}")
    assert faults(page) == []
    open_first(page, wedding)
    page.goto(reverse("procedures:home"))
    expect(page.locator(".recent__list")).to_have_text(re.compile(wedding.name))
    assert faults(page) == []
    press(page, "Clear this list")
    expect(page.locator(".recent__list")).to_have_count(0)


def test_results_come_while_typing_and_filters_stay_in_the_address(
    desks: Desks, land: ProcedureVersion, wedding: ProcedureVersion
) -> None:
    page = desks.open(screen=PHONE)
    page.goto(reverse("procedures:catalogue"))
    page.locator("#id_q").press_sequentially("bia d")
    expect(page.locator(".listing__link")).to_have_text([land.name])
    page.locator("#id_q").fill("")
    page.get_by_text(say("Narrow the list")).click()
    page.locator("#id_same_day").check()
    expect(page.locator(".listing__link")).to_have_text([wedding.name])
    page.wait_for_url(re.compile("same_day=1"))
    page.reload()
    expect(page.locator("#id_same_day")).to_be_checked()
    expect(page.locator(".listing__link")).to_have_text([wedding.name])
