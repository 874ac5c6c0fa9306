"""A broken line, an ended session, a scan that does not arrive: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Route, expect

from dossiers.models import Dossier
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.conftest import Desks
from tests.browser.hands import a_file, cut_off, press, say
from tests.browser.typist import KEPT, filled
from tests.browser.world import add_app_and_codes
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_a_line_cut_in_the_middle_of_a_save_makes_one_dossier(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    cut: list[str] = []

    def answer_is_lost(route: Route) -> None:
        if cut:
            route.continue_()
            return
        cut.append(route.fetch().text())  # the office has it, the counter never hears of it
        route.abort("connectionfailed")

    page.route("**/api/v1/dossiers/", answer_is_lost)  # before the page opens, see `cut_off`
    filled(page, version)
    page.keyboard.press("F8")
    expect(page.locator("#intake-notices")).to_contain_text(say("Send now"))
    kept = json.loads(page.evaluate("() => sessionStorage.getItem('counter.intake')"))
    assert kept["content"]["applicant_name"] == "Nguyễn Thị Lan"
    expect(page.locator(".fresh")).to_be_visible()  # it tries again by itself
    assert Dossier.objects.count() == 1
    assert page.evaluate(KEPT) == []
    assert [text for text in desks.complaints() if "ERR_CONNECTION_FAILED" not in text] == []


def test_what_was_typed_outlives_a_reload_while_the_line_is_down(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    cut_off(page, "**/api/v1/dossiers/")
    filled(page, version)
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


def test_a_second_factor_is_asked_for_beside_the_sheet(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    add_app_and_codes(hoa)
    codes = RecoveryCodes(Authenticator.objects.get(user=hoa, type=Authenticator.Type.RECOVERY_CODES))
    page = desks.open(hoa)
    filled(page, version)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("F8")
    with page.context.expect_page() as window:
        press(page, "Sign in again")
    beside = window.value
    beside.locator("[name=login]").fill("hoa")
    beside.locator("[name=password]").fill(PASSWORD)
    beside.locator("[name=password]").press("Enter")
    beside.locator("[name=code]").fill(codes.get_unused_codes()[0])
    beside.locator("[name=code]").press("Enter")
    expect(page.locator(".fresh")).to_be_visible()
    assert Dossier.objects.count() == 1


# Cut off in the page itself: a request held back by the browser's driver may lose its file at the next try.
_LOSE_ONE_UPLOAD = """() => {
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    if (!(body instanceof FormData)) return send.call(this, body);
    XMLHttpRequest.prototype.send = send;
    this.dispatchEvent(new ProgressEvent("loadend"));
  };
}"""


def test_scans_follow_the_reception_and_are_sent_again_when_they_fail(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    filled(page, version)
    page.locator(".paper-grid__more summary").first.click()
    page.locator("[data-scan-file]").first.set_input_files([a_file("to-khai.pdf")])
    page.evaluate(_LOSE_ONE_UPLOAD)
    page.keyboard.press("F9")
    page.get_by_role("button", name=say("Send the scan again")).click()
    expect(page.locator("[data-uploads]")).to_contain_text(say("Scan is kept"))
    attachment = Dossier.objects.get().attachments.get()
    assert (attachment.name, attachment.required_document) == ("to-khai.pdf", version.documents.get(position=1))
    assert [text for text in desks.complaints() if "ERR_CONNECTION_FAILED" not in text] == []


def test_a_procedure_chosen_while_the_line_is_down_comes_when_it_is_back(
    desks: Desks, hoa: User, version: ProcedureVersion, same_day_version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    wanted = reverse("dossiers:counter_intake", args=[same_day_version.procedure.code])
    cut_off(page, f"**{wanted}*")
    filled(page, version)
    page.keyboard.press("Alt+t")
    page.keyboard.type("khai sinh")
    expect(page.locator("#choices a.choice")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#intake-notices")).to_contain_text(say("Send now"))
    page.unroute(f"**{wanted}*")
    page.wait_for_url(f"**{wanted}")
    expect(page.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Lan")
    assert page.evaluate(KEPT) == []
    assert [text for text in desks.complaints() if "ERR_CONNECTION_FAILED" not in text] == []
