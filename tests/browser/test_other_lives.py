"""Other lives, seen from both sides: a birth at the counter, a supplement, a refusal, a withdrawal."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dossiers.models import Dossier
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import User
from tests.browser.conftest import PHONE, Desks
from tests.browser.hands import a_file, act, agree, fill_in_applicant, open_act, press, say, title
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.postgres]


def state_of(dossier: Dossier) -> State:
    dossier.refresh_from_db()
    return State(dossier.state)


def test_a_birth_is_registered_the_same_day(desks: Desks, hoa: User, same_day_version: ProcedureVersion) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter"))
    page.get_by_role("link", name=say("New dossier")).click()
    page.locator("#pick-q").fill("khai sinh")
    page.locator("#choices").get_by_role("link", name="Đăng ký khai sinh").click()
    expect(page.locator("#promise")).to_contain_text("17 giờ 00 phút")
    expect(page.locator("#promise")).to_contain_text("29/08/2023")
    fill_in_applicant(page)
    press(page, "Mandatory papers are present")
    press(page, "Receive and print")
    expect(page.locator(".fresh")).to_contain_text("H25.12.02-230829-0001")
    page.wait_for_function("() => window.printed?.length")
    (receipt,) = page.evaluate("() => window.printed")
    assert page.request.get(receipt).body().startswith(b"%PDF-")
    dossier = Dossier.objects.get()
    assert dossier.state == State.RECEIVED
    assert dossier.papers.count() == 2


def test_the_promise_follows_how_the_papers_came(
    desks: Desks, hoa: User, same_day_version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[same_day_version.procedure.code]))
    with page.expect_response(lambda answer: "channel=post" in answer.url) as answer:
        page.locator("[name=channel][value=post]").check()
    assert answer.value.status == 200
    expect(page.locator("#promise")).to_contain_text("29/08/2023")


def test_a_supplement_is_asked_for_once_and_handed_in(desks: Desks, world: World) -> None:
    dossier = world.dossiers["processing"]
    desk = desks.open(world.people["minh"])
    desk.goto(reverse("dossiers:specialist_dossier", args=[dossier.shown_code]))
    act(desk, "request_supplement", items="Trích lục kết hôn bản chính", reason="Thiếu giấy tờ đã công bố.")
    expect(desk.locator("[data-open-paper]")).to_be_visible()
    assert state_of(dossier) == State.SUPPLEMENT

    home = desks.open(world.people["lan"], screen=PHONE)
    home.goto(reverse("dossiers:status", args=[dossier.reference]))
    expect(home.get_by_role("heading", name=say("The office needs this from you"))).to_be_visible()
    expect(home.locator("main")).to_contain_text("Trích lục kết hôn bản chính")
    home.locator("[name=files]").set_input_files([a_file("trich-luc.pdf"), a_file("mat-sau.pdf")])
    home.locator("[name$=answer]").fill("Tôi gửi bản chính qua ảnh quét.")
    press(home, "Everything is in")
    expect(home.get_by_text(say("The supplement was handed in. The counter looks at it next."))).to_be_visible()

    counter = desks.open(world.people["hoa"])
    counter.goto(reverse("dossiers:counter_dossier", args=[dossier.shown_code]))
    expect(counter.get_by_role("link", name="trich-luc.pdf")).to_be_visible()
    act(counter, "resume")
    assert state_of(dossier) == State.PROCESSING
    expect(counter.locator("form[action$='/request_supplement/']")).to_have_count(0)
    home.reload()
    expect(home.get_by_role("heading", name=say("Promised date and its changes"))).to_be_visible()


def test_a_walk_in_without_a_paper_is_asked_for_it_and_received_when_it_comes(
    desks: Desks, hoa: User, version: ProcedureVersion
) -> None:
    page = desks.open(hoa)
    page.goto(reverse("dossiers:counter_intake", args=[version.procedure.code]))
    fill_in_applicant(page)
    page.get_by_label("Giấy tờ tùy thân").check()
    page.get_by_role("link", name=say("Ask for a supplement"), exact=True).click()
    expect(page.locator("#ask-items")).to_have_value("Tờ khai theo mẫu")
    page.locator("#ask-asking_reason").fill("Thiếu tờ khai theo mẫu đã công bố.")
    press(page, "Ask for a supplement and print the request")
    expect(page.locator("[data-open-paper]")).to_be_visible()
    dossier = Dossier.objects.get()
    assert state_of(dossier) == State.SUPPLEMENT

    brought = open_act(page, "receive")
    brought.get_by_label("Tờ khai theo mẫu").check()
    brought.get_by_role("button").click()
    expect(page.locator(".fresh")).to_contain_text("H25.12.02-230829-0001")
    assert state_of(dossier) == State.RECEIVED
    assert dossier.papers.count() == 2


def test_a_refusal_needs_a_reason_and_the_citizen_reads_it(desks: Desks, world: World) -> None:
    dossier = world.dossiers["submitted"]
    reason = "Nơi cư trú không thuộc xã Bình Nghĩa (Điều 21 Nghị định 123/2015/NĐ-CP)."
    counter = desks.open(world.people["hoa"])
    counter.goto(reverse("dossiers:counter_dossier", args=[dossier.shown_code]))
    act(counter, "refuse", reason=" ")
    agree(counter)
    expect(counter.locator("#act-refuse .invalid-feedback")).to_be_visible()
    assert state_of(dossier) == State.SUBMITTED
    act(counter, "refuse", reason=reason)
    agree(counter)
    expect(counter.locator("[data-open-paper]")).to_be_visible()
    assert state_of(dossier) == State.REFUSED

    home = desks.open(world.people["lan"], screen=PHONE)
    home.goto(reverse("dossiers:status", args=[dossier.reference]))
    expect(home.locator("main")).to_contain_text(reason)


def test_a_withdrawal_is_asked_for_and_confirmed(desks: Desks, world: World) -> None:
    dossier = world.dossiers["processing"]
    home = desks.open(world.people["lan"], screen=PHONE)
    home.goto(reverse("dossiers:status", args=[dossier.reference]))
    home.get_by_text(say("Withdraw this dossier")).click()
    home.locator("[name$=reason]").fill("Tôi không còn nhu cầu.")
    press(home, "Ask to withdraw")
    expect(home.get_by_text(say("The request to withdraw was sent. The counter confirms it."))).to_be_visible()
    assert state_of(dossier) == State.WITHDRAWAL

    counter = desks.open(world.people["hoa"])
    counter.goto(reverse("dossiers:counter_dossier", args=[dossier.shown_code]))
    expect(counter.locator("main")).to_contain_text("Tôi không còn nhu cầu.")
    act(counter, "stop", reason="Theo yêu cầu rút hồ sơ của công dân.")
    agree(counter)
    expect(counter.locator("[data-open-paper]")).to_be_visible()
    home.reload()
    expect(title(home)).to_have_text(dossier.shown_code)
    assert state_of(dossier) == State.STOPPED
