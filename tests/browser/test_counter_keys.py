"""Five intakes without a mouse, counted in keys and seconds; a broken line and an ended session lose nothing.

``pytest tests/browser/test_counter_keys.py -o log_cli=true -o log_cli_level=INFO`` tells the figures.
"""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from dossiers.models import Dossier, IntakeDraft
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import fill_in_applicant, press, say
from tests.browser.typist import Typist
from tests.browser.world import World
from tests.dossiers.scanned import CARD
from tests.people import PASSWORD, MakeDossier

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

log = logging.getLogger(__name__)

MOST_KEYS, MOST_SECONDS = 25, 20
_KEPT = "() => Object.keys(sessionStorage).filter((name) => name.startsWith('counter.'))"
_SCRIPTS_RUN = "() => document.querySelector('[data-key=F4]')?.hasAttribute('aria-keyshortcuts')"


def counter(desks: Desks, person: User) -> Page:
    """The work list of the counter, where the clerk's day begins."""
    page = desks.open(person)
    page.goto(reverse("dossiers:counter"))
    page.wait_for_function(_SCRIPTS_RUN)
    return page


def new_sheet(typist: Typist, words: str, name: str) -> None:
    """F4, a card, a few letters of the procedure."""
    page = typist.page
    typist.press("F4")
    page.wait_for_url(f"**{reverse('dossiers:counter_pick')}")
    page.wait_for_function(_SCRIPTS_RUN)
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


def test_a_birth_is_received_from_a_scanned_card(
    desks: Desks, hoa: User, same_day_version: ProcedureVersion
) -> None:
    page = counter(desks, hoa)
    typist = Typist(page)
    new_sheet(typist, "khai s", "Đăng ký khai sinh")
    typist.press("F7", "F8")
    expect(page.locator(".fresh")).to_contain_text("H25.12.02-230829-0001")
    paths = printed(page)
    log.info(typist.says("walk-in birth registration by scanned card"))
    dossier = Dossier.objects.get()
    assert dossier.state == State.RECEIVED
    assert (dossier.identity_number, dossier.applicant_name) == ("035085001234", "Nguyễn Văn An")
    assert paths == [reverse("dossiers:document", args=[dossier.issued_documents.get().pk])]
    assert typist.keys < MOST_KEYS
    assert typist.seconds < MOST_SECONDS


def test_the_next_one_begins_in_the_scan_box_and_nothing_of_the_last_remains(
    desks: Desks, hoa: User, same_day_version: ProcedureVersion
) -> None:
    page = counter(desks, hoa)
    typist = Typist(page)
    new_sheet(typist, "khai s", "Đăng ký khai sinh")
    typist.press("F7", "F9")
    expect(page.locator("#intake-done")).to_contain_text("H25.12.02-230829-0001")
    expect(page.locator("[data-scan-field]")).to_be_focused()
    printed(page)
    left = page.evaluate(
        "() => [...document.querySelectorAll('#intake input')].map((each) => each.value).join(' ')"
    )
    assert "Nguyễn Văn An" not in page.content() + left
    assert "035085001234" not in page.content() + left
    assert page.evaluate(_KEPT) == []
    assert faults(page) == []


def test_an_online_dossier_is_accepted(desks: Desks, world: World) -> None:
    dossier = world.dossiers["submitted"]
    page = counter(desks, world.people["hoa"])
    typist = Typist(page)
    typist.scan(dossier.shown_code)
    page.wait_for_url(f"**{reverse('dossiers:counter_dossier', args=[dossier.shown_code])}")
    page.wait_for_function(_SCRIPTS_RUN)
    typist.press("Alt+1")
    expect(page.locator(".fresh")).to_be_visible()
    log.info(typist.says("online acceptance"))
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert typist.keys < MOST_KEYS
    assert typist.seconds < MOST_SECONDS


