"""Money at the counter, by keyboard: a shift is opened, a fee taken, the till counted, the shift handed on."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.charge_lines import ChargeLine
from dossiers.models import FeeReceipt, Shift
from dossiers.services import charging
from procedures.models import Fee, FeeKind, ProcedureVersion
from staff.models import User
from tests.browser.conftest import Desks
from tests.browser.hands import say
from tests.people import MakeDossier, moment

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def test_a_shift_from_opening_to_acceptance(
    desks: Desks, received: MakeDossier, version: ProcedureVersion, hoa: User, hai: User
) -> None:
    fee = Fee.objects.create(version=version, kind=FeeKind.CHARGE, amount=8000, per="bản")
    dossier = received("2023-08-29 09:00")
    at = moment("2023-08-29 09:00")
    charging.enter(dossier=dossier, lines=[ChargeLine(fee.pk, quantity=2)], by=hoa, at=at)
    page = desks.open(hoa)

    page.goto(reverse("dossiers:shift"))
    page.locator("#id_opening_cash").fill("100.000")
    page.keyboard.press("F8")
    expect(page.get_by_role("link", name=say("Count and close the shift"))).to_be_visible()

    page.goto(reverse("dossiers:dossier_fees", args=[dossier.shown_code]))
    page.locator("[data-cash-given]").fill("50.000")
    expect(page.locator("[data-change]")).to_have_text("34.000 đồng")
    page.keyboard.press("F8")
    expect(page.locator(".fresh")).to_contain_text("BL-000001/2023")
    page.wait_for_function("() => window.printed?.length")
    assert page.evaluate("() => window.printed") == [f"/mot-cua/bien-lai/{FeeReceipt.objects.get().pk}.pdf"]

    page.goto(reverse("dossiers:close_shift"))
    page.locator("[name=note_100000]").fill("1")
    page.locator("[name=note_10000]").fill("1")
    expect(page.locator("[data-till-gap]")).to_have_text(f"6.000 đồng {say('missing')}")
    page.locator("[name=note_2000]").fill("3")
    expect(page.locator("[data-till-gap]")).to_have_text(say("none"))
    page.keyboard.press("F8")
    page.get_by_role("dialog").get_by_role("button", name=say("Close the shift")).press("Enter")
    expect(page.locator("#cash")).to_be_visible()
    sheet = page.request.get(reverse("dossiers:shift_pdf", args=[Shift.objects.get().pk]))
    assert sheet.body().startswith(b"%PDF-")

    leader = desks.open(hai)
    leader.goto(reverse("dossiers:shift"))
    leader.locator("tbody a").click()
    leader.wait_for_url("**/ca/*/")
    leader.keyboard.press("F8")
    expect(leader.locator("#signed ~ .facts")).to_contain_text("Phạm Văn Hải")
