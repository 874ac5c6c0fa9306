"""The ready-to-bring card, from the citizen's phone to the sheet of the clerk who scans it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import say
from tests.browser.test_scanning import page_of, scan

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def choose(page: Page, value: str) -> None:
    """Answer the only question of the procedure and go on."""
    page.locator(f"input[type=radio][value={value}]").check()
    page.get_by_role("button", name=say("See what to bring")).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_answers_make_a_list_of_ones_own(desks: Desks, version: ProcedureVersion, scripts: bool) -> None:
    page = desks.open(screen=PHONE, scripts=scripts)
    page.goto(reverse("procedures:detail", args=[version.procedure.code]))
    page.get_by_role("link", name=say("What do I bring?")).click()

    choose(page, "khong")

    expect(page.locator("main .bring-list")).to_have_count(2)
    expect(page.locator("main .bring-list").first).to_contain_text("Tờ khai theo mẫu")
    expect(page.locator("main .bring-list").first).not_to_contain_text("Văn bản ủy quyền")
    expect(page.locator(".promise__when")).to_contain_text("05/09/2023")


def test_the_card_is_scanned_and_the_sheet_knows_the_answers(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    home = desks.open(screen=PHONE)
    home.goto(reverse("dossiers:bring_card", args=[version.procedure.code]))
    choose(home, "co")
    assert faults(home) == []
    on_the_code = home.locator("[data-copy]").get_attribute("data-copy") or ""

    counter = page_of(desks, hoa, reverse("dossiers:counter"))
    scan(counter, on_the_code)

    counter.wait_for_url(f"**{reverse('dossiers:counter_intake', args=[version.procedure.code])}?co=1-2-3&pb=1")
    papers = counter.locator("[data-paper]")
    for position in range(3):
        expect(papers.nth(position)).to_be_checked()
    expect(counter.locator(".paper-grid tr", has_text="Văn bản ủy quyền")).to_contain_text(
        say("applicant: this is my case")
    )
    assert desks.complaints() == []


def test_a_sheet_that_is_open_takes_the_card(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    counter = page_of(desks, hoa, reverse("dossiers:counter_pick"))
    counter.locator("[name=applicant_name]").fill("Nguyễn Thị Lan")

    scan(counter, f"https://motcua.example.vn/thu-tuc/{version.procedure.code}/chuan-bi/?co=1-3&khong=2&pb=1")

    expect(counter.locator(".paper-grid tr", has_text="Văn bản ủy quyền")).to_contain_text(
        say("applicant: does not apply")
    )
    expect(counter.locator("[data-paper]").nth(1)).not_to_be_checked()
    expect(counter.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Lan")