def test_a_supplement_is_asked_for(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = counter(desks, hoa)
    typist = Typist(page)
    new_sheet(typist, "hon nh", version.name)
    page.locator("[data-paper]").first.focus()
    typist.press("3")
    expect(page.locator("[data-paper]").last).to_be_checked()
    typist.press("Alt+b")
    reason = page.locator("[name=asking_reason]")
    expect(reason).to_be_focused()
    expect(page.locator("[name=items]")).to_have_value("Tờ khai theo mẫu")
    typist.type("Thiếu tờ khai.")
    typist.press("Alt+b")
    expect(page.locator("[data-open-paper]")).to_be_visible()
    log.info(typist.says("supplement"))
    dossier = Dossier.objects.get()
    assert dossier.state == State.SUPPLEMENT
    assert dossier.supplement_requests.get().items == ["Tờ khai theo mẫu"]
    assert typist.seconds < MOST_SECONDS


def test_a_refusal_is_issued(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = counter(desks, hoa)
    typist = Typist(page)
    new_sheet(typist, "hon nh", version.name)
    typist.press("Alt+k")
    expect(page.locator("[name=refusal]")).to_be_focused()
    typist.type("Không thuộc thẩm quyền.")
    typist.press("Alt+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    typist.press("Tab", "Enter")
    expect(page.locator("[data-open-paper]")).to_be_visible()
    log.info(typist.says("refusal"))
    assert Dossier.objects.get().state == State.REFUSED
    assert typist.seconds < MOST_SECONDS


def test_a_result_is_returned(desks: Desks, world: World) -> None:
    dossier = world.dossiers["resolved"]
    page = counter(desks, world.people["hoa"])
    typist = Typist(page)
    typist.scan(dossier.shown_code)
    page.wait_for_url(f"**{reverse('dossiers:return_result', args=[dossier.shown_code])}")
    page.wait_for_function(_SCRIPTS_RUN)
    typist.press("F8")
    expect(page.locator("[data-open-paper]")).to_be_visible()
    log.info(typist.says("return of a result"))
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert typist.keys < MOST_KEYS
    assert typist.seconds < MOST_SECONDS


def looked_up(page: Page) -> None:
    """Who came before has been asked for and answered."""
    expect(page.locator("#person-card")).to_have_attribute("aria-busy", "false")


def filled(page: Page, version: ProcedureVersion) -> None:
    """A sheet ready to be received."""
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    page.wait_for_function(_SCRIPTS_RUN)
    fill_in_applicant(page)
    page.keyboard.press("F7")
    looked_up(page)


def test_a_line_cut_in_the_middle_of_a_save_makes_one_dossier(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    filled(page, version)
    cut: list[str] = []

    def answer_is_lost(route: Route) -> None:
        if cut:
            route.continue_()
            return
        cut.append(route.fetch().text())  # the office has it, the counter never hears of it
        route.abort("connectionfailed")

    page.route("**/api/v1/dossiers/", answer_is_lost)
    page.keyboard.press("F8")
    expect(page.locator("#intake-notices")).to_contain_text(say("Send now"))
    kept = json.loads(page.evaluate("() => sessionStorage.getItem('counter.intake')"))
    assert kept["content"]["applicant_name"] == "Nguyễn Thị Lan"
    expect(page.locator(".fresh")).to_be_visible()  # it tries again by itself
    assert Dossier.objects.count() == 1
    assert page.evaluate(_KEPT) == []
    assert [text for text in desks.complaints() if "ERR_CONNECTION_FAILED" not in text] == []


def test_what_was_typed_outlives_a_reload_while_the_line_is_down(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    filled(page, version)
    page.route("**/api/v1/dossiers/", lambda route: route.abort("connectionfailed"))
    page.keyboard.press("F8")
    expect(page.locator("#intake-notices")).to_contain_text(say("Send now"))
    page.unroute("**/api/v1/dossiers/")
    page.goto(reverse("dossiers:counter_pick"))
    expect(page.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Lan")
    expect(page.locator("[data-paper]").first).to_be_checked()
    page.keyboard.press("F8")
    expect(page.locator(".fresh")).to_be_visible()
    assert Dossier.objects.count() == 1
    assert [text for text in desks.complaints() if "ERR_CONNECTION_FAILED" not in text] == []


def test_an_ended_session_signs_in_again_beside_the_sheet(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    filled(page, version)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("F8")
    expect(page.get_by_role("button", name=say("Sign in again"))).to_be_focused()
    with page.context.expect_page() as window:
        page.keyboard.press("Enter")
    beside = window.value
    beside.locator("[name=login]").fill("hoa")
    beside.locator("[name=password]").fill(PASSWORD)
    beside.locator("[name=password]").press("Enter")
    expect(page.locator(".fresh")).to_be_visible()
    assert beside.is_closed() or not beside.wait_for_event("close")
    assert Dossier.objects.get().applicant_name == "Nguyễn Thị Lan"


def test_faults_come_together_at_their_fields(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    page.wait_for_function(_SCRIPTS_RUN)
    page.locator("[name=applicant_name]").fill("Nguyễn Thị Lan")
    page.locator("[name=identity_number]").fill("035")
    page.keyboard.press("F8")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.locator("a[href='#id_phone']").click()
    expect(page.locator("[name=phone]")).to_be_focused()
    expect(page.locator("[name=identity_number]")).to_have_value("035")
    assert faults(page) == []


def test_earlier_data_are_offered_and_filled_in_only_when_asked(
    desks: Desks, hoa: User, received: MakeDossier, same_day_version: ProcedureVersion
) -> None:
    earlier = received("2023-08-29 08:00")
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[same_day_version.procedure.code]))
    page.wait_for_function(_SCRIPTS_RUN)
    page.locator("[name=identity_number]").fill(earlier.identity_number)
    page.keyboard.press("Tab")
    card = page.locator("#person-card")
    expect(card).to_contain_text(earlier.applicant_name)
    expect(card.get_by_role("link", name=earlier.code or "")).to_be_visible()
    expect(page.locator("[name=applicant_name]")).to_have_value("")
    assert faults(page) == []
    page.keyboard.press("Alt+u")
    expect(page.locator("[name=applicant_name]")).to_have_value(earlier.applicant_name)
    expect(page.locator("[name=phone]")).to_have_value(earlier.phone)
    looked_up(page)


def test_another_procedure_keeps_the_person(
    desks: Desks, hoa: User, version: ProcedureVersion, same_day_version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    page.wait_for_function(_SCRIPTS_RUN)
    fill_in_applicant(page)
    page.keyboard.press("Alt+t")
    looked_up(page)
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('dossiers:counter_intake', args=[same_day_version.procedure.code])}")
    expect(page.locator("#promise")).to_contain_text("17 giờ 00 phút")
    expect(page.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Lan")


def test_a_sheet_is_put_aside(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = desks.open(hoa)
    filled(page, version)
    page.keyboard.press("Alt+l")
    expect(page.locator("#intake-notices")).to_contain_text(re.compile("."))
    expect(page.locator("[name=applicant_name]")).to_have_value("")
    assert IntakeDraft.objects.get().applicant_name == "Nguyễn Thị Lan"
    assert not Dossier.objects.exists()


def test_the_sheet_fits_a_phone(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = desks.open(hoa, screen=PHONE)
    filled(page, version)
    press(page, "Receive, print, next")
    expect(page.locator("#intake-done")).to_be_visible()
    assert faults(page) == []
