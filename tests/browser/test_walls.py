"""A changed fee reaches the wall: the manager sees it, prints the sheet, hangs it, and shows it with a photo."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Locator, Page, expect

from procedures.models import Hanging
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import say
from tests.browser.world import World
from tests.drawn import png
from tests.procedures.walls import published_again

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

_PHOTO = FilePayload(name="tuong.png", mimeType="image/png", buffer=png(400, 300, blank=True))


def _row(page: Page, title: str) -> Locator:
    return page.locator(".wall-sheet", has_text=title)


def _print(page: Page) -> None:
    """On the page of a sheet: the paper comes out of the printer."""
    page.wait_for_load_state()
    with page.context.expect_event("response", lambda answer: answer.url.endswith("/in/")) as paper:
        page.get_by_role("button", name=say("Print the sheet of today")).click()
    assert paper.value.headers["content-type"] == "application/pdf"


def _print_and_hang(page: Page, *, scripts: bool) -> None:
    """On the page of a sheet: the paper is printed, somebody hangs it and takes a photo."""
    _print(page)
    if scripts:
        _come_back(page)  # from the tab of the paper
    else:
        page.get_by_role("link", name=say("It is printed")).click()
    page.locator("[name=photo]").set_input_files([_PHOTO])
    page.get_by_role("button", name=say("The new sheet hangs, the old one came down")).click()
    expect(page.locator(".tag--good").first).to_contain_text(say("Right"))


def _come_back(page: Page) -> None:
    """To the page, as after another tab or the camera: this browser takes all its tabs for visible."""
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_changed_fee_reaches_the_wall(desks: Desks, world: World, scripts: bool) -> None:
    walls = f"{reverse('procedures:walls')}?unit={world.office.commune.code}"
    title = world.version.procedure.field.name
    page = desks.open(world.people["thu"], screen=PHONE, scripts=scripts)
    page.goto(walls)
    page.locator("form[action$='/de-xuat/'] button").click()
    _row(page, title).first.get_by_role("link").first.click()
    _print_and_hang(page, scripts=scripts)

    published_again(world.version, dt.date(2023, 8, 29), amount=12000)
    page.goto(walls)
    changed = page.locator(".wall-sheet").first
    expect(changed).to_contain_text("12.000 đồng/bản")
    expect(changed).to_contain_text(say("Says what no longer holds"))
    if scripts:
        assert faults(page) == []
    changed.get_by_role("link").first.click()
    _print_and_hang(page, scripts=scripts)
    assert Hanging.objects.filter(hung_at__isnull=False).count() == 2


def test_a_paper_kept_as_a_file_costs_no_photo(desks: Desks, world: World) -> None:
    """A phone keeps the paper without leaving the page; then the camera hides it and brings the photo."""
    page = desks.open(world.people["thu"], screen=PHONE)
    page.goto(f"{reverse('procedures:walls')}?unit={world.office.commune.code}")
    page.locator("form[action$='/de-xuat/'] button").click()
    _row(page, world.version.procedure.field.name).first.get_by_role("link").first.click()
    _print(page)
    page.get_by_role("link", name=say("It is printed")).click()
    with page.context.expect_page():
        page.get_by_role("button", name=say("Print the sheet of today")).click()
    with page.expect_file_chooser() as camera:
        page.locator("[name=photo]").click()
    camera.value.set_files([_PHOTO])
    _come_back(page)
    page.wait_for_load_state("networkidle")
    assert page.locator("[name=photo]").evaluate("(field) => field.files.length") == 1
