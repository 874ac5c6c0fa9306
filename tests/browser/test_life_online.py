"""The whole life of an online dossier through the pages: Lan files, Hoa receives, Minh proposes, Hải signs."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.models import Dossier
from dossiers.workflow import State
from feedback.models import Rating
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import (
    a_file,
    act,
    agree,
    attach,
    find_and_start,
    give_rating,
    open_act,
    open_from_list,
    press,
    say,
    title,
)

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def lan_files(desks: Desks, lan: User, version: ProcedureVersion) -> Dossier:
    """By search without marks, in two sittings, on a phone."""
    page = desks.open(lan, screen=PHONE)
    find_and_start(page, version, "tinh trang hon nhan")
    page.locator("[name=request]").fill("Xác nhận để đăng ký kết hôn")
    attach(page, version, a_file("to-khai.pdf"))
    press(page, "Save as draft")
    expect(
        page.get_by_text(say("The draft is saved. You can come back to it under “My dossiers”."))
    ).to_be_visible()
    draft = Dossier.objects.get()

    page.goto(reverse("dossiers:mine"))
    page.locator("main").get_by_role("link", name=version.name).or_(
        page.locator(f"main a[href*='{draft.reference}']")
    ).first.click()
    expect(page.locator("[name=request]")).to_have_value("Xác nhận để đăng ký kết hôn")
    expect(page.get_by_role("link", name="to-khai.pdf")).to_be_visible()
    press(page, "Submit")
    expect(title(page)).to_have_text(draft.reference)
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    return draft


def hoa_receives(desks: Desks, hoa: User, dossier: Dossier) -> str:
    """From the work list; the receipt is printed by itself and is a PDF. Returns the official code."""
    page = desks.open(hoa)
    open_from_list(page, "counter", dossier.reference)
    act(page, "receive")
    address = page.locator("[data-open-paper]").get_attribute("href") or ""
    page.wait_for_function("() => window.printed?.length")
    assert page.evaluate("() => window.printed") == [address]
    paper = page.request.get(address)
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")
    dossier.refresh_from_db()
    act(page, "forward")
    expect(page.locator("main")).to_contain_text(
        say("Dossier %(code)s was handed over for processing.", code=dossier.shown_code)
    )
    return dossier.shown_code


def minh_proposes(desks: Desks, minh: User, code: str) -> None:
    page = desks.open(minh)
    open_from_list(page, "specialist", code, tab="untaken")
    act(page, "take")
    form = open_act(page, "propose")
    form.locator("[name=outcome][value=granted]").check()
    form.locator("[name=text]").fill("Đủ điều kiện, đề nghị cấp giấy xác nhận.")
    form.locator("[name=files]").set_input_files(a_file("giay-xac-nhan.pdf"))
    form.locator("button").click()
    page.wait_for_url(f"**{reverse('dossiers:specialist')}")


def hai_signs(desks: Desks, hai: User, code: str) -> None:
    page = desks.open(hai)
    open_from_list(page, "leader", code)
    expect(page.locator("main")).to_contain_text("Đủ điều kiện, đề nghị cấp giấy xác nhận.")
    act(page, "sign")
    agree(page)
    page.wait_for_url(f"**{reverse('dossiers:leader')}")


def test_an_online_dossier_from_the_search_to_the_rating(
    desks: Desks, lan: User, hoa: User, minh: User, hai: User, version: ProcedureVersion
) -> None:
    dossier = lan_files(desks, lan, version)
    code = hoa_receives(desks, hoa, dossier)
    minh_proposes(desks, minh, code)
    hai_signs(desks, hai, code)

    counter = desks.open(hoa)
    counter.goto(reverse("dossiers:counter_dossier", args=[code]))
    counter.locator(f"a[href='{reverse('dossiers:return_result', args=[code])}']").click()
    counter.locator("[name=proof][value=receipt]").check()
    counter.locator("button[form=return]").click()
    expect(counter.locator("[data-open-paper]")).to_be_visible()

    at_home = desks.open(lan, screen=PHONE)
    at_home.goto(reverse("dossiers:status", args=[dossier.reference]))
    expect(at_home.get_by_role("link", name="giay-xac-nhan.pdf")).to_be_visible()
    rating = at_home.get_by_role("link", name=say("Rate the service"))
    address = rating.get_attribute("href") or ""
    somebody = desks.open(screen=PHONE)
    somebody.goto(address)  # opened before Lan has answered, sent after
    rating.click()
    give_rating(at_home, level=5, comment="Cán bộ hướng dẫn rõ ràng.")
    expect(title(at_home)).to_have_text(say("Thank you"))

    give_rating(somebody, level=1)
    expect(title(somebody)).to_have_text(say("Already rated"))
    assert Rating.objects.get().attitude == 5
