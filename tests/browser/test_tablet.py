"""The rating tablet in a real browser: the clerk ends a service with a key, and the citizen in front is asked."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dossiers.services import queue
from feedback.models import DeskVote
from procedures.models import Desk
from staff.device_links import device_token
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.world import World
from tests.people import SINCE

pytestmark = pytest.mark.browser


@pytest.fixture
def place(world: World) -> Desk:
    return Desk.objects.create(unit=world.office.commune, number=1, valid_from=SINCE)


@pytest.fixture
def tablet(desks: Desks, place: Desk) -> Page:
    page = desks.open()
    page.goto(f"/danh-gia-tai-quay/{device_token('tablet', place.pk)}/")
    expect(page.locator(".tablet--rest")).to_be_visible()
    return page


def serve(world: World, place: Desk) -> None:
    """A number is called to the desk."""
    queue.issue(unit=place.unit, service="receive", at=timezone.now())
    queue.call_next(desk=place, by=world.people["hoa"], at=timezone.now())


def test_the_clerk_ends_the_service_and_the_tablet_asks(
    desks: Desks, world: World, place: Desk, tablet: Page
) -> None:
    serve(world, place)
    clerk = desks.open(world.people["hoa"])
    clerk.goto("/mot-cua/hang-doi/quay/")
    clerk.select_option("[name=desk]", str(place.pk))
    clerk.click("main button.btn-primary")
    clerk.wait_for_url("**/mot-cua/hang-doi/")
    expect(tablet.locator(".tablet-number")).to_contain_text("001")

    clerk.keyboard.press("Alt+x")
    expect(tablet.locator(".tablet--ask")).to_be_visible()
    expect(tablet.locator(".tablet-who")).to_contain_text("Trần Thị Hoa")
    assert faults(tablet) == []

    tablet.set_viewport_size({"width": 1280, "height": 800})
    tablet.get_by_role("button", name="Không hài lòng", exact=True).click()
    expect(tablet.locator(".tablet--why")).to_be_visible()
    expect(tablet.get_by_role("button", name="Gửi")).to_be_in_viewport(ratio=1)
    expect(tablet.get_by_role("button", name="Bỏ qua")).to_be_in_viewport(ratio=1)
    assert faults(tablet) == []
    tablet.get_by_label("Phải chờ lâu").check()
    tablet.get_by_role("button", name="Gửi").click()
    expect(tablet.locator(".tablet--thanks")).to_be_visible()
    assert DeskVote.objects.get().reason == "waited|"


def test_a_lost_line_leaves_the_question_and_the_touch_can_be_repeated(
    desks: Desks, world: World, place: Desk, tablet: Page
) -> None:
    serve(world, place)
    queue.finish(desk=place, by=world.people["hoa"], at=timezone.now())
    expect(tablet.locator(".tablet--ask")).to_be_visible()

    tablet.context.set_offline(True)
    tablet.get_by_role("button", name="Rất hài lòng").click()
    expect(tablet.locator("[data-tablet-fault]")).not_to_be_empty()
    expect(tablet.locator(".tablet--ask")).to_be_visible()
    tablet.context.set_offline(False)
    tablet.get_by_role("button", name="Rất hài lòng").click()

    expect(tablet.locator(".tablet--thanks")).to_be_visible()
    assert DeskVote.objects.get().level == 5
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in desks.complaints())


def test_the_question_fits_a_telephone(desks: Desks, world: World, place: Desk) -> None:
    serve(world, place)
    queue.finish(desk=place, by=world.people["hoa"], at=timezone.now())
    page = desks.open(screen=PHONE)

    page.goto(f"/danh-gia-tai-quay/{device_token('tablet', place.pk)}/")

    expect(page.locator(".tablet-face")).to_have_count(5)
    assert faults(page) == []
