"""The intake page: faults at their fields, known people offered, another procedure, sheets put aside."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.models import Dossier, IntakeDraft
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.checks import faults
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import fill_in_applicant, press
from tests.browser.typist import SCRIPTS_RUN, filled, looked_up, printed
from tests.people import MakeDossier

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_the_guidance_slip_is_printed_and_the_sheet_stays(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    filled(page, version)
    page.keyboard.press("Alt+h")
    assert printed(page) == [reverse("dossiers:counter_guidance")]
    expect(page.locator("[name=applicant_name]")).to_have_value("Nguyễn Thị Lan")
    assert not Dossier.objects.exists()


def test_faults_come_together_at_their_fields(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    page.wait_for_function(SCRIPTS_RUN)
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
    page.wait_for_function(SCRIPTS_RUN)
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
    page.wait_for_function(SCRIPTS_RUN)
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


def test_the_paper_of_this_pcs_printer_is_remembered(desks: Desks, hoa: User, version: ProcedureVersion) -> None:
    page = desks.open(hoa)
    filled(page, version)
    page.keyboard.press("F8")
    printed(page)
    with page.expect_response("**/*.pdf?kho=80mm") as roll:
        page.locator("[data-paper-size]").select_option("80mm")
    assert page.request.get(roll.value.url).body().startswith(b"%PDF-")
    page.reload()
    filled(page, version)
    with page.expect_response("**/*.pdf?kho=80mm"):
        page.keyboard.press("F9")
