"""An original and its dossier pass through the office: kept, handed over by scan, confirmed, returned."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.models import Collection, Dossier, HandoverSlip, KeptOriginal
from dossiers.workflow import State
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import press, say
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def _sign(page: Page) -> None:
    """A zigzag in the frame, as a finger draws it."""
    page.wait_for_load_state()  # the frame listens
    frame = page.locator(".pad__sheet")
    # clear of the bar at the foot, as somebody would scroll who wants to sign there
    frame.evaluate("(sheet) => sheet.scrollIntoView({block: 'center'})")
    box = frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 20 + 25 * step, box["y"] + (70 if step % 2 else 20))
    page.mouse.up()
    expect(page.locator("[name=signature]")).not_to_have_value("")


def test_an_original_is_kept_and_moved(desks: Desks, world: World) -> None:
    dossier = world.dossiers["received"]
    page = desks.open(world.people["hoa"])
    page.goto(reverse("dossiers:counter_dossier", args=[dossier.shown_code]))
    page.get_by_role("link", name=say("Keep an original")).click()
    page.locator("[name=name]").fill("Sổ đỏ")
    page.locator("[name=shelf]").fill("a-7")
    press(page, "Put on the shelf")
    expect(page.locator(".held")).to_contain_text("A-7")
    page.locator("[name$=place]").first.fill("C-2")
    press(page, "Move to another shelf")
    expect(page.locator(".held")).to_contain_text("C-2")
    assert faults(page) == []


def test_dossiers_are_scanned_onto_a_slip_and_confirmed(desks: Desks, world: World) -> None:
    dossier = world.dossiers["received"]
    counter = desks.open(world.people["hoa"])
    counter.goto(reverse("dossiers:counter_handover"))
    counter.locator("#scan-code").fill(dossier.shown_code)
    counter.locator("#scan-code").press("Enter")
    expect(counter.locator("input[name=chosen]:checked")).to_have_count(1)
    counter.wait_for_load_state()  # the keys are there
    counter.keyboard.press("F8")
    expect(counter.get_by_role("link", name=say("Print the slip"))).to_be_visible()
    counter.wait_for_function("() => window.printed?.length")
    slip = HandoverSlip.objects.latest("pk")
    assert counter.evaluate("() => window.printed") == [reverse("dossiers:slip_pdf", args=[slip.pk])]
    assert faults(counter) == []

    desk = desks.open(world.people["minh"], screen=PHONE)
    desk.goto(reverse("dossiers:desk_handover") + "?tab=confirm")
    desk.get_by_role("link", name=str(slip)).click()
    _sign(desk)
    desk.get_by_role("button", name=say("Confirm the reception")).click()
    expect(desk.get_by_role("link", name=say("Signed on the screen"))).to_be_visible()
    slip.refresh_from_db()
    assert slip.received_by == world.people["minh"].official


def test_a_result_goes_out_with_its_original_under_one_signature(desks: Desks, world: World) -> None:
    dossier = world.dossiers["resolved"]
    page = desks.open(world.people["hoa"])
    page.goto(reverse("dossiers:counter_dossier", args=[dossier.shown_code]))
    page.locator(f"a[href='{reverse('dossiers:return_result', args=[dossier.shown_code])}']").click()
    expect(page.locator(".held")).to_contain_text("A-12")
    page.wait_for_load_state()
    page.keyboard.press("3")
    expect(page.locator("[name=collected_by]")).to_be_focused()
    page.keyboard.type("Trần Văn Bình")
    page.locator("[name=authorisation]").fill("Giấy ủy quyền ngày 28/8/2023")
    _sign(page)
    page.keyboard.press("F8")
    expect(page.get_by_role("link", name=say("Signed on the screen"))).to_be_visible()
    page.wait_for_function("() => window.printed?.length")
    assert faults(page) == []

    assert Dossier.objects.get(pk=dossier.pk).state == State.RETURNED
    collection = Collection.objects.get(dossier=dossier)
    assert (collection.proof, collection.name) == ("authorised", "Trần Văn Bình")
    assert KeptOriginal.objects.get(dossier=dossier).signature == collection.signature


_SCAN = "(scan) => document.dispatchEvent(new CustomEvent('counter:scan', {detail: scan, cancelable: true}))"


def test_a_scanned_card_says_who_came(desks: Desks, world: World) -> None:
    dossier = world.dossiers["resolved"]
    address = reverse("dossiers:return_result", args=[dossier.shown_code])
    page = desks.open(world.people["hoa"])
    page.goto(address)
    page.wait_for_load_state()
    own = {"kind": "card", "card": {"number": dossier.identity_number, "name": dossier.applicant_name}}
    assert page.evaluate(_SCAN, own) is False  # taken by the page
    expect(page.locator("[name=proof][value=identity]")).to_be_checked()
    expect(page.locator("[name=identity_number]")).to_have_value(dossier.identity_number)

    page.evaluate(_SCAN, {"kind": "card", "card": {"number": "035099000001", "name": "Trần Văn Bình"}})
    expect(page.locator("[name=proof][value=authorised]")).to_be_checked()
    expect(page.locator("[name=collected_by]")).to_have_value("Trần Văn Bình")
    expect(page.locator("[name=authorisation]")).to_be_focused()

    page.evaluate(_SCAN, {"kind": "result", "address": address})
    expect(page.locator("[name=proof][value=receipt]")).to_be_checked()


def test_a_cleared_frame_is_no_signature(desks: Desks, world: World) -> None:
    page = desks.open(world.people["hoa"])
    page.goto(reverse("dossiers:return_result", args=[world.dossiers["resolved"].shown_code]))
    _sign(page)
    press(page, "Clear and sign again")
    expect(page.locator("[name=signature]")).to_have_value("")
