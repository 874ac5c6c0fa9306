"""From the kiosk to the desk in a real browser: a number is taken, called, announced; two desks never get one."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from dossiers.models import Booking, Ticket
from dossiers.services import queue
from procedures.models import Desk
from staff.device_links import device_token
from staff.models import User
from staff.roles import Role
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.world import World
from tests.people import SINCE, make_official, moment

pytestmark = [pytest.mark.browser, pytest.mark.postgres]
MORNING = moment("2023-08-29 09:00")
#: Counts what the board would have said or chimed.
_COUNT_TONES = """() => {
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...given) { window.tones += 1; return start.apply(this, given); };
}"""


@pytest.fixture
def places(world: World) -> list[Desk]:
    """Two desks of the commune."""
    return [Desk.objects.create(unit=world.office.commune, number=n, valid_from=SINCE) for n in (1, 2)]


def sit_down(desks: Desks, clerk: User, place: Desk, **screen: object) -> Page:
    """A clerk at a computer that stands at this desk."""
    page = desks.open(clerk, **screen)  # type: ignore[arg-type]  # as Desks.open takes it
    page.goto("/mot-cua/hang-doi/quay/")
    page.select_option("[name=desk]", str(place.pk))
    page.click("main button.btn-primary")
    page.wait_for_url("**/mot-cua/hang-doi/")
    return page


def waiting(world: World, number: int) -> None:
    for _ in range(number):
        queue.issue(unit=world.office.commune, service="receive", at=MORNING)


def test_from_the_kiosk_to_the_desk(desks: Desks, world: World, places: list[Desk]) -> None:
    commune = world.office.commune
    board = desks.open()
    board.goto(f"/bang-goi-so/{device_token('board', commune.pk)}/")
    board.evaluate(_COUNT_TONES)
    clerk = sit_down(desks, world.people["hoa"], places[0])

    kiosk = desks.open()
    kiosk.goto(f"/lay-so/{device_token('kiosk', commune.pk)}/")
    kiosk.get_by_role("link", name="Nộp hồ sơ").click()
    kiosk.get_by_role("button", name="Người cao tuổi").click()
    expect(kiosk.locator(".device-number")).to_have_text("001")

    expect(clerk.locator("[data-queue-count]")).to_have_text("1")  # comes by itself
    clerk.keyboard.press("Alt+n")
    expect(clerk.locator(".queue-now__number")).to_have_text("001")
    expect(board.locator(".board-called .board-number")).to_have_text("001")
    board.wait_for_function("() => window.tones === 2")

    clerk.keyboard.press("Alt+r")
    board.wait_for_function("() => window.tones === 4")
    board.reload()
    board.evaluate(_COUNT_TONES)
    board.wait_for_timeout(3500)
    assert board.evaluate("() => window.tones") == 0
    assert faults(board) + faults(clerk) == []

    clerk.keyboard.press("Alt+x")
    expect(clerk.locator(".queue-now__number")).to_have_text("–")
    assert Ticket.objects.get().state == "done"


def test_two_browsers_race_for_one_number(desks: Desks, world: World, places: list[Desk]) -> None:
    oanh = make_official("oanh", "Ngô Thị Oanh", world.office.commune, Role.CLERK)
    waiting(world, 1)
    pages = [sit_down(desks, world.people["hoa"], places[0]), sit_down(desks, oanh, places[1])]

    for page in pages:  # both are sent before either is answered
        page.evaluate("() => { setTimeout(() => document.querySelector('[data-key=\"alt+n\"]').click(), 0); }")

    for page in pages:
        expect(page.locator("[data-queue-count]")).to_have_text("0")
    pages[0].wait_for_timeout(500)
    shown = sorted(page.locator(".queue-now__number").inner_text() for page in pages)
    assert shown == ["001", "–"]
    assert Ticket.objects.get().calls == 1


def test_calling_from_the_bar_leaves_what_is_typed(desks: Desks, world: World, places: list[Desk]) -> None:
    waiting(world, 2)
    clerk = sit_down(desks, world.people["hoa"], places[0])
    clerk.goto("/mot-cua/so-theo-doi/")
    typed = clerk.locator("main input[type=text], main input[type=date]").first
    typed.fill("2023-08-01") if typed.get_attribute("type") == "date" else typed.fill("01/08/2023")
    before = typed.input_value()
    clerk.keyboard.press("Alt+n")
    expect(clerk.locator(".serving-bar__number")).to_have_text("001")
    clerk.keyboard.press("Alt+v")
    expect(clerk.locator(".serving-bar__number")).to_have_text("–")
    assert typed.input_value() == before
    assert faults(clerk) == []


def test_the_queue_on_a_phone_has_no_faults(desks: Desks, world: World, places: list[Desk]) -> None:
    waiting(world, 3)
    clerk = sit_down(desks, world.people["hoa"], places[0], screen=PHONE)
    clerk.get_by_role("button", name="Gọi số tiếp theo").click()
    expect(clerk.locator(".queue-now__number")).to_have_text("001")
    clerk.get_by_role("button", name="Vắng mặt").click()
    expect(clerk.locator("[data-queue-list=absent] tr")).to_have_count(1)
    assert faults(clerk) == []
    clerk.locator("[data-queue-list=absent] button").click()
    expect(clerk.locator(".queue-now__number")).to_have_text("001")


def test_a_booked_time_becomes_a_number(desks: Desks, world: World, places: list[Desk]) -> None:
    citizen = desks.open(screen=PHONE)
    citizen.goto("/dat-lich/?don-vi=13504&ngay=2023-08-29")
    citizen.get_by_label("14:00").check(force=True)
    citizen.get_by_label("Họ và tên").fill("Nguyễn Thị Lan")
    citizen.get_by_label("Điện thoại").fill("0912 345 678")
    citizen.get_by_role("button", name="Đặt lịch hẹn này").click()
    code = citizen.locator(".code").inner_text()
    assert faults(citizen) == []

    kiosk = desks.open()
    kiosk.goto(f"/lay-so/{device_token('kiosk', world.office.commune.pk)}/")
    kiosk.keyboard.type(f"http://portal/dat-lich/{code}/")  # as the scanner at the kiosk types it, into no field
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator(".device-number")).to_have_text("001")
    assert Ticket.objects.get().booking is not None


def test_a_phone_number_is_typed_by_touch_at_the_kiosk(desks: Desks, world: World, places: list[Desk]) -> None:
    at = MORNING + dt.timedelta(hours=5)
    Booking.objects.create(
        unit=world.office.commune,
        slot_at=at,
        place=1,
        name="Nguyễn Thị Lan",
        phone="0912345678",
        created_at=MORNING,
    )
    kiosk = desks.open()
    kiosk.set_viewport_size({"width": 1366, "height": 768})
    kiosk.goto(f"/lay-so/{device_token('kiosk', world.office.commune.pk)}/")
    last = kiosk.get_by_role("button", name="Xóa chữ số vừa nhập")
    expect(last).to_be_in_viewport(ratio=1)
    box = last.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 60

    for digit in "09123456789":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    last.click()
    expect(kiosk.locator("#booking")).to_be_focused()
    assert faults(kiosk) == []
    kiosk.get_by_role("button", name="Lấy số", exact=True).click()

    expect(kiosk.locator(".device-number")).to_have_text("001")
    assert Ticket.objects.get().booking is not None
