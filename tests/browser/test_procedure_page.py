"""The page of a procedure on a phone: found, read, understood, and the form in hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import say
from tests.browser.procedure_world import closed_procedure, full_procedure
from tests.people import Office

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_term_is_explained_in_its_place_by_keyboard(desks: Desks, office: Office, scripts: bool) -> None:
    page = desks.open(screen=PHONE, scripts=scripts)
    page.goto(f"/thu-tuc/{full_procedure()}/")
    meaning = page.get_by_text("Giao cho người khác làm thay mình.")
    expect(meaning).to_be_hidden()

    term = page.get_by_role("button", name="ủy quyền", exact=True)
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")

    expect(meaning).to_be_hidden()
    expect(term).to_be_focused()


def test_an_open_explanation_has_no_fault(desks: Desks, office: Office) -> None:
    page = desks.open(screen=PHONE)
    page.goto(f"/thu-tuc/{full_procedure()}/")
    page.get_by_role("button", name="ủy quyền", exact=True).click()
    assert faults(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_jump_list_leads_to_the_fees_and_the_form_is_loaded(
    desks: Desks, office: Office, scripts: bool
) -> None:
    page = desks.open(screen=PHONE, scripts=scripts)
    page.goto(f"/thu-tuc/{full_procedure()}/")

    page.get_by_role("navigation", name=say("On this page")).get_by_role(
        "link", name=say("Fee and charge")
    ).click()
    expect(page.locator("#phi")).to_be_in_viewport()
    expect(page.locator(".fee-table")).to_contain_text("8.000 đồng/bản")
    expect(page.locator(".fee-table")).not_to_contain_text("10.000 đồng/bản")

    with page.expect_download() as loaded:
        page.locator("#bieu-mau .form-link").click()
    assert loaded.value.suggested_filename == "Tờ khai.pdf"


def test_on_paper_the_promise_stands_beside_the_code(desks: Desks, office: Office) -> None:
    page = desks.open(screen={"width": 688, "height": 1000})
    page.goto(f"/thu-tuc/{full_procedure()}/")
    page.emulate_media(media="print")
    code, promise = page.locator(".page-code").bounding_box(), page.locator(".promise").bounding_box()
    assert code is not None
    assert promise is not None
    assert promise["x"] + promise["width"] <= code["x"] or promise["y"] >= code["y"] + code["height"]
    expect(page.locator(".promise .more")).to_be_hidden()


def test_an_old_day_is_found_from_the_list_of_versions(desks: Desks, office: Office) -> None:
    page = desks.open(scripts=False)
    page.goto(f"/thu-tuc/{full_procedure()}/")
    page.get_by_role("link", name=say("What changed, and earlier versions")).click()
    page.get_by_label(say("How it was posted on")).fill("2023-03-01")
    page.get_by_role("button", name=say("Show"), exact=True).click()
    expect(page.locator(".notice--care")).to_contain_text("01/03/2023")
    page.get_by_role("link", name=say("See what holds today")).click()
    expect(page.locator(".promise__when").first).to_be_visible()


def test_a_phone_that_can_pass_a_page_on_is_asked_to(desks: Desks, office: Office) -> None:
    page = desks.open(screen=PHONE)
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(f"/thu-tuc/{full_procedure()}/?ngay=2023-03-01")
    page.get_by_role("button", name=say("Share")).click()
    shared = page.evaluate("window.shared")
    assert shared["title"] == "Đăng ký khai sinh"
    assert shared["url"].endswith(f"/thu-tuc/{full_procedure()}/")


def test_a_closed_procedure_leads_to_the_one_that_replaced_it(desks: Desks, office: Office) -> None:
    page = desks.open(screen=PHONE, scripts=False)
    page.goto(f"/thu-tuc/{closed_procedure()}/")
    page.locator(".notice--care").get_by_role("link", name="Đăng ký khai sinh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
