"""Five intakes without a mouse, counted in keys and seconds.

``pytest tests/browser/test_counter_keys.py -o log_cli=true -o log_cli_level=INFO`` tells the figures.
"""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.models import Dossier
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import Desks
from tests.browser.typist import KEPT, SCRIPTS_RUN, Typist, counter, new_sheet, printed
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

log = logging.getLogger(__name__)

MOST_KEYS, MOST_SECONDS = 25, 20


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
    assert page.evaluate(KEPT) == []
    assert faults(page) == []


def test_an_online_dossier_is_accepted(desks: Desks, world: World) -> None:
    dossier = world.dossiers["submitted"]
    page = counter(desks, world.people["hoa"])
    typist = Typist(page)
    typist.press("Alt+2")
    page.wait_for_url("**tab=online*")
    page.wait_for_function(SCRIPTS_RUN)
    typist.press("j")
    expect(page.get_by_role("link", name=dossier.shown_code)).to_be_focused()
    typist.press("Enter")
    page.wait_for_url(f"**{reverse('dossiers:counter_dossier', args=[dossier.shown_code])}*")
    page.wait_for_function(SCRIPTS_RUN)
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
    page.wait_for_url(f"**{reverse('dossiers:return_result', args=[dossier.shown_code])}?shown=receipt")
    page.wait_for_function(SCRIPTS_RUN)
    typist.press("F8")
    expect(page.locator("[data-open-paper]")).to_be_visible()
    log.info(typist.says("return of a result"))
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert typist.keys < MOST_KEYS
    assert typist.seconds < MOST_SECONDS
